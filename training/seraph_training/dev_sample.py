"""A cheap figure while a stage runs: name accuracy on a fixed sample of mentions. For logs and early stops only."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from .beam import constrained_beams
from .corpora import read_pubtator
from .layout import Layout
from .material import NCBI_DEV
from .pairs import ExampleMaker
from .queries import NamesOfBase, Query, all_mentions, medic_names, queries_of

SIZE = 150
BEAMS = 3


@dataclass(frozen=True)
class DevSample:
    """Mentions of one corpus against one knowledge base."""

    queries: list[Query]
    base: NamesOfBase
    eos: int

    @staticmethod
    def ncbi(corpora: Path, tokenizer: Tokenizer, layout: Layout, size: int = SIZE) -> DevSample:
        """Mentions of NCBI dev, drawn with a fixed seed."""
        maker = ExampleMaker(tokenizer, layout, random.Random(0))
        base = medic_names(maker, corpora)
        documents = read_pubtator(corpora / NCBI_DEV)
        return DevSample(drawn(queries_of(maker, documents, base, all_mentions), size), base, layout.eos)

    def accuracy(self, model: BartForConditionalGeneration) -> float:
        """Share, in per cent, of mentions whose first name is right."""
        found = constrained_beams(
            model,
            self.base.trie,
            [query.source for query in self.queries],
            [query.prefix for query in self.queries],
            BEAMS,
            self.eos,
            model.config.pad_token_id,
        )
        right = sum(
            bool(names) and self.base.right(names[0].name, query.gold)
            for names, query in zip(found, self.queries, strict=True)
        )
        return round(100 * right / len(self.queries), 2)


def drawn(queries: list[Query], size: int) -> list[Query]:
    """At most `size` of them, the same whenever it is asked."""
    shuffled = list(queries)
    random.Random(0).shuffle(shuffled)
    return shuffled[:size]
