//! The selected block as a whole: copying, clearing, pasting.

use crate::session::{Edit, Field, Session, tsv};

use super::view::{GridView, Reply};

impl GridView {
    pub(super) fn selected_text(&self, session: &Session) -> String {
        let (from, to) = self.selection();
        let text = |r, c| self.columns.field(r, c).and_then(|f| f.text(session.disclosure())).unwrap_or_default();
        let rows: Vec<Vec<&str>> = (from.0..=to.0).map(|r| (from.1..=to.1).map(|c| text(r, c)).collect()).collect();
        tsv::write(&rows)
    }

    pub(super) fn clear(&mut self, session: &mut Session) -> Reply {
        let filled = |f: &Field| f.text(session.disclosure()).is_some_and(|t| !t.is_empty());
        let all: Vec<Field> = self.selected().into_iter().filter(filled).collect();
        let (open, computed): (Vec<Field>, Vec<Field>) = all.into_iter().partition(|f| session.writable(*f).is_ok());
        let result = session.run(Edit::Texts(open.into_iter().map(|f| (f, String::new())).collect()));
        self.wants_focus = true;
        let notice = match (result, computed.len()) {
            (Err(why), _) => Some(why.to_string()),
            (Ok(_), 0) => None,
            (Ok(_), n) => Some(format!("有 {n} 个单元格由公式算出，没有清除；切换到审阅模式才能修改它们。")),
        };
        Reply { settled: true, notice, ..Reply::default() }
    }

    /// Puts a block from the clipboard at the selection. One value fills the whole selection. What does not
    /// fit, is computed or cannot be read is left out, and the reply says how much that was.
    pub(super) fn paste(&mut self, text: &str, session: &mut Session) -> Reply {
        let block = tsv::read(text);
        let (from, to) = self.selection();
        let single = match block.as_slice() {
            [row] => match row.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            _ => None,
        };
        let mut wanted: Vec<(Option<Field>, String)> = Vec::new();
        if let Some(value) = single {
            wanted.extend(self.fields(from, to).map(|f| (Some(f), value.clone())));
        } else {
            for (r, row) in block.iter().enumerate() {
                for (c, value) in row.iter().enumerate() {
                    wanted.push((self.columns.field(from.0 + r, from.1 + c), value.clone()));
                }
            }
        }
        let (mut outside, mut computed, mut unreadable) = (0, 0, Vec::new());
        let mut texts = Vec::with_capacity(wanted.len());
        for (field, value) in wanted {
            let Some(field) = field.filter(|f| f.text(session.disclosure()).is_some()) else {
                outside += usize::from(!value.is_empty());
                continue;
            };
            if session.writable(field).is_err() {
                computed += 1;
            } else if let Err(why) = session.check(field, &value) {
                unreadable.push(why.to_string());
            } else {
                texts.push((field, value));
            }
        }
        let width = block.iter().map(Vec::len).max().unwrap_or(1);
        let refused = session.run(Edit::Texts(texts)).err().map(|why| why.to_string());
        if single.is_none() {
            self.anchor = from;
            self.cursor = self.inside((from.0 + block.len().saturating_sub(1), from.1 + width.saturating_sub(1)));
        }
        self.wants_focus = true;
        let mut parts = Vec::new();
        if outside > 0 {
            parts.push(format!("{outside} 个超出表格范围"));
        }
        if computed > 0 {
            parts.push(format!("{computed} 个由公式算出"));
        }
        match unreadable.as_slice() {
            [] => {}
            [first, ..] => {
                parts.push(format!("{} 个不是该列的内容（{}）", unreadable.len(), first.trim_end_matches('。')))
            }
        }
        let left_out = (!parts.is_empty()).then(|| format!("粘贴时略过了：{}。", parts.join("，")));
        Reply { settled: true, notice: refused.or(left_out), ..Reply::default() }
    }
}
