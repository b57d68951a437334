"""A small workbook of what only workbooks have: formulas, hidden rows, columns and sheets, numbers as displayed.

    python tests/made/formulas.py

XLSX by openpyxl, which stores no results of formulas; XLS and ODS of it by LibreOffice, which does.
"""

import subprocess
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent


def main():
    book = Workbook()
    total = book.active
    total.title = "收支总表"
    total["A1"] = "收支总表"
    total.merge_cells("A1:C1")
    for row, amount in enumerate([300.5, 90, 6.81], 3):
        total.cell(row, 2, amount).number_format = "0.00"
        total.cell(row, 3, f"=B{row}*2")
    total["A6"], total["B6"], total["C6"] = "合计", "=SUM(B3:B5)", "=ROUND(C3+C4+C5-$B$3,1)"
    total["B6"].number_format = "0.00"

    detail = book.create_sheet("支出 明细")
    detail["A1"], detail["A2"] = "='收支总表'!B6", "=收支总表!B6+A1*50%"
    detail["B1"], detail["B2"], detail["B3"] = 2101501, "01", True
    detail["B4"], detail["B5"] = "=1/0", "=VLOOKUP(1,A1:B2,2,0)"
    detail.row_dimensions[2].hidden = True
    detail.column_dimensions["B"].hidden = True

    for name, state in [("往年底稿", "hidden"), ("_CRM", "veryHidden")]:
        page = book.create_sheet(name)
        page["A1"] = "不公开"
        page.sheet_state = state
    book.save(HERE / "formulas.xlsx")
    for format in ["xls", "ods"]:
        command = ["soffice", "--headless", "--convert-to", format, "--outdir", HERE, HERE / "formulas.xlsx"]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
