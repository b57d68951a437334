//! A PDF with marks on its pages, made by a child: it, too, parses a file that somebody sent.

use std::sync::Arc;

use super::{
    Reader,
    message::{Answer, Ask},
    process::{Process, Switch},
};
use crate::read::{Options, ReadError, limits, pdf::annotate::Mark};

impl Reader {
    /// The bytes of a PDF followed by what puts these marks on its pages; waits for it.
    ///
    /// An encrypted file is none that can be annotated, so no password is asked for. The child says only what is to be appended, so the file that was given stays as it is whatever the child
    /// does.
    pub fn annotated(&self, bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, ReadError> {
        let switch = Arc::new(Switch::default());
        let mut process = Process::start(self, &switch, "", bytes, &Options::default())?;
        process.ask(&Ask::Annotate(marks.to_vec()), limits::ANNOTATE_SECONDS)?;
        // There is no sign of life on the way: all of the time may be one silence.
        process.be_patient(limits::ANNOTATE_SECONDS);
        match process.answer()? {
            (Answer::Annotated, appended) => Ok([bytes, &appended].concat()),
            (Answer::Failed(failure), _) => Err(process.error(failure)),
            _ => Err(process.nonsense()),
        }
    }
}
