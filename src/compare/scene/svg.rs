//! A drawing as SVG: text stays text, in the fonts of Windows, UOS and Kylin, with the widths it was laid out with.

use std::fmt::Write;

use super::{Anchor, Ink, Mark, Scene, Theme, palette::Rgb};
use crate::{font, model::text::escape_xml};

/// The bundled font first, so that its own pictures are laid out exactly; then what Chinese systems have.
const FAMILIES: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Source Han Sans CN',\
    'Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',SimHei,sans-serif";

/// How text is made bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bold {
    /// By a bold face, which every system has.
    Face,
    /// By a thin outline: the bundled font has one weight.
    Outline,
}

/// The drawing as an SVG document, its size in points.
pub fn write(scene: &Scene, theme: Theme) -> String {
    document(scene, theme, Bold::Face)
}

pub(super) fn document(scene: &Scene, theme: Theme, bold: Bold) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let mut out = String::with_capacity(scene.marks.len() * 120 + 1024);
    let title = scene.summary.split('：').next().unwrap_or_default();
    // Writing to a string cannot fail. No ids: several drawings may stand in one page.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" lang=\"zh-CN\" \
         font-family=\"{FAMILIES}\">",
        escape(&scene.summary)
    );
    let _ = writeln!(out, "<title>{}</title>", escape(title));
    let _ = writeln!(out, "<desc>{}</desc>", escape(&scene.summary));
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", hex(theme.rgb(Ink::Paper)));
    for mark in &scene.marks {
        write_mark(&mut out, mark, theme, bold);
    }
    out.push_str("</svg>\n");
    out
}

fn write_mark(out: &mut String, mark: &Mark, theme: Theme, bold: Bold) {
    let _ = match mark {
        Mark::Bar { area, ink } => writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
            number(area.left),
            number(area.top),
            number(area.width),
            number(area.height),
            hex(theme.rgb(*ink))
        ),
        Mark::Line { through, ink, width, dashed } => {
            let points: Vec<String> = through.iter().map(|p| format!("{},{}", number(p.x), number(p.y))).collect();
            let dashes = if *dashed { " stroke-dasharray=\"3 2.5\"" } else { "" };
            writeln!(
                out,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dashes}/>",
                points.join(" "),
                hex(theme.rgb(*ink)),
                number(*width)
            )
        }
        Mark::Dot { at, radius, ink } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
            number(at.x),
            number(at.y),
            number(*radius),
            hex(theme.rgb(*ink))
        ),
        Mark::Text { at, anchor, size, ink, bold: strong, text } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let fill = hex(theme.rgb(*ink));
            let weight = match (strong, bold) {
                (false, _) => String::new(),
                (true, Bold::Face) => " font-weight=\"bold\"".to_owned(),
                (true, Bold::Outline) => format!(" stroke=\"{fill}\" stroke-width=\"{}\"", number(size * 0.035)),
            };
            // Another font keeps the width, so that nothing runs into its neighbour.
            let length = number(font::width(text, *size));
            writeln!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{fill}\"{anchor}{weight} textLength=\"{length}\" \
                 lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{}</text>",
                number(at.x),
                number(at.y),
                number(*size),
                escape(text)
            )
        }
    };
}

/// At most two decimals, without trailing zeros.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Text as it stands in the file.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_xml(text, &mut out);
    out
}
