"""The final accounts (决算) of tests/support/accounts.rs, out of the notation of tests/support/mod.rs."""

import re
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "support" / "accounts.rs"
AGENCY, YEAR = "临川县档案馆", 2024
# Numbers, and names in final accounts, of the kinds in order.
TABLES = {
    "收支总表": ("公开01表", "收入支出决算总表"),
    "收入总表": ("公开02表", "收入决算表"),
    "支出总表": ("公开03表", "支出决算表"),
    "财政拨款收支总表": ("公开04表", "财政拨款收入支出决算总表"),
    "一般公共预算支出表": ("公开05表", "一般公共预算财政拨款支出决算表"),
    "一般公共预算基本支出表": ("公开06表", "一般公共预算财政拨款基本支出决算表"),
    "三公经费支出表": ("公开07表", "财政拨款“三公”经费支出决算表"),
    "政府性基金预算支出表": ("公开08表", "政府性基金预算财政拨款收入支出决算表"),
    "国有资本经营预算支出表": ("公开09表", "国有资本经营预算财政拨款收入支出决算表"),
    "机构运转经费表": ("公开10表", "机关运行经费支出决算表"),
}
ROLES = [
    (r"本年收入合计|本年支出合计", "year_total"),
    (r"总计", "grand_total"),
    (r"合计|.*经费合计", "total"),
    (r"年初.*结转和结余|使用非财政拨款结余.*", "carried_in"),
    (r"年末.*结转和结余|结余分配", "carried_out"),
]
PROSE = [
    ("一、部门职责", "管理全县档案：收集、保管、编目，提供查阅。"),
    ("二、机构设置", "本部门决算由临川县档案馆本级组成。"),
    ("三、收入支出决算总体情况", "2024年度收入总计1002.00万元，支出总计1002.00万元。"),
]


def row(cells):
    code, name, values = cells
    role = next((role for pattern, role in ROLES if re.fullmatch(pattern, name)), "item")
    level = 0 if role in ("total", "year_total", "grand_total") else {5: 2, 7: 3}.get(len(code), 1)
    return {"code": code, "name": name.lstrip("."), "level": level + (1 if name.startswith("..") else 0), "role": role,
            "cells": [{"text": v} for v in values]}


def document():
    text = SOURCE.read_text(encoding="utf-8").split('"')[1]
    tables, panel = [], None
    for line in filter(None, map(str.strip, text.splitlines())):
        cells = [c.strip() for c in line.split("|")]
        if len(cells) == 1:
            if line in TABLES:
                number, name = TABLES[line]
                tables.append({"kind": line, "number": number, "title": f"{YEAR}年度{name}", "unit": "万元", "panels": [], "notes": []})
                panel = None
        elif cells[0] in ("收入", "支出") or panel is None:
            side = cells[0] if cells[0] in ("收入", "支出") else ""
            paths = cells[1:] if side else cells[2:]
            panel = {"name": side, "columns": [{"path": p.split("/")} for p in paths], "rows": []}
            tables[-1]["panels"].append(panel)
        else:
            panel["rows"].append(row(("", cells[0], cells[1:]) if panel["name"] else (cells[0], cells[1], cells[2:])))
    return {"agency": AGENCY, "year": YEAR, "stage": "决算", "tables": tables,
            "prose": [{"heading": heading, "text": text} for heading, text in PROSE]}
