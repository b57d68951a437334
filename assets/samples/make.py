#!/usr/bin/env python3
"""Writes the two embedded samples (内置示例): 2024.json and 2025.json, the budgets of an invented agency.

Leaf figures are stated once below, in 万元; every other figure is a sum of them, so both years tie to the
last place. Then a few wrong figures of different kinds are planted into 2025 (see PLANTED); what the checker
must say about each is in tests/samples.rs.

    python3 assets/samples/make.py
"""

import csv
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).parent
AGENCY, OFFICE, STATION = "青禾县水务局", "青禾县水务局本级", "青禾县水资源管理站"
UNITS = {"205001": OFFICE, "205002": STATION}

# What differs from year to year. 人员: functional subject → money; a few economic subjects follow from it.
YEARS = {
    2024: {
        "staff": {"2080505": "44.10", "2080506": "22.05", "2089999": "1.95", "2101101": "13.62", "2101102": "8.05",
                  "2101103": "4.62", "2130301": "291.46", "2210201": "34.52"},
        "wages": {"30101": "133.20", "30102": "64.10", "30103": "46.35", "30107": "37.22", "30199": "4.10",
                  "30305": "5.85", "30309": "0.64"},
        "office": {"30201": "13.10", "30202": "2.45", "30205": "0.80", "30206": "3.45", "30207": "2.50",
                   "30211": "8.20", "30213": "2.10", "30215": "1.20", "30216": "1.60", "30217": "1.50",
                   "30228": "5.64", "30229": "4.23", "30231": "5.00", "30239": "7.92", "30299": "1.06"},
        "projects": [
            ("205001", "东干渠渠系配套改造", "2130305", "96.00", "", ""),
            ("205001", "河湖长制工作经费", "2130304", "32.00", "", ""),
            ("205001", "防汛物资储备与演练", "2130314", "28.00", "", ""),
            ("205001", "山洪灾害防治设施维护", "2130314", "12.50", "", ""),
            ("205001", "防汛抢险车辆更新", "2130314", "18.00", "", ""),
            ("205001", "小型水库维修养护", "2130306", "88.20", "", "11.30"),
            ("205002", "灌区设施日常维护", "2130306", "66.50", "4.20", ""),
            ("205002", "取水计量设施运行维护", "2130311", "21.80", "", ""),
        ],
        "station_basic": "84.66",
        "public": {OFFICE: ("0.00", "18.00", "5.00", "1.10"), STATION: ("0.00", "0.00", "0.00", "0.40")},
        "public_before": {OFFICE: ("0.00", "0.00", "5.00", "1.35"), STATION: ("0.00", "0.00", "0.00", "0.45")},
        "people": 31,
    },
    2025: {
        "staff": {"2080505": "46.32", "2080506": "23.16", "2089999": "2.10", "2101101": "14.28", "2101102": "8.46",
                  "2101103": "4.80", "2130301": "302.77", "2210201": "36.20"},
        "wages": {"30101": "138.40", "30102": "66.25", "30103": "48.12", "30107": "38.90", "30199": "4.44",
                  "30305": "6.30", "30309": "0.36"},
        "office": {"30201": "12.60", "30202": "2.20", "30205": "0.80", "30206": "3.60", "30207": "2.40",
                   "30211": "7.50", "30213": "1.80", "30215": "1.00", "30216": "1.50", "30217": "1.20",
                   "30228": "5.86", "30229": "4.40", "30231": "4.50", "30239": "7.92", "30299": "1.18"},
        "projects": [
            ("205001", "东干渠渠系配套改造", "2130305", "120.00", "", "18.50"),
            ("205001", "河湖长制工作经费", "2130304", "36.00", "", ""),
            ("205001", "防汛物资储备与演练", "2130314", "30.00", "", ""),
            ("205001", "山洪灾害防治设施维护", "2130314", "15.00", "", ""),
            ("205001", "小型水库维修养护", "2130306", "96.40", "", ""),
            ("205002", "灌区设施日常维护", "2130306", "72.00", "5.00", ""),
            ("205002", "取水计量设施运行维护", "2130311", "24.60", "", ""),
        ],
        "station_basic": "89.80",
        "public": {OFFICE: ("0.00", "0.00", "4.50", "0.90"), STATION: ("0.00", "0.00", "0.00", "0.30")},
        "public_before": {OFFICE: ("0.00", "18.00", "5.00", "1.10"), STATION: ("0.00", "0.00", "0.00", "0.40")},
        "people": 32,
    },
}

