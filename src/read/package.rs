//! Packages: the zip archives that DOCX, XLSX and ODS are, read under caps.
//!
//! Nothing in the archive's directory is believed: a part is inflated only as far as its cap, however small
//! it says it is, and all parts together have a cap of their own.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::{ReadError, limits};

/// An open package.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    what: &'static str,
    /// How many more bytes may be inflated.
    left: u64,
}

impl<'a> Package<'a> {
    /// Reads the archive's directory. `what` is the format for people, for messages.
    pub fn open(bytes: &'a [u8], what: &'static str) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(what, ""))?;
        if zip.len() > limits::MAX_PACKAGE_PARTS {
            let limit = format!("{} 个", limits::MAX_PACKAGE_PARTS);
            return Err(ReadError::Exceeds { what: "压缩包里的部件过多", limit });
        }
        Ok(Self { zip, what, left: limits::MAX_PACKAGE_BYTES })
    }

    /// The names of all parts, as stored.
    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.zip.file_names().flatten()
    }

    /// A part by its name, inflated. Case and the kind of slash do not matter, as some programs write them
    /// otherwise than they refer to them. `None` if there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.index_of(name) else { return Ok(None) };
        let file = match self.zip.by_index(index) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged(self.what, name)),
        };
        let cap = self.left.min(limits::MAX_PART_BYTES);
        let mut bytes = Vec::new();
        file.take(cap + 1).read_to_end(&mut bytes).map_err(|_| damaged(self.what, name))?;
        let size = bytes.len() as u64;
        if size > cap {
            return Err(ReadError::Exceeds {
                what: "解压后过大",
                limit: format!("{} MB", limits::MAX_PART_BYTES >> 20),
            });
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// A part that the format cannot be without.
    pub fn required(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        self.part(name)?.ok_or_else(|| damaged(self.what, name))
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.zip.index_for_name(name).or_else(|| {
            let same = |stored: &str| stored.replace('\\', "/").eq_ignore_ascii_case(name);
            let stored = self.names().find(|stored| same(stored))?.into_owned();
            self.zip.index_for_name(&stored)
        })
    }
}

fn damaged(what: &'static str, part: &str) -> ReadError {
    let detail = if part.is_empty() { String::new() } else { format!("部件 {part}") };
    ReadError::Damaged { what, detail }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    #[test]
    fn parts_are_found_whatever_their_case_and_slashes() {
        let bytes = archive(&[("xl/Workbook.xml", b"<a/>"), ("xl\\styles.xml", b"<b/>")]);
        let mut package = Package::open(&bytes, "Excel 工作簿").expect("a package");
        assert_eq!(package.part("xl/workbook.xml").expect("read"), Some(b"<a/>".to_vec()));
        assert_eq!(package.part("/xl/styles.xml").expect("read"), Some(b"<b/>".to_vec()));
        assert_eq!(package.part("xl/none.xml").expect("read"), None);
        assert!(matches!(package.required("xl/none.xml"), Err(ReadError::Damaged { .. })));
    }

    #[test]
    fn a_bomb_is_inflated_no_further_than_its_cap() {
        let zeros = vec![0; usize::try_from(limits::MAX_PART_BYTES).expect("fits") + 1];
        let bytes = archive(&[("bomb", &zeros)]);
        let mut package = Package::open(&bytes, "Excel 工作簿").expect("a package");
        assert!(matches!(package.part("bomb"), Err(ReadError::Exceeds { .. })));
    }

    #[test]
    fn a_cut_archive_is_damaged() {
        let bytes = archive(&[("a", b"text")]);
        assert!(matches!(Package::open(&bytes[..bytes.len() - 9], "ODS 工作簿"), Err(ReadError::Damaged { .. })));
        assert!(matches!(Package::open(b"PK\x03\x04", "ODS 工作簿"), Err(ReadError::Damaged { .. })));
    }
}
