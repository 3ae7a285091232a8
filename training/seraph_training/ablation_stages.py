"""Runs one stage of an ablation row. All rows see the same examples in the same form but for what the row changes."""

from __future__ import annotations

import itertools
import pickle
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from .ablation_rows import KB_OWN, POSITIVES, RANDOM, Row
from .batches import make_batches
from .corpora import read_pubtator, without_held_out
from .extra_names import read_extra_names
from .layout import Layout
from .material import NCBI_TRAIN
from .negative_pairs import Task
from .negative_training import NegativeSettings, NegativeTraining
from .optimization import Schedule, train
from .pairs import MAX_NAME_PIECES, Example, ExampleMaker
from .queries import NamesOfBase, Query, queries_of
from .run_log import read_log
from .stages import mention_examples

SEED = 11
BATCH = 10
"""Smaller than a full run's: so few examples must still be some hundreds of steps."""
T = TypeVar("T")


@dataclass(frozen=True)
class Scale:
    """How much each stage sees: the same for every row, and what a finished row is bound to."""

    examples: int
    """Of the mentions stage."""
    rate: float
    negative_mentions: int
    negative_chunks: int
    negative_rate: float


@dataclass(frozen=True)
class Material:
    """What rows are made from. `layout` is that of the starting checkpoint."""

    packages: Path
    corpora: Path
    tokenizer: Tokenizer
    layout: Layout
    medic: NamesOfBase
    """Negatives are made for mentions of NCBI train, against MEDIC."""
    store: Path
    """Keeps made examples between runs."""

    def kept(self, name: str, make: Callable[[ExampleMaker], T]) -> T:
        """What `make` gives, made once and then read from the store."""
        file = self.store / f"{name}.pickle"
        if not file.exists():
            self.store.mkdir(parents=True, exist_ok=True)
            made = make(ExampleMaker(self.tokenizer, self.layout, random.Random(SEED)))
            file.write_bytes(pickle.dumps(made))
        return pickle.loads(file.read_bytes())


def changed(row: Row, layout: Layout) -> Layout:
    """The row's layout: without context pieces, or with a decoder that starts with the name."""
    layout = layout if row.context else replace(layout, context_pieces=0)
    return layout if row.prefix else replace(layout, prefix_template="")


def run_stage(
    stage: str, row: Row, model: BartForConditionalGeneration, material: Material, scale: Scale, out: Path
) -> dict[str, float]:
    """Trains `model` in place; what it saw and took. Goes on when interrupted."""
    out.mkdir(parents=True, exist_ok=True)
    begun = time.process_time()
    if stage == POSITIVES:
        seen = _positives(row, model, material, scale, out)
    else:
        seen = _negatives(stage, model, material, scale, out)
    return {**seen, "cpu_seconds": round(time.process_time() - begun)}


def _positives(
    row: Row, model: BartForConditionalGeneration, material: Material, scale: Scale, out: Path
) -> dict[str, float]:
    count = scale.examples
    examples = material.kept(
        f"mentions-{count}", lambda maker: mention_examples(maker, material.packages, material.corpora, count)
    )
    if not row.foreign:
        examples = examples[count // 10 :]
    examples = [reformed(example, row, material.layout) for example in examples]
    batches = make_batches(examples, BATCH, random.Random(SEED))
    schedule = Schedule(scale.rate, 5, averaged=False)
    train(model, batches, out, {"row": row.key, "examples": count, "rate": scale.rate}, schedule)
    return {"examples": len(examples)}


def reformed(example: Example, row: Row, layout: Layout) -> Example:
    """The example as the row's layout has it."""
    source, prefix = example.source, example.prefix
    if not row.context:
        mention = source[source.index(layout.start) : source.index(layout.end) + 1]
        source = [layout.bos, *mention, layout.eos]
    if not row.prefix:
        prefix = [layout.decoder_start]
    return Example(source, prefix, example.target)


def _negatives(
    stage: str, model: BartForConditionalGeneration, material: Material, scale: Scale, out: Path
) -> dict[str, float]:
    kind = "synonyms" if stage == KB_OWN else "mentions"
    queries = material.kept(f"queries-{kind}", lambda maker: _QUERIES[kind](maker, material))
    tasks = [Task(query, material.medic) for query in queries[: scale.negative_mentions]]
    settings = NegativeSettings(
        rate=scale.negative_rate,
        beta=0.1,
        batch=16,
        chunks=scale.negative_chunks,
        nll_weight=0.0,
        negatives="random" if stage == RANDOM else "own",
        freeze_encoder=False,
        patience=scale.negative_chunks + 1,
        seed=SEED,
    )
    # No early stop: the last weights are kept, so that rows differ by their negatives only.
    rising = itertools.count()
    arguments = {**vars(settings), "mentions": scale.negative_mentions, "stage": stage}
    NegativeTraining(model, tasks, material.layout.eos, settings, out, arguments, lambda: next(rising)).run(5, 0)
    pairs = sum(line.get("pairs", 0) for line in read_log(out / "log.jsonl"))
    return {"negative_mentions": len(tasks), "pairs": pairs}


def _mention_queries(maker: ExampleMaker, material: Material) -> list[Query]:
    documents = without_held_out(read_pubtator(material.corpora / NCBI_TRAIN))
    queries = [query for query in queries_of(maker, documents, material.medic) if query.gold]
    maker.rng.shuffle(queries)
    return queries


def _synonym_queries(maker: ExampleMaker, material: Material) -> list[Query]:
    """Names that other vocabularies give to a concept of MEDIC, and that MEDIC does not have."""
    base, layout = material.medic, material.layout
    queries = []
    for identifier, names in read_extra_names(material.packages).items():
        if identifier not in base.index_of:
            continue
        for name in names:
            pieces = maker.pieces(name)
            if pieces and len(pieces) <= MAX_NAME_PIECES and base.trie.find(pieces) is None:
                source, prefix = layout.source([], pieces, []), layout.prefix(pieces, maker.pieces)
                queries.append(Query(source, prefix, frozenset([base.index_of[identifier]])))
    maker.rng.shuffle(queries)
    return queries


_QUERIES = {"mentions": _mention_queries, "synonyms": _synonym_queries}
