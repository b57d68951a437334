//! Opening a PDF: passwords, limits, and fonts for text whose font is not in the file.

use std::sync::Arc;

use hayro::{
    hayro_interpret::{
        InterpreterSettings,
        font::{FontData, FontQuery},
    },
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf},
};

use crate::{
    font::NOTO_SANS_SC,
    read::{ReadError, limits},
};

/// Opens a file. One that is encrypted for the sake of permissions only opens without a password.
pub(super) fn open(bytes: &[u8], password: Option<&str>) -> Result<Pdf, ReadError> {
    let data = Arc::new(bytes.to_vec());
    let given = password.filter(|password| !password.is_empty());
    let first = Pdf::new(data.clone());
    let opened = match (first, given) {
        (Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)), Some(password)) => {
            Pdf::new_with_password(data, password)
        }
        (first, _) => first,
    };
    let pdf = opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if given.is_some() => ReadError::WrongPassword,
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::NeedsPassword,
        LoadPdfError::Decryption(_) => damaged("加密方式不明"),
        LoadPdfError::Invalid => damaged(""),
    })?;
    if pdf.pages().is_empty() {
        return Err(damaged("没有一页"));
    }
    if pdf.pages().len() > limits::MAX_PDF_PAGES {
        return Err(ReadError::Exceeds { what: "页数过多", limit: format!("{} 页", limits::MAX_PDF_PAGES) });
    }
    if pdf.len() > limits::MAX_PDF_OBJECTS {
        return Err(ReadError::Exceeds {
            what: "内部对象过多", limit: format!("{} 个", limits::MAX_PDF_OBJECTS)
        });
    }
    Ok(pdf)
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { what: "PDF 文件", detail: detail.to_owned() }
}

/// How the library interprets a page, the same for reading and drawing.
pub(super) fn settings() -> InterpreterSettings {
    let mut settings = InterpreterSettings::default();
    let standard = settings.font_resolver.clone();
    settings.font_resolver = Arc::new(move |query| match query {
        // A composite font that is not in the file is a Chinese one, nearly always.
        FontQuery::Fallback(font) if font.character_collection.is_some() => {
            let data: FontData = Arc::new(NOTO_SANS_SC);
            Some((data, 0))
        }
        _ => standard(query),
    });
    settings
}
