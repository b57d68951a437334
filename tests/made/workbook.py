"""XLSX by openpyxl, XLS by xlwt, and a CSV: a sheet a table, merged headers, codes as text, totals as formulas.
The XLSX names the agency on every sheet, the others nowhere.

A total is a formula where the figures of the sample tie, or where they would if one row had been left out of
it (which is how one of the planted errors comes about); else the figure stands as typed.
"""

import csv
from decimal import Decimal

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

ABOVE = 3  # number, title and unit stand over the table


def number(text):
    return Decimal(text) if text else None


def formula(sheet, cell):
    """The rows that a formula in this cell adds, or nothing."""
    if cell.sort != "amount" or not cell.addends:
        return None
    figures = {c.row: number(c.text) or Decimal(0) for c in sheet.cells if c.column == cell.column and c.sort == "amount"}
    stated, rows = number(cell.text), cell.addends
    for left_out in [None, *rows]:
        added = [r for r in rows if r != left_out]
        if added and (left_out is None or figures[left_out]) and sum(figures[r] for r in added) == stated:
            return added
    return None


def references(letter, rows, first):
    """`SUM(C7:C9)` for neighbours, else `C7+C12`; `first` is the number of row 0."""
    if len(rows) > 1 and rows == list(range(rows[0], rows[-1] + 1)):
        return f"SUM({letter}{rows[0] + first}:{letter}{rows[-1] + first})"
    return "+".join(f"{letter}{r + first}" for r in rows)


def write_xlsx(document, tables, path):
    book = Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    for sheet in tables:
        page = book.create_sheet(f"{sheet.number} {sheet.kind}")
        last = get_column_letter(sheet.width)
        page["A1"] = sheet.number
        page["A2"] = sheet.title
        page.merge_cells(f"A2:{last}2")
        page["A2"].alignment, page["A2"].font = Alignment(horizontal="center"), Font(size=16, bold=True)
        page["A3"] = f"部门：{document['agency']}"
        page[f"{last}3"] = f"单位：{sheet.unit}"
        page[f"{last}3"].alignment = Alignment(horizontal="right")
        for cell in sheet.cells:
            at = page.cell(cell.row + ABOVE + 1, cell.column + 1)
            at.border = frame
            added = formula(sheet, cell)
            if added:
                at.value = "=" + references(get_column_letter(cell.column + 1), added, ABOVE + 1)
            elif cell.text:
                at.value = number(cell.text) if cell.sort == "amount" else cell.text
            if cell.sort == "amount":
                at.number_format = "#,##0.00"
            elif cell.sort == "code":
                at.number_format = "@"
            elif cell.sort == "name":
                at.alignment = Alignment(indent=max(0, cell.level - 1))
            else:
                at.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
                if cell.rows > 1 or cell.columns > 1:
                    page.merge_cells(start_row=at.row, start_column=at.column, end_row=at.row + cell.rows - 1,
                                     end_column=at.column + cell.columns - 1)
        for i, note in enumerate(sheet.notes):
            page.cell(sheet.rows + ABOVE + 1 + i, 1, note)
        names = {c.column for c in sheet.cells if c.sort == "name"}
        codes = {c.column for c in sheet.cells if c.sort == "code"}
        for column in range(sheet.width):
            width = 34 if column in names else 8 if column in codes else 14
            page.column_dimensions[get_column_letter(column + 1)].width = width
        page.print_title_rows = f"{ABOVE + 1}:{ABOVE + sheet.header_rows}"
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToHeight = 0
    book.save(path)


def write_xls(tables, path):
    book = xlwt.Workbook(encoding="utf-8")
    lines = "borders: left thin, right thin, top thin, bottom thin;"
    styles = {
        "header": xlwt.easyxf(lines + "align: horiz center, vert center, wrap on"),
        "code": xlwt.easyxf(lines, num_format_str="@"),
        "name": xlwt.easyxf(lines),
        "amount": xlwt.easyxf(lines, num_format_str="#,##0.00"),
    }
    for sheet in tables:
        page = book.add_sheet(f"{sheet.number}")
        last = sheet.width - 1
        page.write_merge(0, 0, 0, last, sheet.number)
        page.write_merge(1, 1, 0, last, sheet.title, xlwt.easyxf("align: horiz center; font: height 320, bold on"))
        page.write_merge(2, 2, 0, last, f"单位：{sheet.unit}", xlwt.easyxf("align: horiz right"))
        for cell in sheet.cells:
            row, column = cell.row + ABOVE, cell.column
            # Levels by blanks before the name; xlwt stores no results of formulas, so the figures are typed.
            blanks = "  " * max(0, cell.level - 1) if cell.sort == "name" else ""
            value = float(number(cell.text)) if cell.sort == "amount" and cell.text else blanks + cell.text
            page.write_merge(row, row + cell.rows - 1, column, column + cell.columns - 1, value, styles[cell.sort])
        for i, note in enumerate(sheet.notes):
            page.write(sheet.rows + ABOVE + i, 0, note)
    book.save(path)


def write_csv(tables, path):
    """All sheets one after another, with the words of merged cells in their first one, as Excel saves them."""
    with open(path, "w", encoding="gb18030", newline="") as file:
        out = csv.writer(file)
        for sheet in tables:
            blank = [""] * (sheet.width - 1)
            out.writerow([sheet.number, *blank])
            out.writerow([sheet.title, *blank])
            out.writerow([*blank, f"单位：{sheet.unit}"])
            rows = [[""] * sheet.width for _ in range(sheet.rows)]
            for cell in sheet.cells:
                rows[cell.row][cell.column] = cell.text
            out.writerows(rows)
            for note in sheet.notes:
                out.writerow([note, *blank])
            out.writerow(["", *blank])
