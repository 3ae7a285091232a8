"""The model's input for a pair, built as the app builds it while linking (`src/core/link/source.ts`)."""

from __future__ import annotations

from tokenizers import Tokenizer

from ..layout import Layout
from .pairs_file import PairRow

CHARACTERS_PER_PIECE = 12
"""Characters, UTF-16 units, read per piece of context."""
MAX_MENTION_PIECES = 64

_BLANKS = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
BLANKS = f"{_BLANKS}\u205f\u3000\ufeff"
"""What JavaScript trims, which differs a little from Python's own idea."""


class InputMaker:
    """Turns words and names into pieces, with one tokenizer and layout."""

    def __init__(self, tokenizer: Tokenizer, layout: Layout) -> None:
        self.tokenizer, self.layout = tokenizer, layout

    def pieces(self, text: str) -> list[int]:
        # Half of a pair of UTF-16 units, which a cut leaves, is no character: the app's word pieces drop it too.
        whole = text.encode("utf-8", "ignore").decode("utf-8")
        text = whole.lower() if self.layout.lower_case else whole
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def source_and_prefix(self, row: PairRow) -> tuple[list[int], list[int]]:
        """Encoder input, and decoder input before the name."""
        return self.of_words(
            row.mention if row.long_form is None else row.long_form, row.context_before, row.context_after
        )

    def of_words(self, mention: str, before: str = "", after: str = "") -> tuple[list[int], list[int]]:
        count = self.layout.context_pieces
        reach = CHARACTERS_PER_PIECE * count
        left = self.pieces(_units(before, -reach, None)) if count else []
        right = self.pieces(_units(after, 0, reach)) if count else []
        middle = self.pieces(mention.strip(BLANKS))[:MAX_MENTION_PIECES]
        source = self.layout.source(left[-count:], middle, right[:count])
        return source, self.layout.prefix(middle, self.pieces)

    def name(self, name: str) -> list[int]:
        """Pieces of a name of the knowledge base, closed by end-of-sequence."""
        return [*self.pieces(name), self.layout.eos]


def _units(text: str, start: int, end: int | None) -> str:
    """A slice counted in UTF-16 units; may begin or end with half a character."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "surrogatepass")
