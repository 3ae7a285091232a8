"""How good a checkpoint is on the dev parts, by constrained generation alone, with an outcome for each mention.

    python -m seraph_training.dev_check runs/mentions/model --corpus ncbi --limit 200 --beams 5
    python -m seraph_training.dev_check runs/mentions/model --corpus bc5cdr --packages packages --limit 500

Names are judged as papers do (right if any concept of the name is gold), and concepts by one rule for all models: a
name stands for its concepts in the knowledge base's order. For choosing between recipes: figures that are reported as
the app's come from `npm run evaluate`.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from .beam import Hypothesis, constrained_beams
from .bootstrap import accuracy
from .corpora import Document, Mention, read_pubtator
from .layout import Layout
from .material import require_model
from .outcomes import METRICS, Outcome, write_outcomes
from .pairs import ExampleMaker
from .queries import NamesOfBase, Query, all_mentions, medic_names, mesh_names, queries_of

CORPORA = {"ncbi": "ncbi-disease", "bc5cdr": "bc5cdr"}
SAMPLE_SEED = 0


@dataclass(frozen=True)
class DevPart:
    """Mentions of a dev part, the same ones for every model, and what they are judged by."""

    mentions: list[tuple[Document, Mention, bool]]
    """With whether the text is a mention of the train part."""
    base: NamesOfBase


def read_dev_part(
    corpus: str, corpora: Path, packages: Path | None, maker: ExampleMaker, limit: int | None, cache: Path | None
) -> DevPart:
    """Mentions with an id; `limit` of them, drawn with a fixed seed. `cache` keeps the names' pieces between runs."""
    folder = corpora / CORPORA[corpus]
    seen = {m.text.lower() for document in read_pubtator(folder / "train.pubtator") for m in document.mentions}
    mentions = [
        (document, mention, mention.text.lower() in seen)
        for document in read_pubtator(folder / "dev.pubtator")
        for mention in all_mentions(document)
    ]
    if limit is not None:
        mentions = random.Random(SAMPLE_SEED).sample(mentions, min(limit, len(mentions)))
    if corpus == "ncbi":
        return DevPart(mentions, _kept(cache, corpus, maker.tokenizer, lambda: medic_names(maker, corpora)))
    if packages is None:
        raise SystemExit("bc5cdr is judged against all of MeSH. Give the folder of unpacked packages as --packages.")
    return DevPart(mentions, _kept(cache, corpus, maker.tokenizer, lambda: mesh_names(maker, packages)))


def _kept(
    cache: Path | None, name: str, tokenizer: Tokenizer, make: Callable[[], NamesOfBase]
) -> NamesOfBase:
    """From the file of this name and tokenizer, made where it is not there."""
    if cache is None:
        return make()
    file = cache / f"{name}-{hashlib.sha256(tokenizer.to_str().encode()).hexdigest()[:12]}.pickle"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(make()))
    return pickle.loads(file.read_bytes())


def answers(
    model: BartForConditionalGeneration, part: DevPart, maker: ExampleMaker, beams: int
) -> list[list[Hypothesis]]:
    """Generated names of each mention of the part, best first."""
    asked: list[Query] = [
        query
        for document, mention, _ in part.mentions
        for query in queries_of(maker, [document], part.base, lambda _, only=mention: [only])
    ]
    return constrained_beams(
        model,
        part.base.trie,
        [query.source for query in asked],
        [query.prefix for query in asked],
        beams,
        maker.layout.eos,
        model.config.pad_token_id,
    )


def judged(part: DevPart, found: list[list[Hypothesis]]) -> list[Outcome]:
    """Parallel to the mentions of the part."""
    base = part.base
    ids: dict[int, str] = {}
    for identifier, index in base.index_of.items():
        ids.setdefault(index, identifier)
    outcomes = []
    for (document, mention, seen), names in zip(part.mentions, found, strict=True):
        gold = frozenset(base.index_of[identifier] for identifier in mention.ids if identifier in base.index_of)
        concepts = list(dict.fromkeys(c for name in names for c in base.trie.concepts_of(name.name)))
        outcomes.append(
            Outcome(
                document=document.id,
                start=mention.start,
                end=mention.end,
                type=mention.type,
                seen=seen,
                name_rank=next((i for i, name in enumerate(names, 1) if base.right(name.name, gold)), None),
                concept_rank=next((i for i, concept in enumerate(concepts, 1) if concept in gold), None),
                concept=ids[concepts[0]] if concepts else None,
            )
        )
    return outcomes


def changed_layout(layout: Layout, context: int | None, prefix: bool) -> Layout:
    """With `context` pieces each side where it is given, and without the mention before the name when not `prefix`."""
    if context is not None:
        layout = replace(layout, context_pieces=context)
    return layout if prefix else replace(layout, prefix_template="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpus", choices=[*CORPORA], default="ncbi")
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--packages", type=Path, help="unpacked packages, for MeSH")
    parser.add_argument("--limit", type=int, help="so many mentions, drawn with a fixed seed; all when absent")
    parser.add_argument("--beams", type=int, default=5)
    parser.add_argument("--context", type=int, help="pieces each side, other than the model was trained with")
    parser.add_argument("--no-prefix", action="store_true", help="the decoder starts with the name at once")
    parser.add_argument("--out", type=Path, help="writes an outcome a mention, for seraph_training.bootstrap")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the pieces of the names")
    parser.add_argument("--errors", action="store_true", help="print each wrong answer")
    args = parser.parse_args()
    layout, tokenizer = require_model(args.model)
    maker = ExampleMaker(tokenizer, changed_layout(layout, args.context, not args.no_prefix), random.Random(0))
    part = read_dev_part(args.corpus, args.corpora, args.packages, maker, args.limit, args.cache)
    model = BartForConditionalGeneration.from_pretrained(args.model)
    started = time.time()
    found = answers(model, part, maker, args.beams)
    seconds = time.time() - started
    outcomes = judged(part, found)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        write_outcomes(args.out, outcomes)
    if args.errors:
        for (_, mention, _), names, outcome in zip(part.mentions, found, outcomes, strict=True):
            if outcome.name_rank != 1:
                told = tokenizer.decode(names[0].tokens) if names else None
                print(f"{mention.text!r} {mention.type}: {told!r}, gold {mention.ids}, rank {outcome.name_rank}")
    told = ", ".join(f"{name} {accuracy(outcomes, metric)}" for name, metric in METRICS.items())
    print(f"{args.corpus}, {len(outcomes)} mentions, {args.beams} beams, {seconds:.0f} s: {told}")


if __name__ == "__main__":
    main()