# Basic spending on a functional subject that is no staff cost of its own: 公用经费 of the agency, and training.
RUNNING, TRAINING = "2130301", "2050803"
# Economic subjects that are the same money as functional ones.
SAME_MONEY = {"30108": ["2080505"], "30109": ["2080506"], "30110": ["2101101", "2101102"], "30111": ["2101103"],
              "30112": ["2089999"], "30113": ["2210201"]}

# (kind, panel, row, columns by their lowest header, the figure to be printed). What went wrong, in words:
PLANTED = [
    ("支出总表", "", "2130306", {"项目支出": "174.30"}),  # 数字颠倒: 173.40
    ("收入总表", "", "205001", {"合计": "722.64"}),  # 尾差: 722.65
    ("项目支出表", "", "205001", {"合计": "300.90", "一般公共预算": "282.40"}),  # 漏加一行: 山洪灾害防治设施维护 15.00
    ("一般公共预算基本支出表", "", "30113", {"合计": "36.80", "人员经费": "36.80"}),  # 表间不符: 36.20 …
    ("一般公共预算基本支出表", "", "30102", {"合计": "65.65", "人员经费": "65.65"}),  # … while 301 still ties
]

# (heading, what would be right, what is printed) in the running text.
PLANTED_IN_TEXT = [
    ("支出预算情况", "占45.68%", "占46.58%"),  # 占比不对：417.50 ÷ 914.05
    ("一般公共预算支出情况", "下降6.25%", "增长6.25%"),  # 方向词前后矛盾：减少却又增长
    ("“三公”经费预算情况", "公务接待费1.20万元", "公务接待费1.02万元"),  # 文表不符，数字颠倒：1.20
]


def names(file):
    with open(HERE.parent / "catalog" / file, encoding="utf-8") as f:
        found = {}
        for row in csv.DictReader(f):
            found.setdefault(row["code"], row["name"])
        return found


FUNCTIONAL, ECONOMIC = names("functional.csv"), names("economic_dept.csv")
CLASSES = [code for code in sorted(FUNCTIONAL) if len(code) == 3 and code not in ("209", "234")]
NUMERALS = "一二三四五六七八九十"


