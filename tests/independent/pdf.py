"""Holds what we read of PDF files against pdfplumber: every number, every table cell's text and place.

    pip install pdfplumber
    cargo build --release --no-default-features --example document
    python tests/independent/pdf.py target/release/examples/document ../shared/corpus/*/*.pdf

Prints one line a file and every difference. Not run with the other tests: it needs another program's opinion,
and looking at each difference is the point of it.
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter

import pdfplumber
from pdfplumber.utils import extract_words

NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
NEAR = 3.0  # points


def bare(text):
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def is_white(thing):
    """pdfplumber takes white rectangles for rules; a reader does not see them."""
    for fill, colour in (("fill", "non_stroking_color"), ("stroke", "stroking_color")):
        if thing.get(fill):
            value = thing.get(colour)
            value = value if isinstance(value, (tuple, list)) else (value,)
            white = all(v == 0 for v in value) if len(value) == 4 else all(v in (1, 1.0) for v in value)
            if not white or None in value:
                return False
    return True


def plumbed(page):
    """The page as pdfplumber sees it, fake bold once and without white paint."""
    page = page.dedupe_chars(tolerance=1)
    return page.filter(lambda o: not (o["object_type"] in ("rect", "line", "curve") and is_white(o)))


def numbers(words):
    return Counter(n for w in words for n in NUMBER.findall(bare(w["text"])))


def as_plumbed(chars):
    """Our characters in pdfplumber's form, so that one function makes words of both."""
    keys = ("x0", "top", "x1", "bottom")
    return [
        dict(zip(keys, box), text=c, doctop=box[1], size=size, upright=True, fontname="", object_type="char")
        for c, box, size, hidden in chars
        if not hidden
    ]


def cells_of(document, number):
    """Our cells on a page: (box, text)."""
    for block in document["blocks"]:
        for cell in block.get("grid", {}).get("cells", []):
            if cell.get("page") == number and cell.get("box"):
                yield cell["box"], cell["text"]


def same_place(a, b):
    return all(abs(p - q) <= NEAR for p, q in zip(a, b))


def compare(ours, path):
    total = Counter()
    differences = []
    with pdfplumber.open(path) as pdf:
        seen = set()  # texts of cells on earlier pages: header rows that a page repeats are left out by us
        for number, (page, model) in enumerate(zip(pdf.pages, ours["pages"]), 1):
            page = plumbed(page)
            theirs = numbers(page.extract_words())
            mine = numbers(extract_words(as_plumbed(model["chars"])))
            total["numbers"] += sum(theirs.values())
            total["numbers equal"] += sum((theirs & mine).values())
            for what, extra in (("only pdfplumber", theirs - mine), ("only we", mine - theirs)):
                if extra:
                    differences.append((number, what, dict(extra), ""))
            left = list(cells_of(ours["document"], number))
            total["cells of ours"] += len(left)
            here = set()
            for table in page.find_tables():
                for row, texts in zip(table.rows, table.extract()):
                    for box, text in zip(row.cells, texts):
                        if box is None:
                            continue
                        total["cells"] += 1
                        key = (round(box[0] / 5), bare(text))
                        here.add(key)
                        match = next((c for c in left if same_place(c[0], box)), None)
                        if match:
                            left.remove(match)
                        if match and bare(match[1]) == bare(text):
                            total["cells equal"] += 1
                        elif match:
                            differences.append((number, "text", bare(text), bare(match[1])))
                        elif key in seen:
                            total["header repeated"] += 1
                        else:
                            differences.append((number, "place", bare(text), [round(v) for v in box]))
            for box, text in left:
                total["cells of ours only"] += 1
                differences.append((number, "only we", bare(text), [round(v) for v in box]))
            seen |= here
    return total, differences


def main():
    program, *paths = sys.argv[1:]
    everything = Counter()
    for path in paths:
        ours = json.loads(subprocess.run([program, path], capture_output=True, check=True, text=True).stdout)
        total, differences = compare(ours, path)
        everything += total
        print(path, dict(total))
        for difference in differences:
            print("   page %d: %s: %r | %r" % difference)
    cells = everything["cells"] - everything["header repeated"]
    print(dict(everything))
    if cells:
        print("cells equal in text and place: %.2f %%" % (100 * everything["cells equal"] / cells))
    if everything["numbers"]:
        print("numbers equal: %d of %d" % (everything["numbers equal"], everything["numbers"]))


if __name__ == "__main__":
    main()
