//! A value that is worked out on a thread, beside the window: a frame never waits for it.

use std::sync::mpsc::{self, Receiver, RecvError, TryRecvError};

use egui::Context;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is what was wanted last.
    Done,
    /// It is being worked out.
    Working,
    /// The thread has come to grief.
    Failed,
}

/// A value and what it was worked out for. One thread at a time works; what is wanted meanwhile comes next.
pub(super) struct Beside<K, V> {
    wanted: Option<K>,
    known: Option<(K, V)>,
    running: Option<(K, Receiver<V>)>,
    failed: bool,
    generation: u64,
}

impl<K, V> Default for Beside<K, V> {
    fn default() -> Self {
        Self { wanted: None, known: None, running: None, failed: false, generation: 0 }
    }
}

impl<K: Clone + PartialEq, V: Send + 'static> Beside<K, V> {
    /// Takes in what was worked out, and begins anew if the key is another one. `prepare` takes over what the thread
    /// needs and gives what it does.
    pub(super) fn follow<W>(&mut self, key: K, ctx: &Context, prepare: impl FnOnce() -> W)
    where
        W: FnOnce() -> V + Send + 'static,
    {
        if let Some((_, receiver)) = &self.running {
            match receiver.try_recv() {
                Ok(value) => self.take(Ok(value)),
                Err(TryRecvError::Disconnected) => self.take(Err(RecvError)),
                Err(TryRecvError::Empty) => {}
            }
        }
        if self.wanted.as_ref() != Some(&key) {
            (self.wanted, self.failed) = (Some(key.clone()), false);
        }
        if self.running.is_some() || self.failed || self.is_known() {
            return;
        }
        let (sender, receiver) = mpsc::channel();
        let (work, ctx) = (prepare(), ctx.clone());
        self.running = Some((key, receiver));
        std::thread::spawn(move || {
            // Nobody listens any more once the window is closed.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
    }

    fn take(&mut self, answer: Result<V, RecvError>) {
        let Some((key, _)) = self.running.take() else { return };
        match answer {
            Ok(value) => (self.known, self.generation) = (Some((key, value)), self.generation + 1),
            Err(RecvError) => self.failed = self.wanted.as_ref() == Some(&key),
        }
    }

    fn is_known(&self) -> bool {
        self.known.as_ref().is_some_and(|(known, _)| Some(known) == self.wanted.as_ref())
    }

    /// The value, if what it was worked out for will do for what is wanted.
    pub(super) fn get(&self, will_do: impl Fn(&K, &K) -> bool) -> Option<&V> {
        let (known, value) = self.known.as_ref()?;
        will_do(self.wanted.as_ref()?, known).then_some(value)
    }

    /// How many values have come: a key for what is derived from the last one.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// How far it has come.
    pub(super) fn standing(&self) -> Standing {
        match (self.failed, self.is_known()) {
            (true, _) => Standing::Failed,
            (false, true) => Standing::Done,
            (false, false) => Standing::Working,
        }
    }

    /// Waits for what is being worked out.
    pub(super) fn settle(&mut self) {
        if let Some((_, receiver)) = &self.running {
            let answer = receiver.recv();
            self.take(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any(_: &u32, _: &u32) -> bool {
        true
    }

    #[test]
    fn the_last_wish_is_worked_out_and_others_only_where_they_will_do() {
        let (ctx, mut beside) = (Context::default(), Beside::default());
        let follow = |beside: &mut Beside<u32, u32>, key: u32| beside.follow(key, &ctx, || move || key * 10);
        follow(&mut beside, 1);
        assert_eq!(beside.get(any), None);
        beside.settle();
        assert_eq!((beside.get(any), beside.standing()), (Some(&10), Standing::Done));
        follow(&mut beside, 2);
        assert_eq!((beside.get(any), beside.standing()), (Some(&10), Standing::Working));
        assert_eq!(beside.get(|wanted, known| wanted == known), None);
        // Wished for while the other is being worked out.
        follow(&mut beside, 3);
        beside.settle();
        follow(&mut beside, 3);
        beside.settle();
        assert_eq!((beside.get(any), beside.standing()), (Some(&30), Standing::Done));
    }

    #[test]
    fn a_thread_that_comes_to_grief_is_said_and_not_started_again() {
        let (ctx, mut beside) = (Context::default(), Beside::<u32, u32>::default());
        beside.follow(1, &ctx, || || panic!("on purpose"));
        beside.settle();
        beside.follow(1, &ctx, || || 1);
        assert_eq!(beside.standing(), Standing::Failed);
        beside.follow(2, &ctx, || || 2);
        beside.settle();
        assert_eq!(beside.standing(), Standing::Done);
    }
}
