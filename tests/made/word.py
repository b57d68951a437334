"""DOCX by python-docx: a cover, the running text with a table in the middle of it, the other tables behind,
one of them on a page across."""

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

IN_THE_TEXT = "收入总表"  # stands after the section on income and spending
ACROSS = "三公经费支出表"


def write(document, tables, path):
    word = Document()
    word.sections[0].page_width, word.sections[0].page_height = Mm(210), Mm(297)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    title = f"{document['year']}年{document['agency']}部门{document['stage']}公开"
    word.add_paragraph(title, style="Title")
    for section in document["prose"]:
        word.add_heading(section["heading"], level=1)
        for line in section["text"].splitlines():
            word.add_paragraph(line)
        if section["heading"].startswith("三、"):
            add_table(word, next(t for t in tables if t.kind == IN_THE_TEXT))
    word.add_page_break()
    for table in tables:
        if table.kind == ACROSS:
            turn(word.add_section(WD_SECTION.NEW_PAGE), WD_ORIENT.LANDSCAPE)
            add_table(word, table)
            turn(word.add_section(WD_SECTION.NEW_PAGE), WD_ORIENT.PORTRAIT)
        elif table.kind != IN_THE_TEXT:
            add_table(word, table)
    footer = word.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_number(footer)
    word.save(path)


def turn(section, orientation):
    section.orientation = orientation
    section.page_width, section.page_height = section.page_height, section.page_width


def page_number(paragraph):
    for sort, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if sort else "w:instrText")
        if sort:
            element.set(qn("w:fldCharType"), sort)
        else:
            element.text = text
        run._r.append(element)


def add_table(word, sheet):
    word.add_paragraph(sheet.number)
    title = word.add_paragraph()
    title.add_run(sheet.title).bold = True
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph(f"单位：{sheet.unit}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = word.add_table(sheet.rows, sheet.width, style="Table Grid")
    grid = [row.cells for row in table.rows]
    for cell in sheet.cells:
        at = grid[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            at = at.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        paragraph = at.paragraphs[0]
        # Levels by blanks before the name, as typed by hand.
        blanks = "　" * max(0, cell.level - 1) if cell.sort == "name" else ""
        run = paragraph.add_run(blanks + cell.text)
        run.font.size = Pt(8)
        if cell.sort == "header":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif cell.sort == "amount":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row in table.rows[: sheet.header_rows]:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeated)
    for note in sheet.notes:
        word.add_paragraph(note)
