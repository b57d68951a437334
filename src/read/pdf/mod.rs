//! PDF → document: characters and ruling lines with their places, tables out of the lines, text around them.

pub mod page;
