//! 同类部门: the agencies of a year by a few indicators, instead of table by table.

use std::collections::HashMap;

use egui::Ui;

use super::describe::Places;
use super::made::Kept;
use super::{ComparePanel, Open, go, message_ui};
use crate::app::action::Action;
use crate::app::peers::{PeersState, peers_ui};
use crate::app::workspace::DocId;
use crate::compare::Chart;
use crate::compare::peers::{Peers, Profile};
use crate::model::Stage;

/// What is kept of it.
#[derive(Default)]
pub(super) struct Alike {
    /// It is what is looked at.
    pub chosen: bool,
    state: PeersState,
    /// What each document states, by its revision.
    profiles: HashMap<DocId, (u64, Profile)>,
    peers: Kept<Key, Peers>,
    /// The documents in the order in which the peers count them.
    ids: Vec<DocId>,
}

/// The documents with their revisions, and the sample.
type Key = (Vec<(DocId, u64)>, i32, Stage);

impl Alike {
    /// Follows the documents that are compared: those of the year and stage of `base`.
    pub(super) fn follow(&mut self, taken: &[&Open], base: Option<&Open>) {
        let Some((year, stage)) = base.and_then(|b| Some((b.disclosure.year?, b.disclosure.stage))) else { return };
        let key: Key = (taken.iter().map(|o| (o.id, o.content)).collect(), year, stage);
        let (known, ids) = (&mut self.profiles, &mut self.ids);
        let state = &mut self.state;
        self.peers.follow(key, || {
            state.forget();
            known.retain(|id, _| taken.iter().any(|o| o.id == *id));
            *ids = taken.iter().map(|o| o.id).collect();
            let profile = |one: &&Open| match known.get(&one.id).filter(|(content, _)| *content == one.content) {
                Some((_, profile)) => profile.clone(),
                None => {
                    let profile = Profile::of(one.disclosure, one.prose);
                    known.insert(one.id, (one.content, profile.clone()));
                    profile
                }
            };
            let profiles: Vec<Profile> = taken.iter().map(profile).collect();
            Peers::of(&profiles, year, stage)
        });
    }

    /// The chart that is looked at; of points the bars of the upright indicator.
    pub(super) fn chart(&self, peers: &Peers) -> Option<Chart> {
        peers.chart(self.state.shown)
    }

    /// The agencies with their indicators.
    pub(super) fn peers(&self) -> Option<&Peers> {
        self.peers.get()
    }
}

/// Draws the indicators.
pub(super) fn ui(ui: &mut Ui, panel: &mut ComparePanel, open: &[Open], actions: &mut Vec<Action>) {
    let Some(peers) = panel.alike.peers.get() else {
        let sentence = "当前文件没有写明年度，不知道与哪一年的部门比较；请先用“编辑”里的“部门和年度…”填写。";
        message_ui(ui, "没有可以比较的部门", &[sentence.to_owned()]);
        return;
    };
    let places = Places { ids: &panel.alike.ids, open };
    let state = &mut panel.alike.state;
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 14, right: 14, top: 2, bottom: 4 });
    let clicked = frame.show(ui, |ui| peers_ui(ui, peers, state, |o| places.origin(o))).inner;
    if let Some((at, spot)) = clicked
        && let Some(id) = panel.alike.ids.get(at)
    {
        actions.push(go(*id, spot));
    }
}
