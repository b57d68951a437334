use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::document::Block;

/// A DOCX of this body; styles and numbering as given, or none.
fn docx(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let part = |root: &str, inner: &str| {
        format!(
            "<?xml version='1.0' encoding='UTF-8'?><w:{root} \
             xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
             xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{inner}</w:{root}>"
        )
    };
    let relation = |sort: &str, target: &str| {
        format!(
            "<Relationship Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{sort}' Target='{target}'/>"
        )
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    archive(&[
        ("_rels/.rels", relations(relation("officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relations(relation("styles", "styles.xml") + &relation("numbering", "/word/numbering.xml")),
        ),
        ("word/document.xml", part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/styles.xml", part("styles", styles)),
        ("word/numbering.xml", part("numbering", numbering)),
    ])
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn reads(bytes: &[u8]) -> Result<Document, ReadError> {
    document(bytes, &Options::default(), &mut |_, _| ())
}

/// The blocks of a document: paragraphs (a heading with `#`), of a grid its rows with `|` between cells.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => lines.push(format!("{}{}", "#".repeat(p.heading.unwrap_or(0).into()), p.text)),
            Block::Grid(grid) => lines.extend(
                (0..grid.rows)
                    .map(|row| grid.row(row).iter().map(|c| c.text.replace('\n', "/")).collect::<Vec<_>>().join("|")),
            ),
        }
    }
    lines
}

fn read(body: &str) -> Vec<String> {
    lines(&reads(&docx(body, "", "")).expect("a document"))
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

#[test]
fn tables_stand_in_the_middle_of_the_text_with_their_merged_cells() {
    let header = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr>",
        tc("<w:vMerge w:val='restart'/>", "科目"),
        tc("<w:gridSpan w:val='2'/>", "支出"),
        tc("<w:vMerge/>", ""),
        tc("", "基本"),
        tc("", "项目")
    );
    let row = format!("<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}{}</w:tr>", tc("", "9.24"), tc("", "1.00"));
    let document =
        reads(&docx(&format!("{}<w:tbl><w:tblGrid/>{header}{row}</w:tbl>{}", p("前"), p("后")), "", "")).expect("read");
    assert_eq!(lines(&document), ["前", "科目|支出", "基本|项目", "9.24|1.00", "后"]);
    let (number, grid) = document.grids().next().expect("a grid");
    let at = |i: usize| (grid.cells[i].row, grid.cells[i].column, grid.cells[i].row_span, grid.cells[i].column_span);
    assert_eq!([at(0), at(1), at(4)], [(0, 0, 2, 1), (0, 1, 1, 2), (2, 1, 1, 1)]);
    assert_eq!((number, grid.cells[4].place.block, grid.cells[4].place.cell), (1, Some(1), Some([2, 1])));
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>合计</w:t></w:r><w:del><w:r><w:delText>8.00</w:delText><w:tab/></w:r></w:del>\
                <w:ins><w:r><w:t>9.24</w:t></w:r></w:ins>\
                <w:moveFrom><w:r><w:t>万元</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>元</w:t></w:r></w:moveTo></w:p>\
                <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上一段</w:t></w:r></w:p>\
                <w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>接下一段</w:t></w:r></w:p>";
    let document = reads(&docx(body, "", "")).expect("read");
    assert_eq!(lines(&document), ["合计9.24元", "上一段接下一段"]);
    assert!(document.notices[0].text.contains("修订"));
    let rows = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr></w:tbl>",
        tc("", "甲"),
        tc("", "1"),
        tc("", "乙"),
        tc("", "2")
    );
    assert_eq!(read(&rows), ["甲|1"]);
}

#[test]
fn hidden_text_instructions_of_fields_and_prompts_are_not_read() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let body = format!(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>8.00</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>合计</w:t></w:r>\
         {}<w:r><w:instrText>= SUM(ABOVE)</w:instrText><w:t>7.00</w:t></w:r>{}<w:r><w:t>9.24</w:t></w:r>{}</w:p>\
         <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        field("begin"),
        field("separate"),
        field("end"),
        p("单击此处输入文字"),
        p("已填")
    );
    let document = reads(&docx(&body, "", "")).expect("read");
    assert_eq!(lines(&document), ["合计9.24", "已填"]);
    assert!(document.notices[0].text.contains("隐藏"));
}

#[test]
fn a_text_box_is_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>正文</w:t></w:r></w:p>",
        text_box("封面标题"),
        text_box("封面标题")
    );
    assert_eq!(read(&body), ["封面标题", "正文"]);
}

#[test]
fn lines_tabs_symbols_and_hyphens() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>公开表1</w:t><w:tab/><w:t>单位：万元</w:t><w:br/>\
                <w:t>&lt;甲&gt;&#x4e00;&undefined;</w:t><w:sym w:font='Wingdings' w:char='F0FE'/><w:softHyphen/></w:r></w:p>";
    assert_eq!(read(body), ["公开表1\t单位：万元", "<甲>一☑"]);
}

