//! Painting of a grid: headers, cells and their marks. It reads the session and the view and changes neither;
//! what the mouse asks for is collected as inputs.

use egui::{Align2, Color32, FontId, Id, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, pos2};
use egui_table::{CellInfo, HeaderCellInfo, TableDelegate};

use crate::app::paint;
use crate::app::theme::{self, Palette};
use crate::check::Verdict;
use crate::model::{CellRef, ColumnRole, Disclosure, Row};
use crate::session::{Field, Session, Slot, Style};

use super::columns::{GridColumn, Heading};
use super::layout::{MARK, PAD, header_lines, indent};
use super::view::{GridView, Input, Typing, mark_word};

pub(super) struct Painting<'a> {
    pub view: &'a GridView,
    pub session: &'a Session,
    pub palette: Palette,
    pub style: Style,
    /// Width of a digit and of the decimal point, to line up amounts with fewer decimals.
    /// Whether the columns need more room than there is.
    pub scrolls: bool,
    pub digit: f32,
    pub point: f32,
    pub inputs: Vec<Input>,
    /// Where the active cell is, and what of it can be seen.
    pub editor: Option<(Rect, Rect)>,
    pub visible_rows: usize,
    /// Whether the mouse button went down, is down, and where.
    pub pressed: bool,
    pub secondary: bool,
    pub down: bool,
    pub shift: bool,
    /// Ctrl: what is pressed is selected besides what is already.
    pub add: bool,
    pub pointer: Option<Pos2>,
}

/// How the text of a cell looks.
struct Look {
    ink: Color32,
    bold: bool,
    italic: bool,
}

impl TableDelegate for Painting<'_> {
    fn prepare(&mut self, info: &egui_table::PrefetchInfo) {
        self.visible_rows = usize::try_from(info.visible_rows.end.saturating_sub(info.visible_rows.start)).unwrap_or(0);
    }

    fn row_top_offset(&self, _ctx: &egui::Context, _table: Id, row: u64) -> f32 {
        let tops = &self.view.layout.tops;
        usize::try_from(row).ok().and_then(|r| tops.get(r)).or(tops.last()).copied().unwrap_or(0.0)
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        if cell.col_range.len() == 1 {
            ui.set_min_width(self.width(cell.col_range.start));
        }
        let heading = self.view.columns.headings.iter();
        let Some(heading) = heading.into_iter().find(|h| h.columns == cell.col_range && h.rows.contains(&cell.row_nr))
        else {
            return;
        };
        // A heading over several rows is painted with the last of them, upwards over the others.
        if heading.rows.end == cell.row_nr + 1 {
            self.heading(ui, heading);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let Ok(row) = usize::try_from(cell.row_nr) else { return };
        // Painted cells have no size of their own, and the first pass of the table asks for one.
        ui.set_min_width(self.width(cell.col_nr));
        let Some(column) = self.view.columns.all.get(cell.col_nr).copied() else { return };
        let Some(field) = self.view.columns.field(row, cell.col_nr) else { return };
        self.cell(ui, (row, cell.col_nr), field, column);
    }
}

impl<'a> Painting<'a> {
    fn width(&self, column: usize) -> f32 {
        self.view.layout.widths.get(column).copied().unwrap_or(80.0)
    }

