"""The tables of a sample disclosure as they are laid out on paper: cells with spans, and nothing else."""

from dataclasses import dataclass, field

# Above the first columns of each kind: code and name.
LABELS = {
    "收入总表": (("部门（单位）代码",), ("部门（单位）名称",)),
    "支出总表": (("科目编码",), ("科目名称",)),
    "一般公共预算支出表": (("科目编码",), ("科目名称",)),
    "一般公共预算基本支出表": (("部门预算支出经济分类科目", "科目编码"), ("部门预算支出经济分类科目", "科目名称")),
    "三公经费支出表": (("单位编码",), ("单位名称",)),
    "政府性基金预算支出表": (("科目编码",), ("科目名称",)),
    "国有资本经营预算支出表": (("科目编码",), ("科目名称",)),
    "项目支出表": (("单位编码",), ("单位（项目）名称",)),
    "机构运转经费表": (("科目编码",), ("科目名称",)),
}
# Subject codes in columns of their own, each with its part of the code, as some provinces print them.
LEVELS = {
    "支出总表": (3, 2, 2),
    "一般公共预算支出表": (3, 2, 2),
    "政府性基金预算支出表": (3, 2, 2),
    "国有资本经营预算支出表": (3, 2, 2),
    "一般公共预算基本支出表": (3, 2),
}


@dataclass
class Cell:
    row: int
    column: int
    text: str
    sort: str  # header, code, name or amount
    rows: int = 1
    columns: int = 1
    level: int = 0  # of a name, for its indentation
    addends: list = field(default_factory=list)  # of a total, the rows whose cells above or below make it up


@dataclass
class Sheet:
    kind: str
    number: str
    title: str
    unit: str
    notes: list
    width: int
    header_rows: int
    rows: int  # with those of the header
    cells: list


def sheets(document, split_codes=False):
    """All tables of a disclosure; `split_codes` prints 类, 款 and 项 in columns of their own."""
    return [sheet(table, document["stage"], split_codes) for table in document["tables"]]


def sheet(table, stage, split_codes):
    kind, panels = table["kind"], table["panels"]
    lengths = LEVELS.get(kind) if split_codes else None
    paths, sides, at = [], [], 0
    for panel in panels:
        paths_here = labels(kind, panel["name"], lengths, stage) + [prefix(panel) + tuple(c["path"]) for c in panel["columns"]]
        sides.append((at, panel, len(paths_here) - len(panel["columns"])))
        at += len(paths_here)
        paths += paths_here
    cells = header(paths)
    depth = max(map(len, paths))
    height = max(1, *(len(p["rows"]) for p in panels))
    for at, panel, count in sides:
        where = places(panel["rows"], height)
        for i in range(height):
            cells += body_row(depth, i, at, panel, where, count, lengths)
    cells.sort(key=lambda c: (c.row, c.column))
    return Sheet(kind, table["number"], table["title"], table["unit"], table["notes"], len(paths), depth,
                 depth + height, cells)


def prefix(panel):
    return (panel["name"],) if panel["name"] else ()


def labels(kind, side, lengths, stage):
    if side:
        return [(side, "项目")]
    code, name = LABELS[kind]
    if kind == "收入总表" and stage == "决算":  # of a budget by unit, of final accounts by subject
        code, name = LABELS["支出总表"]
    if lengths:
        return [code + (part,) for part in "类款项"[: len(lengths)]] + [name]
    return [code, name]


def header(paths):
    """Cells that span equal beginnings of neighbouring paths, and the rows left under the last word of a path."""
    depth, cells = max(map(len, paths)), []
    for level in range(depth):
        column = 0
        while column < len(paths):
            path = paths[column]
            if len(path) <= level:
                column += 1
                continue
            last = len(path) == level + 1
            end = column + 1
            while not last and end < len(paths) and len(paths[end]) > level + 1 \
                    and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            rows = depth - level if last else 1
            cells.append(Cell(level, column, path[level], "header", rows, end - column))
            column = end
    return cells


def places(rows, height):
    """Where the rows of a panel stand: its totals at the bottom, beside those of the other side."""
    body = len(rows)
    while body > 0 and rows[body - 1]["role"] in ("year_total", "carried_in", "carried_out", "grand_total"):
        body -= 1
    gap = height - len(rows) if body else 0
    return {i if i < body else i + gap: i for i in range(len(rows))}


def body_row(top, i, at, panel, where, count, lengths):
    at_row, texts = top + i, [""] * count
    row = panel["rows"][where[i]] if i in where else None
    if row:
        texts[-1] = row["name"]
        if lengths:
            start = 0
            for part, length in enumerate(lengths):
                texts[part] = row["code"][start : start + length]
                start += length
        elif count > 1:
            texts[0] = row["code"]
    cells = [Cell(at_row, at + k, text, "name" if k == count - 1 else "code", level=row["level"] if row else 0)
             for k, text in enumerate(texts)]
    for k in range(len(panel["columns"])):
        text = row["cells"][k]["text"] if row else ""
        cell = Cell(at_row, at + count + k, text, "amount")
        if text:
            added = addends(panel["rows"], where[i])
            cell.addends = [top + place for place, j in where.items() if j in added]
        cells.append(cell)
    return cells


def addends(rows, i):
    """The rows that the total in row `i` adds up, by the place of the rows and never by their figures."""
    row = rows[i]
    if row["role"] == "grand_total":
        return [j for j, r in enumerate(rows) if r["role"] in ("year_total", "carried_in", "carried_out")]
    if row["role"] == "year_total" and i > 0:
        return list(range(i))
    below = []
    for j in range(i + 1, len(rows)):
        if rows[j]["level"] <= row["level"]:
            break
        if rows[j]["level"] == row["level"] + 1:
            below.append(j)
    return below
