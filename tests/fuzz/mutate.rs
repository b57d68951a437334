//! Damage of all kinds to a string of bytes.

use super::random::Random;

/// Numbers at which arithmetic breaks.
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "65535",
    "65536",
    "1048576",
    "16777216",
    "2147483647",
    "2147483648",
    "-2147483648",
    "4294967295",
    "9223372036854775807",
    "99999999999999999999999999",
    "1e308",
    "1e-308",
    "0.0000001",
    "NaN",
];

/// Pieces of syntax that readers react to.
const WORDS: &[&str] = &[
    "<",
    ">",
    "</",
    "<!--",
    "]]>",
    "&amp;",
    "&#x0;",
    "\"",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    " obj\n",
    " 0 R",
    "endobj",
    "stream\n",
    "endstream",
    "q ",
    "Q ",
    " cm ",
    " Tf ",
    " re f ",
    " Do ",
    "BT ",
    "ET ",
    "合计",
    "\u{0}",
    "\n",
    "\t",
    ",",
    "rowspan=\"1000000\"",
    "colspan=\"65535\"",
    "r=\"XFD1048576\"",
];

/// Damages `bytes` in one to six ways; `other` is another file to take pieces from.
pub fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..1 + random.below(6) {
        match random.below(11) {
            0 => bit(bytes, random),
            1 => number(bytes, random),
            2 => word(bytes, random),
            3 => {
                let piece = piece(bytes, random);
                bytes.drain(piece);
            }
            4 => {
                let copy = bytes[piece(bytes, random)].to_vec();
                insert(bytes, &copy, random);
            }
            5 => {
                let taken = other[piece(other, random)].to_vec();
                insert(bytes, &taken, random);
            }
            6 => swap(bytes, random),
            7 => repeat(bytes, random),
            8 if random.one_in(3) => bytes.truncate(random.below(bytes.len() + 1)),
            9 => fill(bytes, random),
            _ => number(bytes, random),
        }
    }
}

/// A stretch of the bytes, mostly short.
fn piece(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let longest = if random.one_in(8) { bytes.len() } else { bytes.len().min(64) };
    let start = random.below(bytes.len());
    let end = (start + random.below(longest + 1)).min(bytes.len());
    start.min(end)..end
}

fn insert(bytes: &mut Vec<u8>, piece: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    bytes.splice(at..at, piece.iter().copied());
}

fn bit(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
    }
}

/// Replaces a number written in digits by one that is hard to bear.
fn number(bytes: &mut Vec<u8>, random: &mut Random) {
    let from = random.below(bytes.len());
    let Some(start) = bytes.iter().skip(from).position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
    let number = random.pick(NUMBERS).expect("something to pick from");
    bytes.splice(start..start + length, number.bytes());
}

fn word(bytes: &mut Vec<u8>, random: &mut Random) {
    let word = random.pick(WORDS).expect("something to pick from");
    insert(bytes, word.as_bytes(), random);
}

fn swap(bytes: &mut [u8], random: &mut Random) {
    let length = 1 + random.below(bytes.len().min(256));
    let (a, b) = (random.below(bytes.len()), random.below(bytes.len()));
    for i in 0..length {
        if a + i < bytes.len() && b + i < bytes.len() {
            bytes.swap(a + i, b + i);
        }
    }
}

/// The same piece many times over: depth and width.
fn repeat(bytes: &mut Vec<u8>, random: &mut Random) {
    let piece = piece(bytes, random);
    let times = 1 << random.below(12);
    let copy = bytes[piece].to_vec();
    if copy.len() * times < 4 << 20 {
        insert(bytes, &copy.repeat(times), random);
    }
}

fn fill(bytes: &mut [u8], random: &mut Random) {
    let value = *random.pick(&[0, 0xff, 0x7f, 0x80, b' ', b'9']).expect("something to pick from");
    let piece = piece(bytes, random);
    bytes[piece].fill(value);
}
