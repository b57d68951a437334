//! Whether all of a file is there. A file cut off while it was downloaded, or damaged on the way, mostly opens;
//! the pages that are missing must be said.

use hayro::hayro_syntax::{Pdf, object::Dict};

use crate::model::{Notice, Place};

/// A whole file says near its end where it begins to be read; this many bytes of something else may follow.
const TAIL: usize = 2048;

/// What is missing of a file.
pub(super) fn check(pdf: &Pdf) -> Vec<Notice> {
    let mut notices = Vec::new();
    let bytes = pdf.data().as_ref();
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    let found = pdf.pages().len();
    if let Some(declared) = declared(pdf).filter(|&declared| declared > found) {
        notices.push(whole(format!(
            "文件说有 {declared} 页，只找到 {found} 页，可能没有下载完整：请重新下载，或对照原文。"
        )));
    } else if !tail.windows(STARTXREF.len()).any(|w| w == STARTXREF) {
        notices.push(whole(format!(
            "文件的末尾缺失，可能没有下载完整，只找到 {found} 页：请重新下载，或对照原文的页数。"
        )));
    }
    for (number, page) in (1u32..).zip(pdf.pages().iter()) {
        if page.raw().contains_key(b"Contents") && page.page_stream().is_none() {
            let place = Place { page: Some(number), ..Place::default() };
            notices.push(Notice {
                text: format!("第 {number} 页的内容已损坏，没有读取：请对照原文补录。"), place
            });
        }
    }
    notices
}

const STARTXREF: &[u8] = b"startxref";

/// The number of pages that the file says it has.
fn declared(pdf: &Pdf) -> Option<usize> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    usize::try_from(root.get::<Dict<'_>>(b"Pages")?.get::<u32>(b"Count")?).ok()
}

fn whole(text: String) -> Notice {
    Notice { text, place: Place::default() }
}
