"""The loop of the positive stages: AdamW over fixed batches, with checkpoints, averaged weights and a log."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import BartForConditionalGeneration

from .averaging import EVERY, WeightAverage
from .batches import IGNORED, collate
from .checkpoint import Arguments, load_checkpoint, save_checkpoint
from .pairs import Example
from .run_log import RunLog

LABEL_SMOOTHING = 0.05
WARMUP_STEPS = 100
FINAL_RATE = 0.02
CLIP = 1.0
ENCODER_RATE = 0.4
"""Share of the decoder's learning rate that the pretrained encoder and the embeddings get."""
LOG_EVERY = 50


@dataclass(frozen=True)
class Schedule:
    """How one stage runs: its peak rate, when it saves, and when it looks at the dev sample (0: never)."""

    rate: float
    checkpoint_minutes: float
    dev_minutes: float = 0.0
    stop_at: int | None = None
    """Ends before this step, as if it were interrupted just after saving: the checkpoint stays, nothing is averaged."""
    averaged: bool = True
    """False leaves the last weights: the average of a run of a few hundred steps reaches back to its start."""
    sampled_pieces: int = 0
    """Pieces of the vocabulary drawn each step to stand for all of it in the softmax; 0: the full softmax."""
    full_softmax_share: float = 0.25
    """The last part of the steps takes the full softmax again: the app reads probabilities over the vocabulary."""


def optimizer_of(model: torch.nn.Module, rate: float, encoder_scale: float) -> torch.optim.AdamW:
    """AdamW in two groups: encoder and embeddings at `encoder_scale` of the rate, the rest at the rate.

    Each group has its `scale`; parameters that take no gradient are left out.
    """
    slow, fast = [], []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            (slow if name.startswith(ENCODER_PARTS) else fast).append(parameter)
    groups = [{"params": slow, "scale": encoder_scale}, {"params": fast, "scale": 1.0}]
    return torch.optim.AdamW(
        [group for group in groups if group["params"]], lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )


ENCODER_PARTS = ("model.encoder.", "model.shared.")
"""Beginnings of the names of the parameters that come from the pretrained encoder."""


def take_step(model: torch.nn.Module, optimizer: torch.optim.Optimizer, loss: torch.Tensor, rate: float) -> None:
    """One clipped step at `rate`, times each group's scale."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group["scale"]
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimizer.step()


def loss_of(
    model: BartForConditionalGeneration, batch: dict[str, torch.Tensor], sampled_pieces: int = 0
) -> torch.Tensor:
    """Label-smoothed cross-entropy over the vocabulary, computed at the name's positions only.

    With `sampled_pieces` the sum over the vocabulary is estimated (`sampled_logits`).
    """
    hidden = model.model(
        input_ids=batch["input_ids"],
        attention_mask=batch["attention_mask"],
        decoder_input_ids=batch["decoder_input_ids"],
        use_cache=False,
    ).last_hidden_state
    wanted = batch["labels"] != IGNORED
    labels = batch["labels"][wanted]
    if sampled_pieces:
        logits, labels = sampled_logits(model.lm_head.weight, hidden[wanted], labels, sampled_pieces)
    else:
        logits = model.lm_head(hidden[wanted]) + model.final_logits_bias
    return torch.nn.functional.cross_entropy(logits, labels, label_smoothing=LABEL_SMOOTHING)


def sampled_logits(
    weight: torch.Tensor, hidden: torch.Tensor, labels: torch.Tensor, count: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits [rows, pieces] of the batch's own target pieces and of `count` others, and the labels among them.

    `weight` is [vocabulary, width], `hidden` [rows, width]. The others are drawn evenly, without replacement, from
    torch's random stream, and raised by log(how many pieces each stands for): the sum of exponentials is an unbiased
    estimate of the full softmax's (importance sampling: Bengio and Senecal, AISTATS 2003), exact when all are drawn.
    Label smoothing spreads over these pieces only. BART's bias of the logits is left out: here it stays zero.
    """
    own, places = labels.unique(return_inverse=True)
    taken = torch.zeros(weight.shape[0], dtype=torch.bool)
    taken[own] = True
    others = torch.nonzero(~taken).squeeze(1)
    drawn = others[torch.randperm(len(others))[:count]]
    logits = hidden @ weight[torch.cat([own, drawn])].T
    raised = torch.zeros(logits.shape[1])
    raised[len(own) :] = math.log(len(others) / len(drawn))
    return logits + raised, places


def train(
    model: BartForConditionalGeneration,
    batches: list[list[Example]],
    out: Path,
    arguments: Arguments,
    schedule: Schedule,
    dev_figure: Callable[[], float] | None = None,
) -> bool:
    """Warm-up, linear decay, one pass over the batches; afterwards the model holds its averaged weights.

    Goes on from `out/checkpoint.pt`; raises `OtherArguments` when that is of a run with other `arguments`. `dev_figure`
    may switch the model to evaluation. False when it ended at `schedule.stop_at`.
    """
    optimizer = optimizer_of(model, schedule.rate, ENCODER_RATE)
    average = WeightAverage(model)
    checkpoint, first = out / "checkpoint.pt", 0
    saved = load_checkpoint(checkpoint, arguments)
    if saved is not None:
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.restore(saved["average"])
        torch.set_rng_state(saved["rng"])
        first = saved["step"]
        print(f"goes on at step {first}", flush=True)

    def save(step: int) -> None:
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average.state()}
        save_checkpoint(checkpoint, arguments, {**state, "rng": torch.get_rng_state(), "step": step})

    model.train()
    saved_at = looked_at = time.time()
    mean = 0.0
    last = len(batches) if schedule.stop_at is None else min(schedule.stop_at, len(batches))
    with RunLog(out / "log.jsonl") as log:
        for step in range(first, last):
            full = step >= (1 - schedule.full_softmax_share) * len(batches)
            loss = loss_of(model, collate(batches[step]), 0 if full else schedule.sampled_pieces)
            take_step(model, optimizer, loss, rate_at(schedule.rate, step, len(batches)))
            if step % EVERY == 0:
                average.add(model)
            mean = loss.item() if step == first else 0.98 * mean + 0.02 * loss.item()
            if step % LOG_EVERY == 0:
                log.write(step=step, of=len(batches), loss=round(mean, 4))
            if dev_figure and schedule.dev_minutes and time.time() - looked_at > schedule.dev_minutes * 60:
                log.write(step=step, of=len(batches), dev=dev_figure())
                model.train()
                looked_at = time.time()
            if time.time() - saved_at > schedule.checkpoint_minutes * 60:
                saved_at = time.time()
                save(step + 1)
        if last < len(batches):
            save(last)
            return False
        if schedule.averaged:
            average.into(model)
        model.eval()
        if dev_figure:
            log.write(step=last, of=len(batches), dev=dev_figure())
    return True


def rate_at(peak: float, step: int, steps: int) -> float:
    """Warm-up over `WARMUP_STEPS`, and a linear fall to `FINAL_RATE` of the peak."""
    return peak * min(1.0, (step + 1) / WARMUP_STEPS) * (1 - step / steps * (1 - FINAL_RATE))
