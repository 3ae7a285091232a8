"""How a mention becomes encoder and decoder input. Shipped beside the model as `seraph.json`, read by the app."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """Encoder: bos, left context, start, mention, end, right context, eos. Decoder: `decoder_start`, prefix, name."""

    bos: int
    eos: int
    start: int
    end: int
    decoder_start: int
    context_pieces: int
    prefix_template: str
    lower_case: bool

    def source(self, left: list[int], mention: list[int], right: list[int]) -> list[int]:
        return [self.bos, *left, self.start, *mention, self.end, *right, self.eos]

    def prefix(self, mention: list[int], pieces: Callable[[str], list[int]]) -> list[int]:
        """Decoder input before the name: `decoder_start` and the template with the mention's pieces, where it has any."""
        before, marked, after = self.prefix_template.partition("{mention}")
        return [self.decoder_start, *pieces(before), *(mention if marked else []), *pieces(after)]

    def save(self, folder: Path) -> None:
        (folder / "seraph.json").write_text(json.dumps(asdict(self), indent=2) + "\n")


def load_layout(folder: Path) -> Layout:
    return Layout(**json.loads((folder / "seraph.json").read_text()))


BERT_LAYOUT = Layout(
    bos=101,
    eos=102,
    start=1,
    end=2,
    decoder_start=101,
    context_pieces=24,
    prefix_template="{mention} is",
    lower_case=True,
)
"""For the uncased BERT word pieces: [CLS], [SEP], and [unused0], [unused1] as mention marks."""
