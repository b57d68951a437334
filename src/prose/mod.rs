//! The running text (情况说明): what it states in figures, and what that must agree with.
//!
//! In three steps, each of which can be looked at by itself. `lexer` cuts the text into sentences and finds
//! every number with what it measures. `statement` says what each number is said of and what it is there: an
//! amount, a share, a change, last year's figure. `link` finds what each statement must agree with, cells or
//! other numbers, and makes [`Claim`]s of it. Whether a claim holds is judged in `check::claims`, by the same
//! intervals as relations.
//!
//! The invariant is that of `relations`: which claims exist follows from words and the layout of tables, never
//! from an amount. Where words leave it open what is meant (口径), a claim has several [`Reading`]s and the
//! figures choose. A number that nothing is known of is not guessed at: it stays without claim (未核对).

mod claim;
mod lexer;
mod link;
mod statement;
mod within;

pub use claim::{Claim, Doubt, Gravity, Must, Note, Operand, Reading, Sum};
pub use lexer::{Measure, Number, Sentence};
pub(crate) use link::{Both, Printed, Prior, Told, printed, priors};
pub use statement::{Direction, List, Mark, Role, Scope, Statement, Subject, Trend};

use crate::model::{Disclosure, TextRef};

/// A reason that the text gives for a change: `比上年增加…，主要原因是…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// The amount that changed: index into [`Prose::statements`].
    pub amount: usize,
    /// The sense of the change.
    pub direction: Direction,
    /// The words, from `主要原因是` on.
    pub at: TextRef,
}

/// What the text of a disclosure says in figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
    /// In the order of the text.
    pub numbers: Vec<Number>,
    /// What the numbers are; those that are no figures (years, codes) have none.
    pub statements: Vec<Statement>,
    /// What the words make parts of something: `其中`, `包括`, brackets.
    pub lists: Vec<List>,
    /// What the words say without a figure: `与上年持平`.
    pub trends: Vec<Trend>,
    /// What must hold of them.
    pub claims: Vec<Claim>,
    /// What is to be said of its words whatever the figures are.
    pub notes: Vec<Note>,
}

impl Prose {
    /// Reads the text of a disclosure.
    pub fn of(d: &Disclosure) -> Self {
        let (sentences, numbers) = lexer::read(&d.prose);
        let said = statement::read(d, &numbers);
        let (statements, lists, trends) = (said.statements, said.lists, said.trends);
        let mut prose = Self { sentences, numbers, statements, lists, trends, ..Self::default() };
        let facts = within::Facts::new(d, &prose);
        let (claims, notes) = (within::claims(&facts), within::notes(d, &facts));
        (prose.claims, prose.notes) = (claims, notes);
        let linked = link::claims(d, &prose);
        prose.claims.extend(linked);
        prose
    }

    /// The reasons that the text gives for changes, in its order. `d` is what the text was read from.
    pub fn reasons(&self, d: &Disclosure) -> Vec<Given> {
        within::given(&within::Facts::new(d, self))
    }
}
