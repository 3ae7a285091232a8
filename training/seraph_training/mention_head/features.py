"""What the letters of a word tell that an uncased encoder does not see, and what the dictionary finder found."""

from __future__ import annotations

from .crf import TAGS, TYPES
from .words import Words

FLAGS = 10
AFFIXES = 3


def flags_of(text: str, words: Words) -> list[list[float]]:
    """[words, FLAGS] of 0 and 1."""
    rows = []
    for start, end in zip(words.starts, words.ends, strict=True):
        word = text[start:end]
        capitals = sum(c.isupper() for c in word)
        digits = sum(c.isnumeric() for c in word)
        rows.append(
            [
                float(flag)
                for flag in (
                    word[0].isupper(),
                    capitals == len(word) and len(word) > 1,
                    capitals > 1 and capitals < len(word),
                    any(c.isupper() for c in word[1:]) and not word[0].isupper(),
                    digits > 0,
                    digits == len(word),
                    not word[0].isalnum(),
                    len(word) == 1,
                    start > 0 and not text[start - 1].isspace(),
                    end < len(text) and not text[end].isspace(),
                )
            ]
        )
    return rows


def affixes_of(text: str, words: Words, table: int) -> list[list[int]]:
    """[words, AFFIXES]: rows in tables of `table` rows for the last three letters, the last four and the first three."""
    rows = []
    for start, end in zip(words.starts, words.ends, strict=True):
        word = text[start:end].lower()
        rows.append([hashed(affix, table) for affix in (word[-3:], word[-4:], word[:3])])
    return rows


def grams_of(text: str, words: Words, table: int) -> list[list[int]]:
    """Per word the rows of its distinct runs of three letters, lower-cased, `<` before and `>` after the word."""
    rows = []
    for start, end in zip(words.starts, words.ends, strict=True):
        word = f"<{text[start:end].lower()}>"
        rows.append([hashed(gram, table) for gram in dict.fromkeys(word[at : at + 3] for at in range(len(word) - 2))])
    return rows


def hashed(affix: str, table: int) -> int:
    """FNV-1a over the UTF-16 code units, 32 bits, modulo the rows of the table."""
    value = 0x811C9DC5
    units = affix.encode("utf-16-le", "surrogatepass")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return value % table


def tags_of(spans: list[tuple[int, int, str]], words: Words) -> list[int]:
    """BIO tags of character spans; a word belongs to a span that it overlaps, and to the earliest where several do."""
    tags = [0] * len(words.starts)
    for start, end, kind in sorted(spans, key=lambda span: span[0]):
        if kind not in TYPES:
            continue
        mark = "B"
        for word, (word_start, word_end) in enumerate(zip(words.starts, words.ends, strict=True)):
            if word_start < end and word_end > start and tags[word] == 0:
                tags[word] = TAGS.index(f"{mark}-{kind}")
                mark = "I"
    return tags