    fn disclosure(&self) -> &'a Disclosure {
        self.session.disclosure()
    }

    fn heading(&mut self, ui: &mut Ui, heading: &Heading) {
        let p = self.palette;
        let above: f32 = self
            .view
            .layout
            .header_heights
            .get(heading.rows.start..heading.rows.end.saturating_sub(1))
            .unwrap_or_default()
            .iter()
            .sum();
        let mut rect = ui.max_rect();
        rect.min.y -= above;
        let mut clip = ui.clip_rect();
        clip.min.y -= above;
        let painter = egui::Painter::new(ui.ctx().clone(), ui.layer_id(), clip);
        painter.rect_filled(rect, 0.0, p.head);
        let bold = heading.rows.start == 0;
        let font = theme::cell_font();
        let width: f32 = painter.fonts_mut(|f| heading.text.chars().map(|c| f.glyph_width(&font, c)).sum());
        // Lines of about the same length read better than a full one with a single character under it.
        let lines = header_lines(width, rect.width() - 2.0 * PAD);
        let wrap = ((width / lines / theme::CELL).ceil() * theme::CELL + 2.0).min(rect.width());
        let mut job = egui::text::LayoutJob::simple(heading.text.clone(), font, p.text, wrap);
        job.halign = egui::Align::Center;
        let laid = painter.layout_job(job);
        let at = pos2(rect.center().x, rect.center().y - laid.size().y / 2.0);
        paint::galley(&painter, at, laid, p.text, bold);
        let line = Stroke::new(1.0, p.line);
        let below = if heading.rows.end == self.view.columns.header_rows { p.strong_line } else { p.line };
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, below));
        if heading.columns.start == 0 {
            painter.vline(rect.left() + 0.5, rect.y_range(), line);
        }
        if heading.rows.start == 0 {
            painter.hline(rect.x_range(), rect.top() + 0.5, line);
        }
        painter.vline(rect.right() - 0.5, rect.y_range(), self.side_line(heading.columns.end).unwrap_or(line));
        let response = ui.interact(rect.intersect(clip), ui.scope_id().with("heading"), Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, true, &heading.text));
        if response.clicked() && heading.columns.len() == 1 {
            self.inputs.push(Input::SelectColumn(heading.columns.start));
        }
    }

    /// A stronger line between the sides of a table and behind the frozen columns.
    fn side_line(&self, after: usize) -> Option<Stroke> {
        let columns = &self.view.columns;
        let panel = |c: usize| columns.all.get(c).map(|g| g.panel);
        let ends_side = panel(after).is_some() && panel(after) != panel(after.saturating_sub(1));
        (ends_side || after == columns.frozen && self.scrolls).then(|| Stroke::new(1.0, self.palette.strong_line))
    }

    fn cell(&mut self, ui: &mut Ui, at: (usize, usize), field: Field, column: GridColumn) {
        let p = self.palette;
        let rect = ui.max_rect();
        let painter = ui.painter().clone();
        let row = field.row(self.disclosure());
        let total = row.is_some_and(|r| r.role.is_total());
        let label = matches!(column.slot, Slot::Code | Slot::Name);
        let cell = field.cell().filter(|_| row.is_some());
        let mark = cell.and_then(|c| self.session.checker().mark(c)).filter(|m| mark_word(*m).is_some());
        let computed = cell.is_some_and(|c| self.session.computed_by(c).is_some());

        let ground = if label || total { p.frozen } else { p.paper };
        let fill = match mark {
            Some(Verdict::Broken) => p.red.fill,
            Some(Verdict::DoubtfulRounding) => p.amber.fill,
            _ => ground,
        };
        painter.rect_filled(rect, 0.0, fill);
        let text = field.text(self.disclosure()).unwrap_or_default();
        if let Some(row) = row {
            let look = Look {
                ink: match (mark, computed, label) {
                    (Some(Verdict::Broken), ..) => p.red.ink,
                    (_, true, _) => p.weak,
                    (_, _, true) if column.slot == Slot::Code => p.weak,
                    _ => p.text,
                },
                bold: total && !computed
                    || mark == Some(Verdict::Broken)
                    || column.slot == Slot::Name && row.level <= 1 && self.view.columns.is_deep(column.panel),
                italic: computed,
            };
            let left = self.text(&painter, rect, text, row, column, &look, cell, mark);
            if let Some(mark) = mark {
                self.mark(&painter, rect, left, mark);
            }
            if cell.is_some_and(|c| self.suspect(c).is_some()) {
                paint::target(&painter, rect, p.red.ink);
            }
        }
        let line = Stroke::new(1.0, p.line);
        // Half a point inside: the next cell's ground would cover a line on the edge.
        painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
        painter.vline(rect.right() - 0.5, rect.y_range(), self.side_line(at.1 + 1).unwrap_or(line));
        if at.1 == 0 {
            painter.vline(rect.left() + 0.5, rect.y_range(), line);
        }
        self.selection(ui, &painter, rect, at);
        self.interact(ui, rect, at, field, text, cell);
    }

    /// Paints the text of a cell and returns where it begins.
    #[expect(clippy::too_many_arguments, reason = "one private call; a struct would only move the list")]
    fn text(
        &self,
        painter: &egui::Painter,
        rect: Rect,
        text: &str,
        row: &Row,
        column: GridColumn,
        look: &Look,
        cell: Option<CellRef>,
        mark: Option<Verdict>,
    ) -> f32 {
        let p = &self.palette;
        let font = theme::cell_font();
        let inferred = cell.and_then(|c| self.disclosure().cell(c)).is_some_and(|c| c.inferred);
        let mut format = egui::TextFormat::simple(font.clone(), look.ink);
        format.italics = look.italic;
        if column.role == ColumnRole::Label {
            let left = PAD + if column.slot == Slot::Name { indent(row) } else { 0.0 };
            let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
            job.wrap.max_width = rect.width() - left - PAD + 2.0;
            // Project codes have more than twenty digits; anything else breaks between words and Han.
            job.wrap.break_anywhere = column.slot == Slot::Code;
            let laid = painter.layout_job(job);
            let at = pos2(rect.left() + left, rect.center().y - laid.size().y / 2.0);
            let width = laid.size().x;
            paint::galley(painter, at, laid, look.ink, look.bold);
            if inferred && !text.is_empty() {
                paint::dotted(painter, at.x, at.x + width, rect.bottom() - 5.0, p.weak);
            }
            return at.x;
        }
        let should = (mark == Some(Verdict::Broken)).then(|| cell.and_then(|c| self.should_be(c))).flatten();
        let up = if should.is_some() { 5.0 } else { 0.0 };
        let laid = painter.layout_job(egui::text::LayoutJob::single_section(text.to_owned(), format));
        let right =
            rect.right() - PAD - if column.role == ColumnRole::Amount { self.missing_places(text) } else { 0.0 };
        let at = pos2(right - laid.size().x, rect.center().y - up - laid.size().y / 2.0);
        let (left, size) = (at.x, laid.size());
        paint::galley(painter, at, laid, look.ink, look.bold);
        if inferred && !text.is_empty() {
            paint::dotted(painter, left, right, at.y + size.y, p.weak);
        }
        if let Some(value) = should {
            let small = FontId::proportional(10.0);
            let at = pos2(rect.right() - PAD, rect.center().y + 7.0);
            paint::text(painter, at, Align2::RIGHT_CENTER, format!("算得 {value}"), small, p.red.ink, false);
        }
        left
    }

    /// In 审阅 mode: what follows from the parts of a broken total, shown beside what is printed.
    fn should_be(&self, cell: CellRef) -> Option<String> {
        let computed = crate::app::verdicts::computed_value(self.session, cell)?;
        Some(self.session.style(cell.table).write(computed))
    }

    /// The room that the decimals which this amount does not print would take.
    fn missing_places(&self, text: &str) -> f32 {
        if !text.ends_with(|c: char| c.is_ascii_digit()) {
            return 0.0;
        }
        let printed = text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        let wanted = self.style.places as usize;
        let point = if printed == 0 && wanted > 0 { self.point } else { 0.0 };
        point + self.digit * wanted.saturating_sub(printed) as f32
    }

    /// What a cell that is likely wrong would have to be; the inner `None` where nobody knows.
    fn suspect(&self, cell: CellRef) -> Option<Option<String>> {
        let (_, value) = self.view.suspects.iter().find(|(at, _)| *at == cell)?;
        Some(value.map(|v| self.session.style(cell.table).write(v)))
    }

    fn mark(&self, painter: &egui::Painter, rect: Rect, text: f32, mark: Verdict) {
        let p = &self.palette;
        match mark {
            Verdict::Broken => paint::corner(painter, rect, p.red.ink),
            Verdict::Rounding | Verdict::Truncation | Verdict::DoubtfulRounding => {
                // Beside the amount, however wide the column is.
                let at = pos2((text - MARK * 0.62).max(rect.left() + MARK * 0.5), rect.center().y);
                paint::wave(painter, at, 4.0, Stroke::new(1.3, p.amber.ink));
            }
            Verdict::NotCompared | Verdict::Holds => {}
        }
    }

    fn selection(&mut self, ui: &Ui, painter: &egui::Painter, rect: Rect, at: (usize, usize)) {
        if self.view.is_many() && self.view.is_selected(at) {
            painter.rect_filled(rect, 0.0, self.palette.selection);
        }
        if at == self.view.cursor {
            painter.rect_stroke(rect, 0.0, Stroke::new(2.0, self.palette.accent), StrokeKind::Inside);
            self.editor = Some((rect, ui.clip_rect()));
        }
    }

    fn interact(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        at: (usize, usize),
        field: Field,
        text: &str,
        cell: Option<CellRef>,
    ) {
        let (row, column) = at;
        let response = ui.interact(rect, Id::unique(("grid-cell", at)), Sense::click_and_drag());
        let selected = at == self.view.cursor;
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::GridCell, true, self.label(field));
            info.current_text_value = Some(text.to_owned());
            info.selected = Some(selected);
            info
        });
        let here = self.pointer.is_some_and(|q| rect.intersect(ui.clip_rect()).contains(q));
        let begins = self.pressed || self.secondary && !self.view.is_selected(at);
        if here && begins && response.contains_pointer() {
            let add = self.add && self.pressed;
            self.inputs.push(Input::Press { row, column, extend: self.shift, add });
        }
        if here && self.down && self.view.dragging && !self.pressed && self.view.typing == Typing::Not && !selected {
            self.inputs.push(Input::DragTo { row, column });
        }
        if response.double_clicked() {
            self.inputs.push(Input::Edit);
        }
        let session = self.session;
        if let Some(cell) = cell {
            let suspect = self.suspect(cell);
            if suspect.is_some() || crate::app::verdicts::has_remark(session, cell) {
                response.clone().on_hover_ui(|ui| crate::app::verdicts::remarks_ui(ui, session, cell, suspect));
            }
        }
        response.context_menu(|ui| {
            for command in super::CONTEXT_MENU {
                if ui.button(command.text()).clicked() {
                    ui.data_mut(|d| d.insert_temp(super::context_command_id(), Some(*command)));
                    ui.close();
                }
            }
        });
    }

    /// Names a cell for tests and screen readers: `2101501 行政运行 · 合计`, with the side where there are two.
    fn label(&self, field: Field) -> String {
        let d = self.disclosure();
        let title = field.title(d);
        let side = d.tables.get(field.table as usize).and_then(|t| t.panels.get(field.panel as usize));
        match side {
            Some(panel) if !panel.name.is_empty() => format!("{} {title}", panel.name),
            _ => title,
        }
    }
}
