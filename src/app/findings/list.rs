//! Which findings are listed, and in which order. Worked out when filters, document or content change.

use std::collections::BTreeSet;

use crate::app::names::table_name;
use crate::app::workspace::{DocId, Document};
use crate::check::{Family, Finding, Severity};
use crate::model::{Disclosure, ReviewStatus};
use crate::session::Session;

/// In what order findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::app) enum Order {
    /// 轻重: the worst first.
    #[default]
    Severity,
    /// 类别: in the order in which a bureau checks.
    Family,
    /// 表: in the order of the document.
    Table,
}

impl Order {
    pub(super) const ALL: &[Order] = &[Order::Severity, Order::Family, Order::Table];

    pub(super) fn name(self) -> &'static str {
        match self {
            Order::Severity => "按轻重",
            Order::Family => "按类别",
            Order::Table => "按表",
        }
    }
}

/// Which of them, by what was said of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::app) enum Standing {
    /// All but those that were dismissed.
    #[default]
    All,
    /// 未看: nobody has ticked them off or decided.
    Unseen,
    /// Those of this status.
    Of(ReviewStatus),
}

impl Standing {
    pub(super) const ALL: &[Standing] = &[
        Standing::All,
        Standing::Unseen,
        Standing::Of(ReviewStatus::Open),
        Standing::Of(ReviewStatus::Confirmed),
        Standing::Of(ReviewStatus::Asked),
        Standing::Of(ReviewStatus::Mended),
        Standing::Of(ReviewStatus::Dismissed),
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Standing::All => "全部状态",
            Standing::Unseen => "未看",
            Standing::Of(status) => status.name(),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Filter {
    pub hidden: BTreeSet<Severity>,
    pub family: Option<Family>,
    /// Only findings that touch this table.
    pub table: Option<usize>,
    pub standing: Standing,
    pub query: String,
    pub order: Order,
}

/// A finding in the list.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Item {
    /// Index into the findings of the session that are open, or (see `dismissed`) into those that are not.
    pub index: usize,
    pub dismissed: bool,
    pub status: ReviewStatus,
    pub seen: bool,
    /// What stands above it, where it is the first of its group.
    pub group: Option<String>,
}

impl Item {
    pub(in crate::app) fn finding<'s>(&self, session: &'s Session) -> Option<&'s Finding> {
        if self.dismissed { session.dismissed().get(self.index) } else { session.findings().get(self.index) }
    }
}

/// The findings that pass the filters, kept while filters, document and content stay the same.
#[derive(Default)]
pub(super) struct List {
    key: Option<(DocId, u64, Filter)>,
    pub items: Vec<Item>,
    /// All open findings by severity.
    pub counts: Vec<(Severity, usize)>,
    pub families: BTreeSet<Family>,
}

impl List {
    /// Follows filters, document and content. Whether anything is new.
    pub(super) fn follow(&mut self, document: &Document, filter: Filter) -> bool {
        let key = Some((document.id, document.session.revision(), filter));
        if self.key == key {
            return false;
        }
        let Some((.., filter)) = &key else { return false };
        let session = &document.session;
        let findings = session.findings();
        let severities = [Severity::Error, Severity::Warning, Severity::Missing, Severity::Hint];
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        self.counts = severities.map(|s| (s, count(s))).into_iter().filter(|(_, n)| *n > 0).collect();
        self.families = findings.iter().map(|f| f.family).collect();
        self.items = items(session, filter);
        self.key = key;
        true
    }
}

fn items(session: &Session, filter: &Filter) -> Vec<Item> {
    let d = session.disclosure();
    let dismissed = filter.standing == Standing::Of(ReviewStatus::Dismissed);
    let all = if dismissed { session.dismissed() } else { session.findings() };
    let has_review = !d.review.is_empty();
    let mut found: Vec<(usize, &Finding, Item)> = Vec::new();
    for (index, finding) in all.iter().enumerate() {
        if !passes(finding, filter) {
            continue;
        }
        let (mut status, mut seen, mut note) = (ReviewStatus::Open, false, "");
        if has_review {
            let said = session.said(finding);
            status = said.map_or(status, |e| e.status);
            note = said.map_or("", |e| e.note.as_str());
            seen = session.is_seen(finding);
        }
        let stands = match filter.standing {
            Standing::All => true,
            Standing::Unseen => !seen,
            Standing::Of(wanted) => status == wanted,
        };
        if stands && matches(finding, note, &filter.query) {
            found.push((
                group(d, finding, filter.order),
                finding,
                Item { index, dismissed, status, seen, group: None },
            ));
        }
    }
    // Within a group the worst come first; among equals the order of the document stays.
    found.sort_by_key(|(group, finding, _)| (*group, finding.severity));
    let mut last = None;
    let names = found.into_iter().map(|(group, finding, mut item)| {
        if filter.order != Order::Severity && last != Some(group) {
            item.group = Some(group_name(d, finding, filter.order));
        }
        last = Some(group);
        item
    });
    names.collect()
}

fn passes(finding: &Finding, filter: &Filter) -> bool {
    !filter.hidden.contains(&finding.severity)
        && filter.family.is_none_or(|family| finding.family == family)
        && filter
            .table
            .is_none_or(|t| finding.cells.iter().map(|c| c.table).chain(finding.table).any(|table| table as usize == t))
}

fn matches(finding: &Finding, note: &str, query: &str) -> bool {
    let query = query.trim();
    let texts = [Some(finding.message.as_str()), finding.cause.as_deref(), finding.quote.as_deref(), Some(note)];
    query.is_empty()
        || texts.into_iter().flatten().any(|text| text.contains(query))
        || finding.rule.eq_ignore_ascii_case(query)
}

/// The table that a finding is about, unless it is about the text.
pub(super) fn table(finding: &Finding) -> Option<usize> {
    let table = finding.table.or(finding.cells.first().map(|c| c.table));
    table.filter(|_| finding.texts.is_empty()).map(|t| t as usize)
}

fn group(d: &Disclosure, finding: &Finding, order: Order) -> usize {
    match order {
        Order::Severity => 0,
        Order::Family => finding.family as usize,
        Order::Table => match (table(finding), finding.texts.is_empty()) {
            (Some(table), _) => table,
            (None, false) => d.tables.len(),
            (None, true) => d.tables.len() + 1,
        },
    }
}

fn group_name(d: &Disclosure, finding: &Finding, order: Order) -> String {
    match (order, table(finding)) {
        (Order::Family, _) => finding.family.name().to_owned(),
        (_, Some(table)) => table_name(d, table),
        _ if finding.texts.is_empty() => "整份公开".to_owned(),
        _ => "情况说明".to_owned(),
    }
}
