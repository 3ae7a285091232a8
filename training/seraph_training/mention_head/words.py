"""A document as the head reads it: words, the encoder's pieces of each, and what the letters tell.

The same as `src/model/mention-head/words.ts`, which the golden file holds to this one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tokenizers import Tokenizer

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+|\S")
"""Letters and digits with their marks, or one other visible character: the pieces' own rules cut there, too."""


@dataclass(frozen=True)
class Words:
    """Words of a text, in order; half-open character offsets and the encoder's pieces of each, at least one."""

    starts: list[int]
    ends: list[int]
    pieces: list[list[int]]


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """Cuts a text into words and each word into pieces; one that the tokenizer drops as a whole is left out."""
    starts, ends, pieces = [], [], []
    for match in WORD.finditer(text):
        ids = tokenizer.encode(match.group(), add_special_tokens=False).ids
        if ids:
            starts.append(match.start())
            ends.append(match.end())
            pieces.append(ids)
    return Words(starts, ends, pieces)
