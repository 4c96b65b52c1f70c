#!/usr/bin/env python3
"""Makes the bundled fonts from Noto Sans CJK and Noto Emoji (both SIL Open Font License 1.1, see OFL.txt and OFL-emoji.txt).

    pip install fonttools brotli
    python3 subset.py NotoSansCJK-Bold.ttc notosans-sc-bold.otf
    npm pack @fontsource/noto-emoji && tar xzf fontsource-noto-emoji-*.tgz
    python3 subset.py package/files/noto-emoji-emoji-700-normal.woff2 noto-emoji-bold.ttf

Kept: GB 2312, the general standard characters of 2013 (characters.txt has those beyond GB 2312), Big5 level 1 for
Traditional texts, kana, KS X 1001 hangul, Latin, Greek, Cyrillic and punctuation. Dropped: everything a word cloud does not use, that is all layout
tables and hinting. The names and the licence stay in the font. Of the emoji, those that tweets are full of (EMOJI).
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

EMOJI = [
    (0x1F600, 0x1F64F), (0x1F910, 0x1F92F), (0x1F970, 0x1F97A), (0x1F9E0, 0x1F9E1), (0x1F440, 0x1F450), (0x1F493, 0x1F4A5),
    (0x1F4B0, 0x1F4B0), (0x1F4BB, 0x1F4BC), (0x1F4C8, 0x1F4CC), (0x1F389, 0x1F38A), (0x1F3AF, 0x1F3AF), (0x1F3C6, 0x1F3C6),
    (0x1F525, 0x1F525), (0x1F680, 0x1F680), (0x1F30D, 0x1F31F), (0x1F4A1, 0x1F4AF), (0x1F4E2, 0x1F4E3), (0x1F50D, 0x1F517),
    (0x1F534, 0x1F535), (0x1F6A8, 0x1F6A8), (0x1F6E0, 0x1F6E1), (0x1F9EA, 0x1F9EA), (0x1F40B, 0x1F40D), (0x1F980, 0x1F999),
    (0x2600, 0x2604), (0x2614, 0x2615), (0x26A0, 0x26A1), (0x2705, 0x2705), (0x2728, 0x2728), (0x274C, 0x274C), (0x2753, 0x2757),
    (0x2764, 0x2764), (0x2B50, 0x2B50), (0x26BD, 0x26BD),
]

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
    if source.endswith(".ttc"):
        font = next(font for font in TTCollection(source).fonts if font["name"].getDebugName(4) == FAMILY)
        kept = wanted()
    else:
        font = TTFont(source)
        kept = {code for first, last in EMOJI for code in range(first, last + 1)}
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=[0x409], recalc_timestamp=False,
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "STAT", "gasp"],
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=kept)
    worker.subset(font)
    font.flavor = None
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