def numeral(n):
    tens, ones = divmod(n, 10)
    return (NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


def money(text):
    return Decimal(text) if text else Decimal(0)


def printed(value):
    """Blank for nothing, else two decimals."""
    return "" if value == 0 else f"{value:.2f}"


def cell(text, label=False):
    return {"text": text, "value": None if label or not text else text, "inferred": False}


def row(code, name, level, role, values):
    cells = [cell(v) if isinstance(v, str) else cell(printed(v)) for v in values]
    return {"code": code, "name": name, "level": level, "role": role, "cells": cells}


def columns(*paths):
    return [{"path": list(p) if isinstance(p, tuple) else [p], "role": "amount"} for p in paths]


def table(kind, number, title, *panels, notes=()):
    return {"kind": kind, "number": number, "title": title, "unit": "万元", "status": "ok",
            "panels": [{"name": n, "columns": c, "rows": r} for n, c, r in panels], "notes": list(notes)}


def tree(leaves, width, catalog, lengths):
    """Rows of subjects with their parents, and the 合计 row first. `leaves`: code → list of amounts."""
    sums = {}
    total = [Decimal(0)] * width
    for code, values in leaves.items():
        total = [a + b for a, b in zip(total, values)]
        for n in lengths:
            if n <= len(code):
                sums[code[:n]] = [a + b for a, b in zip(sums.get(code[:n], [Decimal(0)] * width), values)]
    rows = [row("", "合计", 0, "total", total)]
    rows += [row(c, catalog[c], lengths.index(len(c)) + 1, "item", sums[c]) for c in sorted(sums)]
    return rows, total, sums


def disclosure(year, last=None):
    """The document of a year and the figures that its text speaks of; `last` are those of the year before."""
    data = YEARS[year]
    staff = {c: money(v) for c, v in data["staff"].items()}
    office = {c: money(v) for c, v in data["office"].items()}
    projects = [(u, n, c, money(g), money(o), money(k)) for u, n, c, g, o, k in data["projects"]]

    running = {RUNNING: sum(office.values()) - office["30216"], TRAINING: office["30216"]}
    codes = sorted(set(staff) | set(running) | {p[2] for p in projects})
    general = {c: sum((p[3] + p[5] for p in projects if p[2] == c), Decimal(0)) for c in codes}
    own = {c: sum((p[4] for p in projects if p[2] == c), Decimal(0)) for c in codes}
    people = {c: staff.get(c, Decimal(0)) for c in codes}
    goods = {c: running.get(c, Decimal(0)) for c in codes}
    carried = sum(p[5] for p in projects)
    others = sum(p[4] for p in projects)
    basic = sum(people.values()) + sum(goods.values())
    granted = basic + sum(p[3] for p in projects)
    total = granted + others + carried
    three = (3, 5, 7)

    spending, _, by_class = tree(
        {c: [people[c] + goods[c] + general[c] + own[c], people[c] + goods[c], general[c] + own[c], 0, 0, 0]
         for c in codes}, 6, FUNCTIONAL, three)
    fiscal, fiscal_total, fiscal_class = tree(
        {c: [people[c] + goods[c] + general[c], people[c] + goods[c], people[c], goods[c], general[c]]
         for c in codes}, 5, FUNCTIONAL, three)
    wages = {c: money(v) for c, v in data["wages"].items()}
    wages |= {c: sum(staff[f] for f in same) for c, same in SAME_MONEY.items()}
    economic = {c: [v, v, 0] for c, v in wages.items()} | {c: [v, 0, v] for c, v in office.items()}
    basic_rows, basic_total, _ = tree(economic, 3, ECONOMIC, (3, 5))
    assert basic_total == fiscal_total[1:4], (year, basic_total, fiscal_total)

    def by_unit(code):
        mine = [p for p in projects if p[0] == code]
        share = money(data["station_basic"])
        base = share if code == "205002" else basic - share
        return base + sum(p[3] for p in mine), sum(p[4] for p in mine), sum(p[5] for p in mine)

    tables = []
    sources = ["一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "财政专户管理资金收入", "事业收入",
               "上级补助收入", "附属单位上缴收入", "事业单位经营收入", "其他收入"]
    given = {"一般公共预算拨款收入": granted, "其他收入": others}
    income = [row("", f"{numeral(i)}、{s}", 1, "item", [given.get(s, 0)]) for i, s in enumerate(sources, 1)]
    income += [row("", "本年收入合计", 0, "year_total", [granted + others]),
               row("", "上年结转结余", 1, "carried_in", [carried]), row("", "收入总计", 0, "grand_total", [total])]
    outgo = [row("", f"{numeral(i)}、{FUNCTIONAL[c]}", 1, "item", [by_class.get(c, [0])[0]])
             for i, c in enumerate(CLASSES, 1)]
    outgo += [row("", "本年支出合计", 0, "year_total", [total]), row("", "年终结转结余", 1, "carried_out", [0]),
              row("", "支出总计", 0, "grand_total", [total])]
    tables.append(table("收支总表", "公开表1", "部门收支总表", ("收入", columns("预算数"), income),
                        ("支出", columns("预算数"), outgo)))

    year_of = "本年收入"
    funds = ["一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金"]

    def income_of(g, o, k):
        return [g + o + k, g + o, g, 0, 0, 0, o, k]

    rows = [row("", "合计", 0, "total", income_of(granted, others, carried)),
            row("205", AGENCY, 1, "unit", income_of(granted, others, carried))]
    rows += [row(c, n, 2, "unit", income_of(*by_unit(c))) for c, n in UNITS.items()]
    tables.append(table("收入总表", "公开表2", "部门收入总表", ("", columns(
        "合计", (year_of, "小计"), *[(year_of, f) for f in funds], "上年结转结余"), rows)))

    tables.append(table("支出总表", "公开表3", "部门支出总表", ("", columns(
        "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"), spending)))

    sides = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"]
    income = [row("", "一、本年收入", 1, "year_total", [granted])]
    income += [row("", f"（{numeral(i)}）{s}", 2, "item", [granted if i == 1 else 0]) for i, s in enumerate(sides, 1)]
    income += [row("", "二、上年结转", 1, "carried_in", [carried])]
    income += [row("", f"（{numeral(i)}）{s}", 2, "item", [carried if i == 1 else 0]) for i, s in enumerate(sides, 1)]
    income += [row("", "收入总计", 0, "grand_total", [granted + carried])]

    def both(value):
        return [value, value, 0, 0]

    outgo = [row("", "一、本年支出", 1, "year_total", both(fiscal_total[0]))]
    outgo += [row("", f"（{numeral(i)}）{FUNCTIONAL[c]}", 2, "item", both(fiscal_class.get(c, [0])[0]))
              for i, c in enumerate(CLASSES, 1)]
    outgo += [row("", "二、年终结转结余", 1, "carried_out", both(0)),
              row("", "支出总计", 0, "grand_total", both(fiscal_total[0]))]
    tables.append(table("财政拨款收支总表", "公开表4", "财政拨款收支总表", ("收入", columns("预算数"), income),
                        ("支出", columns("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"), outgo)))

    tables.append(table("一般公共预算支出表", "公开表5", "一般公共预算支出表", ("", columns(
        "合计", ("基本支出", "小计"), ("基本支出", "人员经费"), ("基本支出", "公用经费"), "项目支出"), fiscal),
        notes=["注：本表包含上年结转。"]))
    tables.append(table("一般公共预算基本支出表", "公开表6", "一般公共预算基本支出表", ("", columns(
        "合计", "人员经费", "公用经费"), basic_rows)))

    def public(four):
        abroad, buying, keeping, meals = map(money, four)
        return [f"{v:.2f}" for v in (abroad + buying + keeping + meals, abroad, buying + keeping, buying, keeping, meals)]

    def added(units):
        return [str(sum(money(units[u][i]) for u in units)) for i in range(4)]

    before, now = data["public_before"], data["public"]
    heads = [("合计",), ("因公出国（境）费",), ("公务用车购置及运行费", "小计"), ("公务用车购置及运行费", "公务用车购置费"),
             ("公务用车购置及运行费", "公务用车运行费"), ("公务接待费",)]
    rows = [row("", "合计", 0, "total", public(added(before)) + public(added(now)))]
    rows += [row(c, n, 1, "unit", public(before[n]) + public(now[n])) for c, n in UNITS.items()]
    tables.append(table("三公经费支出表", "公开表7", "一般公共预算“三公”经费支出表", ("", columns(
        *[(f"{y}年预算数", *h) for y in (year - 1, year) for h in heads]), rows)))

    for kind, number, fund in (("政府性基金预算支出表", "公开表8", "政府性基金预算"),
                               ("国有资本经营预算支出表", "公开表9", "国有资本经营预算")):
        tables.append(table(kind, number, kind, ("", columns("合计", "基本支出", "项目支出"), []), notes=[
            f"注：本部门{year}年没有{fund}拨款安排的支出，本表为空表。"]))

    def project(g, o, k):
        return [g + o + k, g, 0, 0, o, k]

    def project_sum(mine):
        return project(*(sum((p[i] for p in mine), Decimal(0)) for i in (3, 4, 5)))

    rows = [row("", "合计", 0, "total", project_sum(projects))]
    for code, name in UNITS.items():
        mine = [p for p in projects if p[0] == code]
        rows.append(row(code, name, 1, "unit", project_sum(mine)))
        rows += [row("", p[1], 2, "item", project(*p[3:])) for p in mine]
    tables.append(table("项目支出表", "公开表10", "项目支出表", ("", columns(
        "合计", ("本年拨款", "一般公共预算"), ("本年拨款", "政府性基金预算"), ("本年拨款", "国有资本经营预算"), "单位资金",
        "上年结转结余"), rows)))

    for i, t in enumerate(tables, 1):
        tables[i - 1] = {"id": f"t{i}", **t}
    goods_total = sum(office.values())
    figures = {
        "total": total, "granted": granted, "others": others, "carried": carried, "basic": basic, "goods": goods_total,
        "all": {c: v[0] for c, v in by_class.items()}, "fiscal": {c: v[0] for c, v in fiscal_class.items()},
        "wages": wages, "office": office, "public": list(map(money, added(now))),
        "public_before": list(map(money, added(before))), "people": data["people"], "projects": len(projects),
    }
    return {"format": "gongkai/1", "agency": AGENCY, "year": year, "stage": "预算", "region": "青禾县", "tables": tables,
            "prose": [{"heading": h, "text": t} for h, t in prose(year, figures, last)],
            "source": {"file": f"内置示例 {year}", "format": "json"}}, figures


def share(part, whole):
    return f"{(part * 100 / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def change(now, before, than="上年"):
    """What a text says of two years: `比上年减少0.10万元，下降6.25%`; nothing where a year is not known."""
    if before is None:
        return ""
    if now == before:
        return f"，与{than}持平"
    more, higher = ("增加", "增长") if now > before else ("减少", "下降")
    rate = f"，{higher}{share(abs(now - before), before)}" if before else ""
    return f"，比{than}{more}{abs(now - before):.2f}万元{rate}"


def listed(figures, names):
    return "、".join(f"{names[c]}{v:.2f}万元" for c, v in figures if v)


def prose(year, f, before):
    """The running text. `f` and `before` are the figures of this year and the last; the first sample has none before."""
    def last(what):
        return before[what] if before else None

    year_before = f"{year - 1}年"
    classes = [(c, v) for c, v in sorted(f["fiscal"].items()) if len(c) == 3]
    items = [(c, v) for c, v in sorted(f["fiscal"].items()) if len(c) == 7]
    uses = []
    for n, (code, value) in enumerate(items, 1):
        path = f"{FUNCTIONAL[code[:3]]}（类）{FUNCTIONAL[code[:5]]}（款）{FUNCTIONAL[code]}（项）"
        compared = change(value, before["fiscal"].get(code, Decimal(0))) if before else ""
        uses.append(f"{n}、{path}{year}年预算数为{value:.2f}万元{compared}。")
    abroad, buying, keeping, meals = f["public"]
    then = f["public_before"]
    cars = buying + keeping
    sections = [
        ("部门职责", "管好全县的水：编制水利规划，建设和养护渠道、水库，调配水资源，组织防汛抗旱，落实河湖长制。"),
        ("机构设置", f"本部门预算由{OFFICE}和所属{STATION}共2个单位组成，实有在职人员{f['people']}人。"),
        ("收支预算总体情况", f"收入包括：一般公共预算拨款收入{f['granted']}万元、其他收入{f['others']}万元、上年结转{f['carried']}万元；"
         f"支出包括：{listed([(c, v) for c, v in sorted(f['all'].items()) if len(c) == 3], FUNCTIONAL)}。\n"
         f"{year}年收支总预算{f['total']}万元{change(f['total'], last('total'))}。"),
        ("收入预算情况", f"{year}年收入预算{f['total']}万元，其中：一般公共预算拨款收入{f['granted']}万元，占{share(f['granted'], f['total'])}；"
         f"其他收入{f['others']}万元，占{share(f['others'], f['total'])}；上年结转{f['carried']}万元，占{share(f['carried'], f['total'])}。"),
        ("支出预算情况", f"{year}年支出预算{f['total']}万元，其中：基本支出{f['basic']}万元，占{share(f['basic'], f['total'])}；"
         f"项目支出{f['total'] - f['basic']}万元，占{share(f['total'] - f['basic'], f['total'])}。"),
        ("财政拨款收支预算情况", f"{year}年财政拨款收支总预算{f['granted'] + f['carried']}万元。收入包括：一般公共预算当年拨款收入{f['granted']}万元，"
         f"上年结转{f['carried']}万元。支出包括：{listed(classes, FUNCTIONAL)}。"),
        ("一般公共预算支出情况", f"（一）结构。{year}年一般公共预算支出{f['granted'] + f['carried']}万元（含上年结转），其中："
         + "；".join(f"{FUNCTIONAL[c].removesuffix('支出')}（类）支出{v:.2f}万元，占{share(v, f['granted'] + f['carried'])}" for c, v in classes)
         + "。\n（二）具体使用。\n" + "\n".join(uses)),
        ("一般公共预算基本支出情况", f"{year}年一般公共预算基本支出{f['basic']}万元，其中：\n"
         f"人员经费{f['basic'] - f['goods']}万元，包括：{listed(sorted(f['wages'].items()), ECONOMIC)}；\n"
         f"公用经费{f['goods']}万元，包括：{listed(sorted(f['office'].items()), ECONOMIC)}。"),
        ("“三公”经费预算情况", f"{year}年“三公”经费预算数为{sum(f['public']):.2f}万元{change(sum(f['public']), sum(then), year_before)}，其中："
         f"因公出国（境）费{abroad:.2f}万元{change(abroad, then[0])}；公务用车购置及运行费{cars:.2f}万元"
         f"（公务用车购置费{buying:.2f}万元，公务用车运行费{keeping:.2f}万元）{change(cars, then[1] + then[2])}；"
         f"公务接待费{meals:.2f}万元{change(meals, then[3])}。增减的原因是按公车更新计划和接待次数安排。"),
        ("机关运行经费", f"{year}年机关运行经费预算{f['goods']}万元{change(f['goods'], last('goods'))}，用于办公、水电、差旅、车辆运行等日常开支。"),
        ("政府采购和国有资产占用情况", "采购按实际需要另行报批，本年没有列入预算的采购项目。年初有公务用车2辆，没有单价100万元以上的设备。"),
        ("预算绩效", f"{year}年全部项目都设了绩效目标，共{f['projects']}个项目，涉及预算{f['total'] - f['basic']}万元。"),
        ("名词解释", "基本支出：为维持单位运转、完成日常工作而发生的人员经费和公用经费。\n"
         "项目支出：在基本支出之外，为完成特定任务而发生的支出。\n"
         "“三公”经费：因公出国（境）费、公务用车购置及运行费和公务接待费。"),
    ]
    return [(f"{numeral(i)}、{heading}", text) for i, (heading, text) in enumerate(sections, 1)]


def plant(document):
    for kind, panel_name, code, figures in PLANTED:
        panel = next(p for t in document["tables"] if t["kind"] == kind for p in t["panels"] if p["name"] == panel_name)
        cells = next(r["cells"] for r in panel["rows"] if r["code"] == code)
        for column, figure in figures.items():
            i = next(i for i, c in enumerate(panel["columns"]) if c["path"][-1] == column)
            assert cells[i]["text"] != figure
            cells[i] = cell(figure)
    for heading, printed_right, printed_wrong in PLANTED_IN_TEXT:
        section = next(s for s in document["prose"] if heading in s["heading"])
        assert section["text"].count(printed_right) == 1, printed_right
        section["text"] = section["text"].replace(printed_right, printed_wrong)


def layout(value, depth=0):
    """The layout of the native format: a line for each row of a table, compact within it."""
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    if depth >= 6 or not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, **compact)
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, list):
        return "[" + ",".join(inner + layout(v, depth + 1) for v in value) + outer + "]"
    parts = (f"{inner}{json.dumps(k, **compact)}:{layout(v, depth + 1)}" for k, v in value.items())
    return "{" + ",".join(parts) + outer + "}"


last = None
for year in YEARS:
    document, last = disclosure(year, last)
    if year == max(YEARS):
        plant(document)
    (HERE / f"{year}.json").write_text(layout(document) + "\n", encoding="utf-8")
