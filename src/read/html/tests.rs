use super::*;
use crate::document::Block;

/// The blocks of a page: paragraphs as they are (a heading with `#`), of a grid its rows with `|` between cells.
fn read(html: &str) -> Vec<String> {
    lines(&document(html.as_bytes(), &Options::default(), &mut |_, _| ()).expect("a page"))
}

fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => {
                let marks = "#".repeat(p.heading.unwrap_or(0).into());
                lines.push(format!("{marks}{}", p.text));
            }
            Block::Grid(grid) => lines.extend(
                (0..grid.rows)
                    .map(|row| grid.row(row).iter().map(|c| c.text.replace('\n', "/")).collect::<Vec<_>>().join("|")),
            ),
        }
    }
    lines
}

const TABLE: &str = "<table><tr><td>科目编码<td>金额<tr><td>208<td>9.24</table>";

#[test]
fn white_space_collapses_as_in_a_browser() {
    assert_eq!(
        read("<p>一般公共\n  预算 <b>9.24</b>\n万元</p><p>&nbsp;&nbsp;项目<br>支出</p><pre>甲  乙</pre>"),
        ["一般公共预算 9.24 万元", "项目", "支出", "甲  乙"]
    );
}

#[test]
fn headings_have_their_level_and_lines_of_a_cell_are_kept() {
    assert_eq!(
        read("<h2>二、收支<br>情况</h2><table><tr><td>政府性<br>基金</td><td><p>项目</p><p>支出</p></td></tr></table>"),
        ["##二、收支情况", "政府性/基金|项目/支出"]
    );
}

#[test]
fn what_a_browser_does_not_show_is_not_read() {
    let page = "<style>.x{color:red} .gone, .off { DISPLAY : none }</style><script>var t='<td>1.00</td>'</script>
         <!-- 合计 2.00 --><p style='Display: none'>3.00</p><p hidden>4.00</p><p class='a gone'>5.00</p>
         <table><tr style='display:none'><td>6.00<td>7.00<tr><td>合计<td>9.24<td style='display:none'>8.00</table>
         <p>见<span style='mso-hide:all'>9.00</span><del>10.00</del>表</p>";
    assert_eq!(read(page), ["合计|9.24", "见表"]);
}

#[test]
fn the_surroundings_of_a_government_page_are_no_part_of_the_disclosure() {
    let page = format!(
        "<table><tr><td><table><tr><td><a href=/>首页</a><td><a href=/zw>政务公开</a></table></td></tr>
         <tr><td>当前位置：<a href=/>首页</a>&gt;<a href=/zw>政务公开</a>&gt;<a href=/yjs>预决算</a></td></tr>
         <tr><td><h1>部门预算公开</h1><p>收入总计 9.24 万元。</p>{TABLE}</td></tr>
         <tr><td><ul><li><a href=1>省政府</a><li><a href=2>市政府</a><li><a href=3>县政府</a></ul></td></tr></table>
         <div class='clear footer'>主办单位</div><footer>版权所有</footer>"
    );
    assert_eq!(read(&page), ["#部门预算公开", "收入总计 9.24 万元。", "科目编码|金额", "208|9.24"]);
}

#[test]
fn a_link_in_a_sentence_is_part_of_it() {
    let page = format!("<p>详见<a href=1>《预算管理办法》</a>第三条。</p><p><a href=2>附表说明</a></p>{TABLE}");
    assert_eq!(read(&page)[..2], ["详见《预算管理办法》第三条。", "附表说明"]);
}

#[test]
fn a_page_that_only_links_to_the_tables_says_so() {
    let page = "<p>2025年部门预算公开</p><p><a href='/P020250218.pdf?v=1'>附件：预算公开表</a></p>";
    let document = document(page.as_bytes(), &Options::default(), &mut |_, _| ()).expect("a page");
    assert!(document.notices[0].text.contains("下载附件"), "{:?}", document.notices);
}

#[test]
fn the_encoding_is_that_of_the_bytes_whatever_the_page_says() {
    let utf8 = format!("<meta charset=gb2312>{TABLE}");
    assert_eq!(read(&utf8)[0], "科目编码|金额");
    let (gb18030, _, _) = encoding_rs::GB18030.encode("<meta charset='gb2312'><p>镕基䶮</p>");
    let options = Options::default();
    assert_eq!(lines(&document(&gb18030, &options, &mut |_, _| ()).expect("a page")), ["镕基䶮"]);
    let (big5, _, _) =
        encoding_rs::BIG5.encode("<meta http-equiv=Content-Type content='text/html; charset=big5'><p>部門預算</p>");
    assert_eq!(lines(&document(&big5, &options, &mut |_, _| ()).expect("a page")), ["部門預算"]);
    let (silent, _, _) = encoding_rs::BIG5.encode("<p>部門預算</p>");
    let said = Options { encoding: Some("big5".to_owned()), ..Options::default() };
    assert_eq!(lines(&document(&silent, &said, &mut |_, _| ()).expect("a page")), ["部門預算"]);
}

