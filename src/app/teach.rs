//! The user says how a table is to be read: what it is, how high its header is, what its columns mean, where
//! it begins and ends. What comes of it is shown at once; nothing changes before it is agreed to.

use egui::{Button, ComboBox, DragValue, Grid, RichText, ScrollArea, Ui};

use super::action::Action;
use super::names::table_title;
use super::paint;
use super::theme::Palette;
use super::workspace::{DocId, Document};
use crate::check::Checker;
use crate::document::{self, Block};
use crate::model::{ColumnHint, ColumnRole, Disclosure, Hints, Kind, Meaning, Place, TableHint, Unit};
use crate::recognize;
use crate::session::{Field, Session};

/// What can be said of a column.
const MEANINGS: &[(Meaning, &str)] = &[
    (Meaning::Code, "编码"),
    (Meaning::Name, "名称"),
    (Meaning::Value(ColumnRole::Amount), "金额"),
    (Meaning::Value(ColumnRole::Share), "比例"),
    (Meaning::Value(ColumnRole::Count), "数量"),
    (Meaning::Value(ColumnRole::Label), "文字"),
    (Meaning::Ignored, "不要"),
];

/// The question about one table.
pub(super) struct Teach {
    id: DocId,
    /// The source row of the cell that was selected: where a cut goes.
    cut: Option<u32>,
    hint: TableHint,
    /// What is printed over the columns of the grid.
    columns: Vec<String>,
    /// Other documents of the same layout are to be read the same way.
    remember: bool,
    /// What was worked out for `shown`.
    preview: String,
    shown: Option<TableHint>,
}

impl Teach {
    /// The question about a table; `None` where the source has no grid for it.
    pub(super) fn new(open: &Document, table: usize, selected: Option<Field>) -> Option<Self> {
        let session = &open.session;
        let first = place_of(session.disclosure(), table)?;
        let block = first.block?;
        let Some(Block::Grid(grid)) = session.document().blocks.get(block as usize) else { return None };
        let [row, _] = first.cell?;
        let known = session.disclosure().source.hints.tables.iter().rev().find(|h| h.block == block && h.row <= row);
        let hint = known.cloned().unwrap_or(TableHint { block, row, ..TableHint::default() });
        let selected = selected.and_then(|field| open.originals.index().place(session.disclosure(), field));
        let cut = selected.filter(|p| p.block == Some(block)).and_then(|p| p.cell).map(|[row, _]| row);
        Some(Self {
            id: open.id,
            cut: cut.filter(|cut| *cut > row),
            hint,
            columns: (0..grid.columns).map(|column| heading(grid, column, row)).collect(),
            remember: true,
            preview: String::new(),
            shown: None,
        })
    }

    fn hints(&self, session: &Session) -> Hints {
        let mut hints = session.disclosure().source.hints.clone();
        hints.say(self.hint.clone());
        hints
    }

    /// Draws the question. Whether it stays open.
    pub(super) fn ui(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) -> bool {
        let p = Palette::of(ui.ctx());
        paint::bold_label(ui, "这张表怎么读", 16.0);
        ui.label(RichText::new("没有指定的部分照识别的结果；可以撤销，原文不会被改动。").color(p.weak));
        self.table_ui(ui);
        if !self.hint.reading.is_text && !self.hint.join {
            self.columns_ui(ui);
        }
        self.update(session);
        ui.label(&self.preview);
        ui.checkbox(&mut self.remember, "记住：以后打开同样版式的表，提示可以照此读取");
        let mut stay = true;
        ui.horizontal(|ui| {
            let button = Button::new(RichText::new("照此读取").color(p.on_accent)).fill(p.accent);
            if ui.add(button).on_hover_text("重新识别整份文件；之前改过的单元格会回到原文，可以撤销").clicked()
            {
                actions.push(Action::Reread(self.id, self.hints(session), self.remember));
                stay = false;
            }
            if let Some(row) = self.cut {
                let cut = ui.button("从选中的行拆开").on_hover_text("从这一行起另成一张表");
                if cut.clicked() {
                    let mut hints = session.disclosure().source.hints.clone();
                    hints.say(TableHint { block: self.hint.block, row, split: true, ..TableHint::default() });
                    actions.push(Action::Reread(self.id, hints, false));
                    stay = false;
                }
            }
            stay &= !ui.button("取消").clicked();
        });
        stay
    }

