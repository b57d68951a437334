"""Holds what we read of workbooks against LibreOffice (texts as displayed) and openpyxl (merged areas).

    pip install openpyxl
    cargo build --release --no-default-features --example document
    python tests/independent/workbooks.py target/release/examples/document tests/made/*.xls* tests/made/*.ods

Prints one line a file and every difference. Not run with the other tests: it needs another program's opinion,
and looking at each difference is the point of it. With `--formats` it first writes a workbook of its own with
every number format that budgets use, and looks at that.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

# Comma, quote, UTF-8, from line 1, no formats of columns, no language, quote only where needed, detect nothing,
# texts as displayed, no formulas, no spaces removed, every sheet to a file of its own.
EXPORT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"

FORMATS = [
    "General", "0", "0.00", "#,##0", "#,##0.00", "0.00%", "0%", "@", "0.00_ ", "#,##0.00_ ", "0.00_);(0.00)",
    "#,##0.00_);[Red](#,##0.00)", "0.00;[Red]-0.00", "0.00;-0.00;", ";;;", "#,##0.00;-#,##0.00;\"-\"",
    '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-',
    "#,##0.00,", '0.00"万元"', "0!.00", "0\\.0000", '#,##0.00_ "元"', "000000", "#.##", "#,###", "0.0000", "¥#,##0.00",
    "[$¥-804]#,##0.00", "[>=10000]0.00,;0.00", "0.00E+00", "#,##0.00;(#,##0.00);-",
]
NUMBERS = [0, 1, -1, 0.005, -0.004, 2.675, 397.3, -397.3, 9812.412, 1234567.891, -1234567.891, 2101501, 0.7968, 100000000]
DATES = ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yyyy/m/d", "yyyy.mm", "mm-dd-yy"]


def write_formats(path):
    book = openpyxl.Workbook()
    page = book.active
    for row, code in enumerate(FORMATS, 1):
        for column, number in enumerate(NUMBERS, 1):
            cell = page.cell(row, column, number)
            cell.number_format = code
        page.cell(row, len(NUMBERS) + 1, "行政运行").number_format = code
    for column, code in enumerate(DATES, 1):
        page.cell(len(FORMATS) + 1, column, date(2025, 3, 1)).number_format = code
    book.save(path)
    return page


def displayed(path):
    """The texts of each sheet as LibreOffice displays them: sheet name → {(row, column): text}."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", EXPORT,
             "--outdir", folder, str(path)],
            check=True, capture_output=True,
        )
        sheets = {}
        for file in Path(folder).glob("*.csv"):
            name = file.stem.removeprefix(path.stem + "-")
            with open(file, encoding="utf-8", newline="") as lines:
                rows = list(csv.reader(lines))
            sheets[name] = {(r, c): t.strip() for r, row in enumerate(rows) for c, t in enumerate(row) if t.strip()}
        return sheets


def merged(path):
    """The merged areas of each sheet as openpyxl has them."""
    if path.suffix != ".xlsx":
        return None
    book = openpyxl.load_workbook(path)
    return {
        page.title: {(m.min_row - 1, m.min_col - 1, m.max_row - m.min_row + 1, m.max_col - m.min_col + 1)
                     for m in page.merged_cells.ranges}
        for page in book
    }


def ours(program, path):
    """Our texts and spans of each sheet that is shown."""
    out = subprocess.run([program, str(path)], check=True, capture_output=True).stdout
    document = json.loads(out)
    document = document.get("document", document)
    sheets = {page.get("name", ""): ({}, set()) for page in document["pages"]}
    names = list(sheets)
    for block in document["blocks"]:
        grid, paragraph = block.get("grid"), block.get("paragraph")
        if paragraph:
            texts, _ = sheets[names[paragraph["page"] - 1]]
            at = tuple(paragraph["cell"])
            texts[at] = (texts.get(at, "") + "\n" + paragraph["text"]).strip()
            continue
        texts, spans = sheets[names[grid["page"] - 1]]
        for cell in grid["cells"]:
            at = (cell["row"], cell["column"])
            if cell["text"].strip():
                texts[at] = cell["text"].strip()
            if (cell["row_span"], cell["column_span"]) != (1, 1):
                spans.add((*at, cell["row_span"], cell["column_span"]))
    return sheets


def lines(text):
    """Without blanks around lines: a sheet of running text is read as paragraphs."""
    return [line.strip() for line in re.split(r"\r?\n", text) if line.strip()]


def compare(program, path):
    theirs, areas = displayed(path), merged(path)
    cells = same = 0
    for name, (texts, spans) in ours(program, path).items():
        # A name of a file cannot hold every character of a name of a sheet.
        expected = theirs.get(name) or theirs.get(re.sub(r"[^\w\-. ]", "_", name)) or {}
        for at in sorted(set(texts) | set(expected)):
            cells += 1
            if lines(texts.get(at, "")) == lines(expected.get(at, "")):
                same += 1
            else:
                letters = openpyxl.utils.get_column_letter(at[1] + 1)
                print(f"  {name} {letters}{at[0] + 1}: {texts.get(at, '')!r}, LibreOffice {expected.get(at, '')!r}")
        for span in spans - areas[name] if areas else ():
            print(f"  {name}: {span} is not merged for openpyxl")
        rows, columns = (max((s[i] for s in texts), default=-1) + 1 for i in (0, 1))
        for span in areas[name] - spans if areas and spans else ():
            if span[0] + span[2] <= rows and span[1] + span[3] <= columns:
                print(f"  {name}: {span} is merged for openpyxl")
    print(f"{path}: {same} of {cells} texts the same")


def main(program, *names):
    if "--formats" in names:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "formats.xlsx"
            write_formats(path)
            compare(program, path)
    for name in names:
        if name != "--formats":
            compare(program, Path(name))


if __name__ == "__main__":
    main(*sys.argv[1:])
