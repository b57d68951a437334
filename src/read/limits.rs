//! Every limit on what is read, in one place.
//!
//! They are far above anything that an agency publishes, so meeting one means that the file is something
//! else. The largest disclosure known as text has 113 KB.

/// Most bytes of a text. What lies above is not read at all, so that neither memory nor time grows with it.
pub const MAX_TEXT_BYTES: u64 = 8 << 20;

/// Most bytes of a file in the program's own format: a table of 100,000 rows and twelve columns has 100 MB.
pub const MAX_NATIVE_BYTES: u64 = 256 << 20;

/// Most bytes of a file in a foreign format. A scanned disclosure of a hundred pages has some 30 MB.
pub const MAX_FOREIGN_BYTES: u64 = 128 << 20;

/// What the part of an OpenDocument file that names its kind may hold; it is one line.
pub const MIMETYPE_BYTES: u64 = 256;

/// Memory that the process which reads a foreign file may take. A thirty-page PDF takes some 30 MB.
pub const CHILD_MEMORY_BYTES: usize = 768 << 20;

/// Stack of the thread in which it reads: deep nesting ends there and not in the window.
pub const CHILD_STACK_BYTES: usize = 64 << 20;

/// How long reading a foreign file may go on without a page or a sheet being done. Thirty pages take a tenth
/// of a second.
pub const SILENT_SECONDS: u64 = 20;

/// How long reading a foreign file may take in all.
pub const READ_SECONDS: u64 = 120;

/// How long drawing one page may take.
pub const PICTURE_SECONDS: u64 = 20;

/// A process that draws pages and is not asked for any is ended after this time; the next wish starts another.
pub const IDLE_SECONDS: u64 = 60;

/// Most bytes of one answer of the process: more is no disclosure, and would fill the window's memory.
pub const MAX_ANSWER_BYTES: u64 = 256 << 20;

/// What is kept of what a process that broke down said on its standard error.
pub const COMPLAINT_BYTES: u64 = 8 << 10;

/// A text in which more than one character in this many is a control character or undecodable is no text.
pub const NOISE_IN: usize = 50;

/// UTF-8 in which at most one in this many of the characters beyond ASCII is broken (a file cut off in the
/// middle of a character, a bad byte from a tool) is still UTF-8 and not some older encoding.
pub const BROKEN_UTF8_IN: usize = 20;

/// Most pages of a PDF: the longest known disclosure has 120.
pub const MAX_PDF_PAGES: usize = 2_000;

/// Most objects of a PDF: a page has a few dozen.
pub const MAX_PDF_OBJECTS: usize = 1_000_000;

/// A page has no longer side than this (points); 14,400 is the most that the format's authors allow.
pub const MAX_PAGE_POINTS: f32 = 20_000.0;

/// Most characters on one page: a full page of small print has 5,000.
pub const MAX_CHARS_ON_PAGE: usize = 200_000;

/// Most characters in one PDF.
pub const MAX_PDF_CHARS: usize = 4_000_000;

/// Most ruling lines on one page: the fullest known table has 3,000 pieces.
pub const MAX_RULES_ON_PAGE: usize = 200_000;

/// Places of more pictures than this on one page are not kept.
pub const MAX_PICTURES_ON_PAGE: usize = 10_000;

/// Most pixels along a side of a page's picture.
pub const MAX_PICTURE_SIDE: u16 = 8_000;

/// Most pixels of a page's picture: A4 at 300 dots to the inch has 9 million.
pub const MAX_PICTURE_PIXELS: u32 = 16_000_000;

/// Most bytes that the streams which hold a PDF's objects may inflate to when it is annotated, each.
pub const MAX_PDF_OBJECT_STREAM_BYTES: usize = 64 << 20;

/// Most marks that are put on a PDF: a reader of the report has stopped long before.
pub const MAX_MARKS: usize = 10_000;

/// Most characters of the note on a mark.
pub const MAX_NOTE_CHARS: usize = 20_000;

/// How long putting marks on a PDF may take.
pub const ANNOTATE_SECONDS: u64 = 60;

/// Most ruling lines of one direction on a page of a PDF in which tables are looked for. The fullest page known
/// has some two hundred.
pub const MAX_LINES_OF_A_PAGE: usize = 2000;

/// Most positions (column borders × row borders) of one table on one page of a PDF.
pub const MAX_CELLS_OF_A_PAGE: usize = 100_000;

/// Most bytes of one part of a package (DOCX, XLSX, ODS) when inflated: a sheet of a million cells has half of it.
pub const MAX_PART_BYTES: u64 = 128 << 20;

/// Most bytes of all parts together that are read of a package, inflated.
pub const MAX_PACKAGE_BYTES: u64 = 256 << 20;

/// Most parts of a package.
pub const MAX_PACKAGE_PARTS: usize = 20_000;

/// Most sheets of a workbook. The largest known has some sixty, one for each unit of an agency.
pub const MAX_SHEETS: usize = 1_000;

/// Most cells that hold something, in all sheets of a workbook.
pub const MAX_CELLS: usize = 1_000_000;

/// Most bytes of the texts of all cells of a workbook: a shared string may be used by every cell.
pub const MAX_WORKBOOK_TEXT: usize = 64 << 20;

/// How many cells are looked at to compute the formulas of a workbook, each as often as a formula refers to it.
pub const MAX_FORMULA_STEPS: usize = 20_000_000;

/// Most rows and most columns of the grid that a sheet becomes, and most positions (rows times columns).
/// A cell further out is left out and said.
pub const MAX_GRID_ROWS: u32 = 65_536;
/// See [`MAX_GRID_ROWS`].
pub const MAX_GRID_COLUMNS: u32 = 512;
/// See [`MAX_GRID_ROWS`].
pub const MAX_GRID_POSITIONS: u64 = 4 << 20;

/// Most positions of a grid whose blank cells are listed, too.
pub const MAX_FILLED_POSITIONS: usize = 500_000;

/// Most bytes of the text of a Word document or a web page.
pub const MAX_FLOW_BYTES: usize = 32 << 20;

/// How deep tables may stand in tables; deeper ones are read as text of the cell around them. Web pages of
/// governments reach ten.
pub const MAX_TABLE_DEPTH: usize = 32;

/// Most bytes of a web page: what a page takes in memory is some twenty times its size.
pub const MAX_HTML_BYTES: usize = 16 << 20;