    fn table_ui(&mut self, ui: &mut Ui) {
        let reading = &mut self.hint.reading;
        Grid::new("teach").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
            ui.label("它是");
            ui.horizontal(|ui| {
                for (is_text, join, text) in
                    [(false, false, "一张表"), (false, true, "上一张表的后半部分"), (true, false, "不是表")]
                {
                    if ui.radio((reading.is_text, self.hint.join) == (is_text, join), text).clicked() {
                        (reading.is_text, self.hint.join) = (is_text, join);
                    }
                }
            });
            ui.end_row();
            if reading.is_text || self.hint.join {
                return;
            }
            ui.label("表种");
            let chosen = reading.kind.map_or("照识别结果", Kind::name);
            ComboBox::from_id_salt("teach-kind").selected_text(chosen).width(300.0).height(320.0).show_ui(ui, |ui| {
                ui.selectable_value(&mut reading.kind, None, "照识别结果");
                for kind in Kind::ALL {
                    ui.selectable_value(&mut reading.kind, Some(*kind), kind.name());
                }
            });
            ui.end_row();
            ui.label("单位");
            ui.horizontal(|ui| {
                ui.radio_value(&mut reading.unit, None, "照识别结果");
                for unit in [Unit::Yuan, Unit::Wan, Unit::Yi] {
                    ui.radio_value(&mut reading.unit, Some(unit), unit.name());
                }
            });
            ui.end_row();
            ui.label("表头");
            ui.horizontal(|ui| {
                let mut given = reading.header_rows.is_some();
                if ui.checkbox(&mut given, "指定行数").changed() {
                    reading.header_rows = given.then_some(1);
                }
                if let Some(rows) = &mut reading.header_rows {
                    ui.add(DragValue::new(rows).range(0..=12).suffix(" 行"));
                }
            });
            ui.end_row();
        });
    }

    fn columns_ui(&mut self, ui: &mut Ui) {
        let said = &mut self.hint.reading.columns;
        ScrollArea::vertical().id_salt("teach-columns").max_height(190.0).auto_shrink([false, true]).show(ui, |ui| {
            Grid::new("teach-columns").num_columns(2).spacing([12.0, 4.0]).striped(true).show(ui, |ui| {
                for (column, heading) in (0u32..).zip(&self.columns) {
                    let text = format!("第 {} 列　{heading}", column + 1);
                    let layout = egui::Layout::left_to_right(egui::Align::Center);
                    ui.allocate_ui_with_layout(egui::vec2(250.0, 20.0), layout, |ui| {
                        ui.set_width(250.0);
                        ui.add(egui::Label::new(&text).truncate())
                    });
                    let now = said.iter().find(|h| h.column == column).map(|h| h.meaning);
                    let name =
                        MEANINGS.iter().find(|(m, _)| Some(*m) == now).map_or("照识别结果", |(_, name)| name);
                    ComboBox::from_id_salt(("meaning", column)).selected_text(name).show_ui(ui, |ui| {
                        if ui.selectable_label(now.is_none(), "照识别结果").clicked() {
                            said.retain(|h| h.column != column);
                        }
                        for (meaning, name) in MEANINGS {
                            if ui.selectable_label(Some(*meaning) == now, *name).clicked() {
                                said.retain(|h| h.column != column);
                                said.push(ColumnHint { column, meaning: *meaning, path: Vec::new() });
                            }
                        }
                    });
                    ui.end_row();
                }
            });
        });
    }

    /// Works out what would come of it, when something was changed.
    fn update(&mut self, session: &Session) {
        if self.shown.as_ref() == Some(&self.hint) {
            return;
        }
        let d = recognize::document_with(session.document(), &self.hints(session));
        let of_block = |t: &usize| place_of(&d, *t).is_some_and(|p| p.block == Some(self.hint.block));
        let before = |t: &usize| place_of(&d, *t).and_then(|p| p.cell).is_some_and(|[row, _]| row <= self.hint.row);
        let tables = 0..d.tables.len();
        let found = tables.clone().rev().filter(of_block).find(before).or_else(|| tables.clone().find(of_block));
        self.preview = match found.and_then(|t| Some((t, d.tables.get(t)?))) {
            Some((index, table)) => {
                let rows = table.panels.iter().map(|p| p.rows.len()).max().unwrap_or(0);
                let columns: Vec<String> =
                    table.panels.iter().flat_map(|p| &p.columns).map(|c| c.title()).take(8).collect();
                let checker = Checker::new(&d);
                let tally = checker.table_tally(index);
                let of = checker.relations().iter().filter(|r| r.stated.table as usize == index).count();
                format!(
                    "读成：{}（{}），{rows} 行，栏：{}。{of} 条勾稽，错误 {}，警告 {}。",
                    table_title(table),
                    table.kind.name(),
                    columns.join("、"),
                    tally.errors,
                    tally.warnings
                )
            }
            None => "读成：文字，不是表。".to_owned(),
        };
        self.shown = Some(self.hint.clone());
    }
}

/// The place of the first cell of a table that has one in a grid.
fn place_of(d: &Disclosure, table: usize) -> Option<Place> {
    let panels = &d.tables.get(table)?.panels;
    let cells = panels.iter().flat_map(|p| &p.rows).flat_map(|r| &r.cells);
    cells.map(|c| c.place).find(|p| p.cell.is_some() && p.block.is_some())
}

/// What is printed over a column, above this row.
fn heading(grid: &document::Grid, column: u32, row: u32) -> String {
    let above = grid.cells.iter().take_while(|c| c.row < row);
    let over = above.filter(|c| (c.column..c.column.saturating_add(c.column_span)).contains(&column));
    let last = over.filter(|c| !c.is_blank() && c.column_span < grid.columns).last();
    last.map(|c| c.text.replace('\n', "")).unwrap_or_default()
}

/// Whether the user can say how this table is to be read.
pub(super) fn can_be_taught(session: &Session, table: usize) -> bool {
    session.files().len() == 1 && place_of(session.disclosure(), table).is_some()
}