#[test]
fn a_page_saved_as_a_single_file_is_read_sheet_by_sheet() {
    let sheet = |text: &str| {
        format!(
            "--=_x\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
        )
    };
    let mail = format!(
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"=_x\"\r\n\r\n{}\
         {}--=_x\r\nContent-Type: image/png\r\n\r\nPNG\r\n{}--=_x--\r\n",
        sheet("<html><frameset><frame src=1></frameset></html>"),
        sheet(TABLE),
        sheet("<p>第二页</p>")
    );
    assert_eq!(read(&mail), ["科目编码|金额", "208|9.24", "第二页"]);
}

#[test]
fn pages_of_word_and_excel_are_read_as_they_are_shown() {
    let word = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!--p.MsoNormal{mso-hide:none}--></style></head>
        <body><!--[if gte mso 9]><p>设置</p><![endif]-->
        <h1 style='margin-left:0cm'><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>部门职责<o:p></o:p></h1>
        <p class=MsoNormal>收入<span
        lang=EN-US>914.05</span>万元<span style='mso-spacerun:yes'>&nbsp; </span></p></body></html>";
    assert_eq!(read(word), ["#一、 部门职责", "收入914.05万元"]);
    let excel = "<table x:str><col width=72><tr height=19><td rowspan=2>科目</td><td colspan=2 style='mso-ignore:colspan'>支出</td></tr>
        <tr><td>基本</td><td>项目</td></tr>
        <tr><td x:str=\"'0208\">0208</td><td x:num=\"9.2400000001\">9.24</td><td x:num>1.00</td></tr>
        <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72></td></tr><![endif]></table>";
    assert_eq!(read(excel), ["科目|支出", "基本|项目", "0208|9.24|1.00"]);
}

#[test]
fn cells_know_their_place() {
    let document =
        document(format!("<p>表</p>{TABLE}").as_bytes(), &Options::default(), &mut |_, _| ()).expect("a page");
    let (number, grid) = document.grids().next().expect("a grid");
    assert_eq!(number, 1);
    assert_eq!((grid.cells[3].place.block, grid.cells[3].place.cell), (Some(1), Some([1, 1])));
}

mod hostile {
    use super::*;

    fn reads(html: &str) -> Result<Document, ReadError> {
        document(html.as_bytes(), &Options::default(), &mut |_, _| ())
    }

    #[test]
    fn spans_of_any_size_stay_in_the_table() {
        let page = "<table><tr><td rowspan=1000000000 colspan=1000000000>甲<td>乙<tr><td>丙<td rowspan=99999999999999999999>丁</table>";
        match reads(page) {
            Ok(document) => assert!(document.grids().all(|(_, g)| g.rows <= 2 && g.columns <= 4)),
            Err(error) => assert!(matches!(error, ReadError::Exceeds { .. }), "{error}"),
        }
        assert_eq!(read("<table><tr><td colspan=-1>甲<td rowspan=x>乙</table>"), ["甲|乙"]);
    }

    #[test]
    fn nesting_of_any_depth_is_read() {
        for element in ["table><tr><td", "div", "b", "ul><li"] {
            let page = format!("<{element}>").repeat(3_000) + "合计";
            assert!(reads(&page).is_ok(), "{element}");
        }
    }

    #[test]
    fn a_page_cut_anywhere_is_read_or_refused() {
        let page = format!("<html><body><h1>部门预算</h1><p>收入&nbsp;&#x4e00;</p>{TABLE}<!-- 末 --></body></html>");
        for end in (0..page.len()).filter(|end| page.is_char_boundary(*end)) {
            let _ = reads(&page[..end]);
        }
        assert!(matches!(reads(""), Err(ReadError::NoText(_))));
        assert!(matches!(reads("<html><script>1</script></html>"), Err(ReadError::NoText(_))));
    }

    #[test]
    fn the_sheets_of_a_workbook_saved_as_a_page_are_elsewhere() {
        let error = reads("<html><frameset rows='*,39'><frame src='a.files/sheet001.htm'></frameset></html>");
        assert!(error.is_err_and(|e| e.to_string().contains("sheet001")));
    }
}
