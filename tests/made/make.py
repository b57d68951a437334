#!/usr/bin/env python3
"""Writes the sample disclosures (assets/samples), and invented final accounts, in the formats in which they are
published, with other programs than ours, so that reading is tested against what those write: tests/made.rs reads
the files back.

Needs python-docx, openpyxl and xlwt, and LibreOffice (`soffice`) with a font for Chinese. The files are part of
the project, so the tests need none of these; run this again after a change of the samples or the
accounts:

    python3 tests/made/make.py
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import accounts
import web
import word
import workbook
from sheets import sheets

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "assets" / "samples"

# The first page, readable with a password only.
LOCKED = {
    "EncryptFile": {"type": "boolean", "value": "true"},
    "DocumentOpenPassword": {"type": "string", "value": "Budget-2025"},
    "PageRange": {"type": "string", "value": "1"},
}


def convert(source, to, target):
    """What LibreOffice makes of a file; `to` is an extension, with a filter where there are several."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, str(source)], check=True,
                       stdout=subprocess.DEVNULL)
        made = next(p for p in Path(folder).iterdir() if p.stem == source.stem)
        shutil.move(made, target)


def make(year, everything):
    document = json.loads((SAMPLES / f"{year}.json").read_text(encoding="utf-8"))
    plain, split = sheets(document), sheets(document, split_codes=True)
    docx, xlsx = HERE / f"{year}.docx", HERE / f"{year}.xlsx"
    word.write(document, plain, docx)
    with tempfile.TemporaryDirectory() as folder:
        # openpyxl stores no results of formulas: LibreOffice calculates them and saves the workbook anew.
        drafted = Path(folder) / "drafted.xlsx"
        workbook.write_xlsx(document, split, drafted)
        convert(drafted, "xlsx:Calc MS Excel 2007 XML", xlsx)
    convert(docx, "pdf:writer_pdf_Export", HERE / f"{year}.word.pdf")
    if everything:
        convert(docx, f"pdf:writer_pdf_Export:{json.dumps(LOCKED)}", HERE / f"{year}.locked.pdf")
        convert(docx, "doc:MS Word 97", HERE / f"{year}.doc")
        convert(docx, "html:HTML (StarWriter)", HERE / f"{year}.word.html")
        convert(xlsx, "pdf:calc_pdf_Export", HERE / f"{year}.excel.pdf")
        convert(xlsx, "ods", HERE / f"{year}.ods")
        workbook.write_xls(plain, HERE / f"{year}.xls")
        workbook.write_csv(plain, HERE / f"{year}.csv")
        web.write(document, plain, HERE / f"{year}.web.html")


def make_accounts():
    document = accounts.document()
    with tempfile.TemporaryDirectory() as folder:
        drafted, written = Path(folder) / "drafted.xlsx", Path(folder) / "written.docx"
        workbook.write_xlsx(document, sheets(document, split_codes=True), drafted)
        convert(drafted, "xlsx:Calc MS Excel 2007 XML", HERE / "accounts.xlsx")
        word.write(document, sheets(document), written)
        convert(written, "pdf:writer_pdf_Export", HERE / "accounts.pdf")


make_accounts()
make(2024, everything=False)
make(2025, everything=True)
