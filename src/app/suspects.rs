//! Where the error is (错误定位), worked out beside the window: after each change, once it has been quiet for a
//! moment, what is broken goes to a thread, and its answer to the findings and to the grid. An answer to what has
//! changed since is dropped; a frame never waits. A large disclosure is followed by a thread of its session instead,
//! whose answers are taken in here.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use egui::Context;

use super::workspace::{DocId, Document, Workspace};
use crate::check::locate::Located;
use crate::model::Spot;

/// It has to be quiet for so long.
const QUIET: Duration = Duration::from_millis(200);
/// How often a thread that has not answered yet is looked after.
const GLANCE: Duration = Duration::from_millis(50);
/// When the search is broken off on a machine that gets nothing done; it holds up nobody.
const BRAKE: Duration = Duration::from_secs(10);

/// A document in one of its revisions.
type State = (DocId, u64);

/// Searches that run, and what they found.
pub(super) struct Locator {
    sender: Sender<(State, Located)>,
    receiver: Receiver<(State, Located)>,
    running: bool,
    /// The revision of each document that was answered for.
    answered: HashMap<DocId, u64>,
    /// Since when the document on top is as it is.
    since: Option<(State, Instant)>,
}

impl Default for Locator {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver, running: false, answered: HashMap::new(), since: None }
    }
}

impl Locator {
    /// Takes in what was found, and begins to look where something has changed.
    pub(super) fn frame(&mut self, workspace: &mut Workspace, ctx: &Context) {
        while let Ok(((id, revision), located)) = self.receiver.try_recv() {
            self.running = false;
            let Some(document) = workspace.document_mut(id) else { continue };
            if document.session.revision() == revision {
                document.session.apply(revision, &located);
                self.answered.insert(id, document.session.revision());
            }
        }
        for document in &mut workspace.documents {
            document.session.receive();
        }
        let Some(document) = workspace.current_mut() else { return };
        mark(document);
        if document.session.is_followed() {
            // It has a thread of its own, which answers when it can.
            if document.session.is_expecting() {
                ctx.request_repaint_after(GLANCE);
            }
            return;
        }
        let state = (document.id, document.session.revision());
        if self.running || self.answered.get(&state.0) == Some(&state.1) {
            return;
        }
        match self.since.filter(|(of, _)| *of == state) {
            Some((_, since)) => {
                if let Some(rest) = QUIET.checked_sub(since.elapsed()).filter(|rest| !rest.is_zero()) {
                    ctx.request_repaint_after(rest);
                    return;
                }
            }
            None => {
                self.since = Some((state, Instant::now()));
                ctx.request_repaint_after(QUIET);
                return;
            }
        }
        let Some(unsolved) = document.session.unsolved() else {
            self.answered.insert(state.0, state.1);
            return;
        };
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        self.running = true;
        std::thread::spawn(move || {
            // Nobody listens any more once the window is closed.
            let _ = sender.send((state, unsolved.solve(BRAKE)));
            ctx.request_repaint();
        });
    }
}

/// Puts the suspects where the grid finds them, when the findings have changed.
fn mark(document: &mut Document) {
    let revision = document.session.revision();
    if document.suspects.0 == Some(revision) {
        return;
    }
    let mut cells = Vec::new();
    for finding in document.session.findings() {
        // The likeliest, and those that are as likely.
        let likeliest = finding.suspects.iter().enumerate().filter(|(i, s)| *i == 0 || s.tied).map(|(_, s)| s);
        for suspect in likeliest {
            if let Spot::Cell(cell) = suspect.spot
                && !cells.iter().any(|(at, _)| *at == cell)
            {
                cells.push((cell, suspect.value));
            }
        }
    }
    document.suspects = (Some(revision), Arc::new(cells));
}
