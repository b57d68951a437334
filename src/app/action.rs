//! What panels ask for. A panel reads the session and sends actions, which run after everything is drawn.

use std::path::PathBuf;

use super::batch::Wish;
use super::command::Command;
use super::compare;
use super::export::Order;
use super::findings::FindingKey;
use super::loading::Request;
use super::workspace::{DocId, Tab};
use crate::model::{CellRef, Hints, Place, ReviewEntry, Spot, TextRef};
use crate::session::{Edit, Field};

/// Something to be done after the frame.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Action {
    /// A command of the user.
    Command(Command),
    /// Open this file.
    Open(PathBuf),
    /// Open a file with a password or an encoding.
    OpenWith(Request),
    /// Show this tab.
    Show(Tab),
    /// Show this section of the text.
    ShowSection(DocId, usize),
    /// Show the sentence of the text in which this begins, or the heading that it is.
    ShowSentence(DocId, TextRef),
    /// Light a place of the source.
    ShowPlace(DocId, Place),
    /// Close the tab at this place.
    CloseTab(usize),
    /// Ask whose disclosure this is.
    Identify(DocId),
    /// Close a document, asking about unsaved work.
    CloseDocument(DocId),
    /// Go to a field.
    GoTo(DocId, Field),
    /// Go to the place of a finding.
    GoToFinding(DocId, FindingKey),
    /// Go to a cell, or to a number of the text.
    GoToSpot(DocId, Spot),
    /// Go to a cell and show this relation of it.
    GoToRelation(DocId, CellRef, usize),
    /// Ask for the note of what is about to be said of a finding.
    AskSay(DocId, ReviewEntry),
    /// Say why a place was flagged or not.
    Why(DocId, Spot),
    /// Open the rule manual, at this rule.
    Manual(Option<String>),
    /// Ask by the rules of this file.
    LoadRules(PathBuf),
    /// Choose a rule file with the system's dialog.
    BrowseRules,
    /// Ask by the built-in rules only.
    DropRules,
    /// Show this relation of the selected cell in the formula line.
    ShowRelation(usize),
    /// Change a disclosure.
    Edit(DocId, Edit),
    /// Put the value that follows from the parts into a cell.
    Accept(DocId, CellRef),
    /// Save a document here.
    SaveTo(DocId, PathBuf),
    /// Save a document and close it.
    SaveAndClose(DocId),
    /// Choose with the system's dialog where to save a document.
    BrowseSave(DocId),
    /// Write a report.
    Export(Order),
    /// Choose with the system's dialog where to write a report.
    BrowseExport(Order),
    /// Something of a batch.
    Batch(Wish),
    /// Something of the compare view.
    Compare(compare::Wish),
    /// Close a document without saving.
    Discard(DocId),
    /// End the program without saving.
    QuitWithoutSaving,
    /// Save everything and end the program.
    SaveAllAndQuit,
    /// Say no more about a table of no known kind.
    AcceptTable(DocId, usize),
    /// Read the source again with what the user said of its tables; whether to remember it for other documents.
    Reread(DocId, Hints, bool),
    /// Open the files of a disclosure each by itself.
    Separate(DocId),
    /// Stop waiting for a file.
    CancelLoading(u64),
    /// Forget the list of files opened lately.
    ClearRecent,
    /// No longer show the search bar.
    CloseSearch,
}
