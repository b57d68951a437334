//! Prints what a file becomes before it is recognized: one line of JSON a file, `{"file", "ms", "document",
//! "pages"}`; `pages` are the characters and rules of a PDF. With `--time`, only how long reading took, the best
//! of five. For the scripts in `tests/independent` and `benches`, which hold other programs' results against it.

use std::{env, error::Error, fs, time::Instant};

use gongkai::{
    document::Format,
    read::{
        self, Options,
        pdf::{self, page::PageModel},
    },
};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1).peekable();
    let only_time = arguments.next_if(|a| a == "--time").is_some();
    for file in arguments {
        let bytes = fs::read(&file)?;
        let options = Options::default();
        let read = || read::document(&bytes, &options, &mut |_, _| ());
        let mut best = f64::MAX;
        for _ in 0..if only_time { 5 } else { 1 } {
            let start = Instant::now();
            read()?;
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
        }
        let mut line = json!({ "file": file, "ms": best });
        if !only_time {
            let document = read()?;
            if document.format == Format::Pdf {
                line["pages"] = pdf::pages(&bytes, &options, &mut |_, _| ())?.iter().map(page).collect();
            }
            line["document"] = serde_json::to_value(&document)?;
        }
        println!("{line}");
    }
    Ok(())
}

fn page(page: &PageModel) -> Value {
    json!({
        "width": page.width,
        "height": page.height,
        "unmapped": page.unmapped,
        "chars": page.chars.iter().map(|c| json!([c.c, c.bounds, c.size, c.hidden])).collect::<Vec<_>>(),
        "rules": page.rules.iter().map(|r| json!([r.horizontal, r.at, r.from, r.to])).collect::<Vec<_>>(),
    })
}