const NUMBERING: &str = "
    <w:abstractNum w:abstractNumId='1'>
      <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:pStyle w:val='2'/><w:lvlText w:val='%1、'/></w:lvl>
      <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>
      <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3'/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='●'/></w:lvl></w:abstractNum>
    <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>
    <w:num w:numId='2'><w:abstractNumId w:val='2'/></w:num>
    <w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>";

fn numbered(list: u32, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn automatic_numbers_are_part_of_the_text() {
    let styles = "<w:style w:type='paragraph' w:default='1' w:styleId='1'><w:name w:val='Normal'/></w:style>
        <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 1'/><w:basedOn w:val='1'/>
          <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>
        <w:style w:type='paragraph' w:styleId='3'><w:name w:val='公文标题'/><w:basedOn w:val='2'/></w:style>";
    let styled = |style: u32, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled(2, "部门职责"),
        numbered(1, 1, "主要职能"),
        numbered(1, 1, "内设机构"),
        p("正文"),
        styled(3, "收支情况"),
        numbered(1, 1, "收入"),
        numbered(1, 2, "明细"),
        numbered(2, 0, "要点"),
        numbered(3, 0, "重新开始"),
        numbered(3, 0, "继续"),
        numbered(0, 0, "没有编号"),
    ]
    .concat();
    let document = reads(&docx(&body, styles, NUMBERING)).expect("read");
    assert_eq!(
        lines(&document),
        [
            "#一、部门职责",
            "（一）主要职能",
            "（二）内设机构",
            "正文",
            "#二、收支情况",
            "（一）收入",
            "2.1 明细",
            "要点",
            "一、重新开始",
            "二、继续",
            "没有编号"
        ]
    );
}

#[test]
fn a_column_of_automatic_numbers_is_read() {
    let row = |text: &str| format!("<w:tr><w:tc>{}</w:tc>{}</w:tr>", numbered(1, 0, ""), tc("", text));
    let table = format!("<w:tbl>{}{}</w:tbl>{}", row("甲"), row("乙"), numbered(1, 0, ""));
    assert_eq!(lines(&reads(&docx(&table, "", NUMBERING)).expect("read")), ["一、|甲", "二、|乙"]);
}

#[test]
fn what_is_left_out_is_said() {
    let body = format!(
        "{}<w:p><w:r><w:object/></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p><w:altChunk/>",
        p("正文")
    );
    let document = reads(&docx(&body, "", "")).expect("read");
    let notices: String = document.notices.iter().map(|n| n.text.as_str()).collect();
    assert!(["嵌入的对象", "脚注", "附件方式"].iter().all(|word| notices.contains(word)), "{notices}");
}

mod hostile {
    use super::*;

    #[test]
    fn spans_and_nesting_of_any_size_are_read_or_refused() {
        let wide = "<w:gridSpan w:val='1000000000'/>";
        let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc(wide, "甲"), tc(wide, "乙"));
        assert!(reads(&docx(&table, "", "")).is_err_and(|e| matches!(e, ReadError::Exceeds { .. })));
        for element in
            ["<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p>", "<w:p><w:r><w:txbxContent>", "<w:sdt>", "<w:x>"]
        {
            let nested = reads(&docx(&(element.repeat(10_000) + &p("合计")), "", ""));
            assert!(matches!(&nested, Ok(_) | Err(ReadError::Damaged { .. } | ReadError::NoText(_))), "{element}");
        }
    }

    #[test]
    fn circles_of_styles_and_numbers_end() {
        let styles = "<w:style w:styleId='1'><w:basedOn w:val='2'/></w:style><w:style w:styleId='2'><w:basedOn w:val='1'/></w:style>";
        let numbering = "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='1'/></w:abstractNum>
            <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
        let body = format!(
            "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>{}",
            numbered(1, 200, "乙")
        );
        assert_eq!(lines(&reads(&docx(&body, styles, numbering)).expect("read")), ["甲", "乙"]);
    }

    #[test]
    fn entities_do_not_grow() {
        let text = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w:document \
            xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>甲&b;</w:t></w:r></w:p></w:body></w:document>";
        let document = reads(&archive(&[("word/document.xml", text.to_owned())])).expect("read");
        assert_eq!(lines(&document), ["甲"]);
    }

    #[test]
    fn a_document_cut_anywhere_is_read_or_refused() {
        let whole = docx(&[p("甲"), numbered(1, 0, "乙")].concat(), "", NUMBERING);
        for end in 0..whole.len() {
            let _ = reads(&whole[..end]);
        }
        let text = format!("<w:document><w:body>{}", p("甲")).repeat(2);
        for end in 0..text.len() {
            if text.is_char_boundary(end) {
                let _ = reads(&archive(&[("word/document.xml", text[..end].to_owned())]));
            }
        }
    }

    #[test]
    fn another_format_is_refused() {
        for bytes in [&b"PK\x03\x04"[..], b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"P"] {
            assert!(reads(bytes).is_err());
        }
        assert!(reads(&archive(&[("xl/workbook.xml", "<workbook/>".to_owned())])).is_err());
        assert!(matches!(reads(&docx("<w:p/>", "", "")), Err(ReadError::NoText(_))));
    }
}
