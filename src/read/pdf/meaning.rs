//! What characters a glyph stands for.
//!
//! The file says so itself in most cases (`/ToUnicode`, glyph names). Where it does not: a composite font's
//! code leads over its encoding to a character of one of Adobe's collections, and from there to Unicode; or a
//! font program's own table from characters to glyphs is read backwards. If neither tells, the character is
//! unknown. It is never guessed.

use std::{
    cell::{OnceCell, RefCell},
    collections::{HashMap, hash_map::Entry},
    ops::RangeInclusive,
    rc::Rc,
};

use hayro::{
    hayro_interpret::{
        font::{Glyph, OutlineFontData, OutlineGlyph},
        hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded},
    },
    hayro_syntax::{
        Pdf,
        object::{Array, Dict, Name, Object, String as PdfString},
    },
};

use super::letters;

/// The characters of glyphs, with what was learnt of fonts that do not say it themselves.
pub(super) struct Meanings<'a> {
    pdf: &'a Pdf,
    /// How the composite fonts of a name are coded, where the name leaves no doubt. Filled when first needed:
    /// most files never need it.
    codings: OnceCell<HashMap<String, Option<Coding>>>,
    collections: RefCell<HashMap<Coding, Option<Rc<Collection>>>>,
    /// By font program: glyph → character.
    programs: RefCell<HashMap<u128, Rc<HashMap<u32, char>>>>,
}

/// The name of an encoding, and of the collection that its characters are from: `Identity-H` and `GB1`.
type Coding = (String, Vec<u8>);

/// How codes lead to Unicode.
struct Collection {
    encoding: CMap,
    unicode: CMap,
}

impl<'a> Meanings<'a> {
    /// Nothing learnt yet.
    pub fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, codings: OnceCell::new(), collections: RefCell::default(), programs: RefCell::default() }
    }

    /// Appends the characters of a glyph to `characters`; false if nothing tells what it stands for.
    pub fn read(&self, glyph: &Glyph<'_>, characters: &mut Vec<char>) -> bool {
        if let Some(stated) = glyph.as_unicode()
            && letters::append(&stated, characters)
        {
            return true;
        }
        let Glyph::Outline(outline) = glyph else { return false };
        let Some(font) = outline.font_data() else { return false };
        self.over_collection(outline, &font)
            .or_else(|| self.over_program(outline, &font))
            .is_some_and(|character| letters::append(&character, characters))
    }

    /// The character by the code's place in one of Adobe's collections.
    fn over_collection(&self, glyph: &OutlineGlyph, font: &OutlineFontData) -> Option<BfString> {
        let codings = self.codings.get_or_init(|| codings(self.pdf));
        let coding = codings.get(font.postscript_name.as_ref()?)?.as_ref()?;
        let mut collections = self.collections.borrow_mut();
        let collection = match collections.get(coding) {
            Some(known) => known.clone(),
            None => collections.entry(coding.clone()).or_insert(collection(coding).map(Rc::new)).clone(),
        }?;
        let code = glyph.char_code();
        let cid = (1..=4).find_map(|length| collection.encoding.lookup_cid_code(code, length))?;
        collection.unicode.lookup_bf_string(cid)
    }

    /// The character that the font program itself draws with this glyph.
    fn over_program(&self, glyph: &OutlineGlyph, font: &OutlineFontData) -> Option<BfString> {
        let mut programs = self.programs.borrow_mut();
        let characters = programs.entry(font.cache_key).or_insert_with(|| Rc::new(backwards((*font.data).as_ref())));
        characters.get(&glyph.glyph_id().to_u32()).copied().map(BfString::Char)
    }
}

/// The coding of every composite font without `/ToUnicode`, by its name without the subset's prefix; none where
/// fonts of one name differ.
fn codings(pdf: &Pdf) -> HashMap<String, Option<Coding>> {
    let mut found = HashMap::new();
    for object in pdf.objects() {
        let Object::Dict(font) = object else { continue };
        let composite = font.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        if !composite || font.contains_key(b"ToUnicode") {
            continue;
        }
        let Some(name) = font.get::<Name<'_>>(b"BaseFont") else { continue };
        let encoding = font.get::<Name<'_>>(b"Encoding").map(|name| name.as_str().to_owned()).unwrap_or_default();
        let coding = (encoding, ordering(&font).unwrap_or_default());
        match found.entry(without_prefix(name.as_str()).to_owned()) {
            Entry::Vacant(vacant) => {
                vacant.insert(Some(coding));
            }
            Entry::Occupied(mut known) => {
                if known.get().as_ref() != Some(&coding) {
                    known.insert(None);
                }
            }
        }
    }
    found
}

/// The collection that a composite font says its characters are from: `GB1`, `CNS1`, `Identity` …
fn ordering(font: &Dict<'_>) -> Option<Vec<u8>> {
    let descendant = font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
    Some(descendant.get::<Dict<'_>>(b"CIDSystemInfo")?.get::<PdfString<'_>>(b"Ordering")?.as_bytes().to_vec())
}

/// The way from codes to Unicode for a predefined encoding; none for one that the file defines itself.
fn collection((encoding, ordering): &Coding) -> Option<Collection> {
    let encoding = match encoding.as_str() {
        "Identity-H" => CMap::identity_h(),
        "Identity-V" => CMap::identity_v(),
        other => CMap::parse(load_embedded(CMapName::from_bytes(other.as_bytes()))?, load_embedded)?,
    };
    let stated = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
    let family = stated
        .filter(|family| *family != CidFamily::AdobeIdentity)
        .unwrap_or_else(|| CidFamily::from_registry_ordering(b"Adobe", ordering));
    let unicode = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
    Some(Collection { encoding, unicode })
}

/// `ABCDEF+SimSun` → `SimSun`, as the library names fonts.
fn without_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    }
}

/// The characters that a font's table is asked for: the basic plane and that of rare ideographs. Asked one by
/// one, because a broken table may claim to have four billion.
const ASKED: [RangeInclusive<char>; 2] = [' '..='\u{FFFD}', '\u{20000}'..='\u{2FFFD}'];

/// A font program's table from characters to glyphs, read backwards: the first character of each glyph.
fn backwards(program: &[u8]) -> HashMap<u32, char> {
    let mut characters = HashMap::new();
    let Ok(face) = ttf_parser::Face::parse(program, 0) else { return characters };
    let Some(table) = face.tables().cmap else { return characters };
    for subtable in table.subtables.into_iter().filter(|subtable| subtable.is_unicode()) {
        for character in ASKED.into_iter().flatten() {
            // Glyph 0 is drawn for every character that the font does not have.
            if let Some(glyph) = subtable.glyph_index(character.into()).filter(|glyph| glyph.0 != 0) {
                characters.entry(u32::from(glyph.0)).or_insert(character);
            }
        }
    }
    characters
}
