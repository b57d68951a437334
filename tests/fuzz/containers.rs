//! Damage inside a container that stays whole: a part of a zip package, a compressed stream of a PDF. Damage to
//! the container itself would be noticed before any reader sees what is in it.

use std::io::{Cursor, Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{mutate::mutate, random::Random};

/// Damages one part of a zip package. `None`: it is none.
pub fn inside_zip(bytes: &[u8], other: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        parts.push((part.name().ok()?.into_owned(), content));
    }
    // What readers look at is XML; pictures and fonts are passed over.
    let xml: Vec<usize> =
        (0..parts.len()).filter(|&i| parts[i].0.ends_with(".xml") || parts[i].0.ends_with(".rels")).collect();
    let chosen =
        if xml.is_empty() { random.below(parts.len()) } else { *random.pick(&xml).expect("something to pick from") };
    mutate(&mut parts.get_mut(chosen)?.1, other, random);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Damages what one compressed stream of a PDF holds. `None`: there is no such stream, or what came out of it
/// does not fit in its place (all else in the file is found by its position).
pub fn inside_pdf(bytes: &[u8], other: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let streams: Vec<_> = streams(bytes);
    if streams.is_empty() {
        return None;
    }
    let place = random.pick(&streams).expect("something to pick from").clone();
    let mut content = Vec::new();
    ZlibDecoder::new(&bytes[place.clone()]).take(8 << 20).read_to_end(&mut content).ok()?;
    if content.is_empty() {
        return None;
    }
    mutate(&mut content, other, random);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&content).ok()?;
    let packed = encoder.finish().ok()?;
    let mut out = bytes.to_vec();
    let target = out.get_mut(place)?.get_mut(..packed.len())?;
    target.copy_from_slice(&packed);
    Some(out)
}

/// Where the data of streams stand.
fn streams(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let find =
        |word: &[u8], from: usize| bytes.get(from..)?.windows(word.len()).position(|w| w == word).map(|at| from + at);
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = find(b"stream", from) {
        let Some(end) = find(b"endstream", at + 6) else { break };
        let mut start = at + 6;
        start += bytes[start..end].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        if start < end && bytes[start] == 0x78 {
            out.push(start..end);
        }
        from = end + 9;
    }
    out
}
