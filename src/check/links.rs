//! From a cell to the relations that it is in.

use super::amounts::Amounts;
use crate::relations::Relation;

/// A cell's part in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Index of the relation.
    pub relation: u32,
    /// The sign of the term, or 0 for the stated value.
    pub sign: i8,
}

/// All links, ordered by cell: those of cell `i` are `links[starts[i]..starts[i + 1]]`.
#[derive(Debug, Clone, Default)]
pub struct Links {
    starts: Vec<u32>,
    links: Vec<Link>,
}

impl Links {
    /// Links every cell to its relations; two passes over all terms.
    pub fn new(relations: &[Relation], amounts: &Amounts) -> Self {
        let each = |visit: &mut dyn FnMut(usize, Link)| {
            for (number, relation) in (0u32..).zip(relations) {
                let stated = std::iter::once((relation.stated, 0));
                for (cell, sign) in stated.chain(relation.terms.iter().map(|t| (t.cell, t.sign))) {
                    if let Some(index) = amounts.index(cell) {
                        visit(index, Link { relation: number, sign });
                    }
                }
            }
        };
        let mut starts = vec![0u32; amounts.len() + 1];
        each(&mut |index, _| starts[index + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut links = vec![Link { relation: 0, sign: 0 }; starts.last().map_or(0, |n| *n as usize)];
        each(&mut |index, link| {
            links[next[index] as usize] = link;
            next[index] += 1;
        });
        Self { starts, links }
    }

    /// The links of the cell with this flat index.
    pub fn of(&self, index: usize) -> &[Link] {
        let (Some(&from), Some(&to)) = (self.starts.get(index), self.starts.get(index + 1)) else { return &[] };
        self.links.get(from as usize..to as usize).unwrap_or_default()
    }
}
