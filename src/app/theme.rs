//! Colours and text sizes of both themes, in one place. Colour is used only where it means something.

use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Theme, Visuals, vec2};

use crate::check::{Severity, Verdict};

/// The colours of one theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    /// Links, the selected tab, the cursor: the one accent.
    pub accent: Color32,
    /// Behind something selected.
    pub accent_soft: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    pub text: Color32,
    /// Text of less importance; still legible.
    pub weak: Color32,
    /// Cells, lists.
    pub paper: Color32,
    /// Bars around the paper.
    pub bar: Color32,
    /// Table headers.
    pub head: Color32,
    /// Frozen label columns and total rows.
    pub frozen: Color32,
    /// Lines between cells and panels.
    pub line: Color32,
    /// Lines between the sides of a table and around it.
    pub strong_line: Color32,
    /// Over selected cells.
    pub selection: Color32,
    pub red: Tone,
    pub amber: Tone,
    pub grey: Tone,
    pub purple: Tone,
    pub green: Tone,
    /// An amount that grew, and one that shrank.
    pub more: Color32,
    pub less: Color32,
}

/// A colour with a meaning: for text and icons, and the fill behind them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tone {
    pub ink: Color32,
    pub fill: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn tone(ink: u32, fill: u32) -> Tone {
    Tone { ink: rgb(ink), fill: rgb(fill) }
}

const LIGHT: Palette = Palette {
    accent: rgb(0x1f5fbf),
    accent_soft: rgb(0xe6eefa),
    on_accent: rgb(0xffffff),
    text: rgb(0x1f2733),
    weak: rgb(0x5f6b7a),
    paper: rgb(0xffffff),
    bar: rgb(0xf3f5f8),
    head: rgb(0xedf1f6),
    frozen: rgb(0xf8fafc),
    line: rgb(0xdde2ea),
    strong_line: rgb(0xb4bdca),
    selection: Color32::from_rgba_unmultiplied_const(31, 95, 191, 36),
    red: tone(0xb3261e, 0xfde7e6),
    amber: tone(0x8a5a00, 0xfff1d0),
    grey: tone(0x5f6b7a, 0xe9edf3),
    purple: tone(0x6a3fb5, 0xf0eafb),
    green: tone(0x1b7f4d, 0xe3f4ea),
    more: rgb(0xa8431a),
    less: rgb(0x17705c),
};

const DARK: Palette = Palette {
    accent: rgb(0x6ea8fe),
    accent_soft: rgb(0x22344f),
    on_accent: rgb(0x0d1b30),
    text: rgb(0xe3e7ed),
    weak: rgb(0x9aa5b4),
    paper: rgb(0x1b1f25),
    bar: rgb(0x15181d),
    head: rgb(0x262c35),
    frozen: rgb(0x20252c),
    line: rgb(0x343b46),
    strong_line: rgb(0x566070),
    selection: Color32::from_rgba_unmultiplied_const(110, 168, 254, 46),
    red: tone(0xff8a80, 0x4a2325),
    amber: tone(0xf2c063, 0x45371a),
    grey: tone(0xa4aebb, 0x2c333d),
    purple: tone(0xc3a6ff, 0x372b52),
    green: tone(0x62c998, 0x1f3b2e),
    more: rgb(0xf0965f),
    less: rgb(0x63c7ad),
};

/// The size of text in cells.
pub(super) const CELL: f32 = 13.5;

/// The font of text in cells.
pub(super) fn cell_font() -> FontId {
    FontId::proportional(CELL)
}

impl Palette {
    /// The colours of the theme in use.
    pub(super) fn of(ctx: &Context) -> Palette {
        if ctx.theme() == Theme::Dark { DARK } else { LIGHT }
    }

    /// The colours on the picture of a page: paper is white in both themes.
    pub(super) fn on_paper() -> Palette {
        LIGHT
    }

    /// What a severity looks like.
    pub(super) fn severity(&self, severity: Severity) -> Tone {
        match severity {
            Severity::Error => self.red,
            Severity::Warning => self.amber,
            Severity::Hint => self.grey,
            Severity::Missing => self.purple,
        }
    }

    /// What a verdict looks like; `None` where there is nothing to say.
    pub(super) fn verdict(&self, verdict: Verdict) -> Option<Tone> {
        match verdict {
            Verdict::NotCompared | Verdict::Holds => None,
            Verdict::Rounding | Verdict::Truncation | Verdict::DoubtfulRounding => Some(self.amber),
            Verdict::Broken => Some(self.red),
        }
    }
}

/// Sets the looks of both themes.
pub(super) fn install(ctx: &Context) {
    // Where the system says nothing of light or dark: light, as paper.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, palette) in [(Theme::Light, LIGHT), (Theme::Dark, DARK)] {
        ctx.set_visuals_of(theme, visuals(theme, &palette));
    }
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, 11.5),
            (TextStyle::Body, 13.5),
            (TextStyle::Button, 13.5),
            (TextStyle::Monospace, 13.0),
            (TextStyle::Heading, 17.0),
        ]
        .map(|(text, size)| (text, FontId::new(size, FontFamily::Proportional)))
        .into();
        style.spacing.button_padding = vec2(9.0, 4.0);
        style.spacing.item_spacing = vec2(7.0, 5.0);
        style.spacing.interact_size.y = 24.0;
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.35;
    });
}

fn visuals(theme: Theme, p: &Palette) -> Visuals {
    let mut v = if theme == Theme::Dark { Visuals::dark() } else { Visuals::light() };
    v.panel_fill = p.bar;
    v.window_fill = p.paper;
    v.extreme_bg_color = p.paper;
    v.text_edit_bg_color = Some(p.paper);
    v.faint_bg_color = p.frozen;
    v.code_bg_color = p.head;
    v.window_stroke = Stroke::new(1.0, p.strong_line);
    v.selection.bg_fill = if theme == Theme::Dark { rgb(0x2f5a96) } else { rgb(0xbcd5f7) };
    v.selection.stroke = Stroke::new(1.0, p.text);
    v.hyperlink_color = p.accent;
    v.warn_fg_color = p.amber.ink;
    v.error_fg_color = p.red.ink;
    v.weak_text_color = Some(p.weak);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(6);
    let w = &mut v.widgets;
    for state in [&mut w.noninteractive, &mut w.inactive, &mut w.hovered, &mut w.active, &mut w.open] {
        state.corner_radius = CornerRadius::same(5);
        state.fg_stroke = Stroke::new(1.0, p.text);
        state.expansion = 0.0;
    }
    w.noninteractive.bg_stroke = Stroke::new(1.0, p.line);
    w.inactive.weak_bg_fill = p.paper;
    w.inactive.bg_fill = p.head;
    w.inactive.bg_stroke = Stroke::new(1.0, p.line);
    w.hovered.weak_bg_fill = p.accent_soft;
    w.hovered.bg_fill = p.accent_soft;
    w.hovered.bg_stroke = Stroke::new(1.0, p.accent);
    w.active.weak_bg_fill = p.accent_soft;
    w.active.bg_fill = p.accent_soft;
    w.active.bg_stroke = Stroke::new(1.5, p.accent);
    w.open.weak_bg_fill = p.accent_soft;
    w.open.bg_fill = p.accent_soft;
    w.open.bg_stroke = Stroke::new(1.0, p.accent);
    v
}
