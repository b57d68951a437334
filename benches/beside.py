"""Times reading beside programs that do the same, on the same files in the same run: pdfplumber for PDF,
openpyxl for workbooks. Prints milliseconds and how many times as long the other one takes.

    pip install pdfplumber openpyxl
    cargo build --release --no-default-features --example document
    python benches/beside.py target/release/examples/document ../shared/corpus/*/*.pdf ../shared/corpus/*/*.xlsx
"""

import json
import subprocess
import sys
import time

import openpyxl
import pdfplumber


def with_pdfplumber(path):
    """The same as we do: every page's text and tables."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_words()
        return len(pdf.pages)


def with_openpyxl(path):
    """Every cell of every sheet; values as last calculated."""
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            tuple(row)
    return len(book.sheetnames)


def main():
    program, *paths = sys.argv[1:]
    sums = {}
    for path in paths:
        other = with_pdfplumber if path.endswith(".pdf") else with_openpyxl
        start = time.process_time()
        pages = other(path)
        theirs = (time.process_time() - start) * 1e3
        run = subprocess.run([program, "--time", path], capture_output=True, check=True, text=True)
        ours = json.loads(run.stdout)["ms"]
        print(f"{path}: {pages} pages, we {ours:.1f} ms, {other.__name__[5:]} {theirs:.0f} ms, {theirs / ours:.0f}×")
        sums.setdefault(other.__name__[5:], []).append((pages, ours, theirs))
    for name, rows in sums.items():
        pages, ours, theirs = (sum(column) for column in zip(*rows))
        print(f"{name}: {pages} pages, we {ours / pages:.2f} ms a page, {name} {theirs / pages:.1f}, {theirs / ours:.0f}×")


if __name__ == "__main__":
    main()
