"""Writes sounds.txt and shapes.txt: which characters sound alike and which look alike.

    pip install pypinyin==0.55.0 && pip download --no-deps pycorrector==1.1.4
    unzip pycorrector-1.1.4-*.whl && python3 generate.py pycorrector/data/same_stroke.txt

sounds.txt (from pypinyin, MIT): a line per toneless syllable, the syllable and its characters; a
character of several readings stands on several lines. shapes.txt (from pycorrector, Apache-2.0): a
line per group of characters that look alike. Both hold the characters of GB 2312 only.
"""

import collections
import pathlib
import sys

import pypinyin

HERE = pathlib.Path(__file__).parent


def is_common(character):
    try:
        return len(character) == 1 and len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def main():
    common = [chr(code) for code in range(0x4E00, 0xA000) if is_common(chr(code))]
    syllables = collections.defaultdict(list)
    for character in common:
        for syllable in pypinyin.pinyin(character, style=pypinyin.NORMAL, heteronym=True)[0][:3]:
            syllables[syllable.replace("ü", "v")].append(character)
    lines = (f"{syllable} {''.join(characters)}\n" for syllable, characters in sorted(syllables.items()))
    (HERE / "sounds.txt").write_text("".join(lines), encoding="utf-8")
    groups = []
    for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        group = "".join(dict.fromkeys(ch for ch in line.split() if is_common(ch)))
        if not line.startswith("#") and len(group) > 1:
            groups.append(group)
    (HERE / "shapes.txt").write_text("\n".join(sorted(groups)) + "\n", encoding="utf-8")


main()
