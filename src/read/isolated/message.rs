//! What parent and child say to each other: a head in JSON and a tail of plain bytes, each after its length.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::read::{Opened, Options, ReadError, pdf::annotate::Mark};

/// What the parent wants.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Ask {
    /// The tail is the file that all that follows is about.
    File { name: String, options: Options },
    /// Read and recognize it.
    Read,
    /// Draw a page of it.
    Picture { page: u32, scale: f32 },
    /// Put these marks on it.
    Annotate(Vec<Mark>),
}

/// What the child says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// This many pages of so many are read.
    Progress(u32, u32),
    /// The file as read.
    Opened(Box<Opened>),
    /// It, or the page, cannot be read.
    Failed(Failure),
    /// The page that was asked for; the tail is its pixels.
    Picture { width: u32, height: u32 },
    /// The tail is what is to be appended to the file.
    Annotated,
}

/// An error on its way: what the window asks further questions about stays apart from what is only said.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Failure {
    NeedsPassword,
    WrongPassword,
    /// The library panicked; standard error tells where.
    Broke,
    Said(String),
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NeedsPassword => Failure::NeedsPassword,
            ReadError::WrongPassword => Failure::WrongPassword,
            ReadError::Broke(_) => Failure::Broke,
            other => Failure::Said(other.to_string()),
        }
    }
}

/// Sends one message.
pub(super) fn send<T: Serialize>(to: &mut impl Write, head: &T, tail: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    to.write_all(&(head.len() as u64).to_le_bytes())?;
    to.write_all(&(tail.len() as u64).to_le_bytes())?;
    to.write_all(&head)?;
    to.write_all(tail)?;
    to.flush()
}

/// Receives one message of at most so many bytes. What a length claims is not allocated before it has come.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl Read, limit: u64) -> io::Result<(T, Vec<u8>)> {
    let mut length = || {
        let mut bytes = [0; 8];
        from.read_exact(&mut bytes).map(|()| u64::from_le_bytes(bytes))
    };
    let (head, tail) = (length()?, length()?);
    if head.saturating_add(tail) > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut part = |length: u64| {
        let mut bytes = Vec::new();
        let got = from.take(length).read_to_end(&mut bytes)?;
        if got as u64 == length { Ok(bytes) } else { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) }
    };
    let (head, tail) = (part(head)?, part(tail)?);
    Ok((serde_json::from_slice(&head)?, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_arrives_whole_or_not_at_all() {
        let mut sent = Vec::new();
        send(&mut sent, &Ask::Picture { page: 3, scale: 1.5 }, b"tail").expect("sent");
        let (ask, tail) = receive::<Ask>(&mut sent.as_slice(), 1000).expect("received");
        assert!(matches!(ask, Ask::Picture { page: 3, .. }) && tail == b"tail");
        assert!(receive::<Ask>(&mut sent.as_slice(), 10).is_err(), "more than is taken");
        for cut in 0..sent.len() {
            assert!(receive::<Ask>(&mut sent.get(..cut).expect("a part"), 1000).is_err());
        }
    }
}
