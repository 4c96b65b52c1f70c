#!/usr/bin/env python3
"""Makes the bundled font from Noto Sans CJK (SIL Open Font License 1.1, see OFL.txt).

    pip install fonttools
    python3 subset.py NotoSansCJK-Bold.ttc notosans-sc-bold.otf

Kept: GB 2312, the general standard characters of 2013 (characters.txt has those beyond GB 2312), Big5 level 1 for
Traditional texts, kana, KS X 1001 hangul, Latin, Greek, Cyrillic and punctuation. Dropped: everything a word cloud does not use, that is all layout
tables and hinting. The names and the licence stay in the font.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "Noto Sans CJK SC Bold"

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x01CD, 0x01DC), (0x0218, 0x021B), (0x0370, 0x03FF), (0x0400, 0x045F),
    (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2160, 0x217F),
    (0x2190, 0x2199), (0x2200, 0x22FF), (0x2460, 0x2473), (0x3000, 0x3017), (0x3041, 0x30FF), (0xFF01, 0xFF5E),
]


def code_page(codec, leads, trails):
    """All characters of a double-byte code page."""
    for lead in leads:
        for trail in trails:
            try:
                yield from bytes([lead, trail]).decode(codec)
            except UnicodeDecodeError:
                pass


def wanted():
    chars = {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    chars.update(code_page("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
    chars.update(code_page("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)]))
    chars.update(code_page("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF)))
    chars.update((Path(__file__).parent / "characters.txt").read_text("utf-8").split("\n", 2)[2])
    return {ord(char) for char in chars if not char.isspace() or char == " "}


def main(source, target):
    font = next(font for font in TTCollection(source).fonts if font["name"].getDebugName(4) == FAMILY)
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=[0x409], recalc_timestamp=False,
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted())
    worker.subset(font)
    font.flavor = None
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
