"""Trains the head on the states of a frozen encoder and judges it on documents that it did not see."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from ..corpora import Document, read_pubtator
from ..layout import load_layout
from .crf import TYPES
from .data import Sample, batch_of, batches_of, sample_of
from .export import encoder_fingerprint, load_head
from .model import MentionHead, Shape
from .scores import Span, f1, tag
from .states import word_states
from .words import Words, words_of

CORPORA = {"bc5cdr": set(TYPES), "ncbi-disease": {"Disease"}}
"""Folders of corpora, and the types of mention that each annotates."""

WARMUP = 0.15
CLIP = 1.0
TELLING = ("first KB", "second KB", "nothing")
TOLD = (0.4, 0.4, 0.2)
"""How often the head is told what the finder found in the first knowledge base, in the second, and nothing."""


def train(args: argparse.Namespace) -> None:
    """Writes `head.pt` and `log.jsonl` into `args.out`; the same arguments give the same head. Judges what it kept out."""
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    encoder = BartForConditionalGeneration.from_pretrained(args.encoder)
    shape = Shape(tuple(args.layers), encoder.config.d_model)
    started = time.monotonic()
    known = [json.loads(file.read_text()) for file in args.known]

    everything = {name: read_samples(encoder, args, shape, known, name, "train") for name in CORPORA}
    held_out = {name: [s for i, s in enumerate(own) if is_held_out(i)] for name, own in everything.items()}
    learned = [
        sample for own in everything.values() for i, sample in enumerate(own) if args.all_train or not is_held_out(i)
    ]
    with (args.out / "log.jsonl").open("w") as log:

        def write(entry: dict[str, object]) -> None:
            line = json.dumps({"seconds": round(time.monotonic() - started), **entry})
            print(line, flush=True)
            log.write(f"{line}\n")
            log.flush()

        write({"documents": len(learned)})
        head = MentionHead(shape, args.dropout)
        if args.base:
            head.load_state_dict(torch.load(args.base, weights_only=True)["head"])
        fit(head, learned, args, rng, write)
    torch.save({"shape": vars(shape), "head": head.state_dict()}, args.out / "head.pt")
    judge_on(head, {} if args.all_train else held_out, args.out)


def judge(args: argparse.Namespace) -> None:
    """Judges a head on the dev parts: `judged.jsonl` and `tagged.json` into `args.out`."""
    encoder = BartForConditionalGeneration.from_pretrained(args.encoder)
    head = load_head(args.head)
    args.layers = list(head.shape.layers)
    known = [json.loads(file.read_text()) for file in args.known]
    args.out.mkdir(parents=True, exist_ok=True)
    judge_on(
        head, {name: read_samples(encoder, args, head.shape, known, name, "dev") for name in CORPORA}, args.out
    )


def judge_on(head: MentionHead, judged: dict[str, list[Sample]], out: Path) -> None:
    tagged = {name: [tag(head, own, which) for which in range(len(TELLING))] for name, own in judged.items()}
    with (out / "judged.jsonl").open("w") as log:
        for name, own in judged.items():
            line = json.dumps({"corpus": name, **figures_of(tagged[name], own, CORPORA[name])})
            print(line, flush=True)
            log.write(f"{line}\n")
    (out / "tagged.json").write_text(json.dumps(listed(judged, tagged)) + "\n")


def is_held_out(index: int) -> bool:
    """Every tenth document of a train part, as in the linker's own training."""
    return index % 10 == 9


def read_words(args: argparse.Namespace, corpus: str, part: str) -> tuple[list[Document], list[Words]]:
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    documents = read_pubtator(args.corpora / corpus / f"{part}.pubtator")
    return documents, [words_of(document.text, tokenizer) for document in documents]


def kept_states(encoder: BartForConditionalGeneration, args: argparse.Namespace, corpus: str, part: str) -> list[Tensor]:
    """States of a part, from `args.states` when they are of this encoder and these layers, else made and kept there."""
    file = args.states / f"{corpus}-{part}.pt"
    made_of = {"encoder": encoder_fingerprint(encoder), "layers": list(args.layers)}
    if file.exists():
        kept = torch.load(file, weights_only=True)
        if kept["made_of"] == made_of:
            return kept["states"]
    _, words = read_words(args, corpus, part)
    states = word_states(encoder, load_layout(args.encoder), words, args.layers)
    args.states.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".unfinished")
    torch.save({"made_of": made_of, "states": states}, unfinished)
    unfinished.replace(file)
    return states


def keep_states(args: argparse.Namespace) -> None:
    """Only makes and keeps the states of one part: several parts can be made side by side."""
    kept_states(BartForConditionalGeneration.from_pretrained(args.encoder), args, args.corpus, args.part)


def read_samples(
    encoder: BartForConditionalGeneration,
    args: argparse.Namespace,
    shape: Shape,
    known: list[dict[str, list]],
    corpus: str,
    part: str,
) -> list[Sample]:
    states = kept_states(encoder, args, corpus, part)
    documents, words = read_words(args, corpus, part)
    return [
        sample_of(
            document,
            own,
            rows,
            [[tuple(span) for span in told[document.id]] for told in known],
            CORPORA[corpus],
            shape,
        )
        for document, own, rows in zip(documents, words, states, strict=True)
    ]


def fit(head: MentionHead, samples: list[Sample], args: argparse.Namespace, rng: random.Random, write) -> None:
    """AdamW with a one-cycle rate; what the finder found is chosen anew for each document and pass."""
    optimizer = torch.optim.AdamW(head.parameters(), lr=args.rate, weight_decay=0.01)
    steps = len(batches_of(samples, args.batch, random.Random(0))) * args.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, args.rate, total_steps=steps, pct_start=WARMUP)
    for epoch in range(args.epochs):
        head.train()
        losses = []
        for batch in batches_of(samples, args.batch, rng):
            tensors = batch_of(batch, rng.choices(range(len(TOLD)), TOLD, k=len(batch)))
            loss = head.crf.loss(head(*tensors.inputs), tensors.allowed, tensors.mask)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        write({"epoch": epoch + 1, "loss": round(sum(losses) / len(losses), 5)})


def figures_of(tagged: list[list[dict[Span, float]]], samples: list[Sample], types: set[str]) -> dict[str, dict]:
    """Precision, recall and F1 of exact spans by type and together, by what the head is told of the finder's answers."""
    figures = {}
    for told, found in zip(TELLING, tagged, strict=True):
        pairs = list(zip(found, (sample.gold for sample in samples), strict=True))
        kinds = [{kind} for kind in TYPES if kind in types] + ([types] if len(types) > 1 else [])
        figures[told] = {"+".join(sorted(kind)): [round(value, 2) for value in f1(pairs, kind)] for kind in kinds}
    return figures


def listed(judged: dict[str, list[Sample]], tagged: dict[str, list[list[dict[Span, float]]]]) -> dict[str, dict]:
    """Corpus, what was told, document: spans as [start, end, type, probability], for `scripts/judge-mentions.ts`."""
    return {
        name: {
            told: {
                sample.document.id: [[*span, probability] for span, probability in spans.items()]
                for sample, spans in zip(own, found, strict=True)
            }
            for told, found in zip(TELLING, tagged[name], strict=True)
        }
        for name, own in judged.items()
    }
