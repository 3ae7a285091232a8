"""Writes `src/core/tokenizer/unicode-ranges.ts`: the character classes of the reference tokenizer, probed one by one.

The reference (Rust `tokenizers`) carries tables of an old Unicode version, and each browser its own newer one. Taking
the classes from the reference makes ids equal everywhere.

    python make_unicode_ranges.py --out ../../src/core/tokenizer/unicode-ranges.ts
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tokenizers import __version__, normalizers, pre_tokenizers

_OFF = {"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False}
_CLEAN = normalizers.BertNormalizer(**{**_OFF, "clean_text": True})
_STRIP = normalizers.BertNormalizer(**{**_OFF, "strip_accents": True})
_SPLIT = pre_tokenizers.BertPreTokenizer()


def removed(character: str) -> bool:
    return _CLEAN.normalize_str(character) == ""


def nonspacing_mark(character: str) -> bool:
    return _STRIP.normalize_str(character) == ""


def punctuation(character: str) -> bool:
    return len(_SPLIT.pre_tokenize_str(f"a{character}b")) == 3


def ranges(test: Callable[[str], bool]) -> str:
    """Code point ranges where `test` holds, in hexadecimal: `first-last`, or `only`."""
    found: list[list[int]] = []
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000 or not test(chr(code)):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found)


_HEAD = """/**
 * Character classes of the reference tokenizer (Rust `tokenizers` {version}), written by
 * `training/golden/make_unicode_ranges.py`; do not edit. Hexadecimal code points, `first-last` or single. Fixed here
 * because the reference's Unicode tables are older than a browser's, and browsers differ among themselves.
 */
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    lines = [
        "/** Dropped by BERT's text cleaning: NUL, U+FFFD, control, format and private-use characters. */",
        f"export const REMOVED_RANGES =\n  '{ranges(removed)}';",
        "/** Dropped with accents, after canonical decomposition. */",
        f"export const NONSPACING_MARK_RANGES =\n  '{ranges(nonspacing_mark)}';",
        "/** Always a word of its own: all ASCII punctuation and symbols, and Unicode punctuation. */",
        f"export const PUNCTUATION_RANGES =\n  '{ranges(punctuation)}';",
    ]
    out.write_text(_HEAD.format(version=__version__) + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
