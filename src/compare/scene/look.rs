//! What a chart is drawn as, and for what.

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// 分组柱: the sides of a group beside one another.
    #[default]
    Grouped,
    /// 趋势: a line for each group through the years.
    Trend,
    /// 结构（金额）: a column for each side, made of the groups.
    Stacked,
    /// 结构（占比）: the same, all columns of one height.
    Shares,
    /// 增减桥: from the total of one side to that of another, by group.
    Bridge,
    /// 增减最大: the groups by how much they changed.
    TopChanges,
}

impl Form {
    /// All forms in the order in which they are offered.
    pub const ALL: [Form; 6] =
        [Form::Grouped, Form::Trend, Form::Stacked, Form::Shares, Form::Bridge, Form::TopChanges];

    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Form::Grouped => "分组柱",
            Form::Trend => "趋势",
            Form::Stacked => "结构（金额）",
            Form::Shares => "结构（占比）",
            Form::Bridge => "增减桥",
            Form::TopChanges => "增减最大",
        }
    }
}

/// Where a drawing is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medium {
    /// In the window: no captions, the window has them; wider than the view where it must be.
    Screen,
    /// In a file: with title, scope, source and notes; never wider than asked.
    Paper,
}

/// Whether amounts stand on the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Values {
    /// Where all of them have room.
    #[default]
    Fitting,
    /// On the screen bars are made wide enough for all of them; on paper those stand that have room, the newest first.
    All,
    /// None.
    Hidden,
}

/// What a drawing is asked to look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Screen or paper.
    pub medium: Medium,
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// The size of names in points; of other texts in proportion, but never less than [`least`](Self::least).
    pub text: f32,
    /// Amounts on the bars.
    pub values: Values,
    /// For a bridge and for changes: from which side to which. `None` for the last two that have values.
    pub span: Option<(usize, usize)>,
}

/// Points in a millimetre.
const PER_MM: f32 = 72.0 / 25.4;

impl Look {
    /// For a part of the window of this size.
    pub fn screen(width: f32, height: f32) -> Self {
        Self { medium: Medium::Screen, width, height, text: 12.0, values: Values::default(), span: None }
    }

    /// For a page, in millimetres: 160 × 90 fits between the margins of an official document.
    pub fn paper(width: f32, height: f32) -> Self {
        let (width, height) = (width * PER_MM, height * PER_MM);
        Self { medium: Medium::Paper, width, height, text: 8.5, values: Values::default(), span: None }
    }

    /// For a picture of so many pixels, with [`png::write`](super::png::write) at the resolution that is
    /// returned with it: a slide of 1920 pixels has letters as large as a page of the same shape.
    pub fn pixels(width: u32, height: u32) -> (Self, f32) {
        let dpi = (width as f32 / 640.0 * 72.0).max(96.0);
        let look = Self::paper(width as f32 / dpi * 25.4, height as f32 / dpi * 25.4);
        (look, dpi)
    }

    /// With these numbers on the bars.
    pub fn with_values(self, values: Values) -> Self {
        Self { values, ..self }
    }

    /// From one side to another.
    pub fn between(self, from: usize, to: usize) -> Self {
        Self { span: Some((from, to)), ..self }
    }

    /// The smallest text: 11 on the screen, 8 on paper.
    pub fn least(&self) -> f32 {
        match self.medium {
            Medium::Screen => 11.0,
            Medium::Paper => 8.0,
        }
    }

    /// The size of names.
    pub(super) fn name_size(&self) -> f32 {
        self.text.max(self.least())
    }

    /// The size of numbers, notes and legends.
    pub(super) fn small_size(&self) -> f32 {
        (self.text * 0.94).max(self.least())
    }

    /// On paper.
    pub(super) fn is_paper(&self) -> bool {
        self.medium == Medium::Paper
    }

    /// The narrowest bar that can be told from its neighbours, and on the screen be pointed at.
    pub(super) fn narrowest_bar(&self) -> f32 {
        if self.is_paper() { 3.2 } else { 7.0 }
    }
}
