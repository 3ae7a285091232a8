"""The loop: steps of AdamW on weighed pairs, looks at the held-out ones, an early stop, checkpoints.

Every process reads the same examples and takes its share of each batch, so that any number of processes makes the same
steps, but for the rounding of sums.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from peft import PeftModel

from ..checkpoint import Arguments, load_checkpoint, save_checkpoint
from ..run_log import RunLog
from .adapter import set_weights, trained_parameters, weights_of
from .examples import Example, batch_at, steps_per_epoch
from .losses import PairScores, pair_losses, supervised_losses
from .name_scores import Name, NameScorer
from .processes import Processes
from .settings import Settings, rate_at

LOOKS_PER_EPOCH = 2
LOG_ROWS = 100
"""Rows of a run's log, looks aside."""

Weights = dict[str, torch.Tensor]


class NotANumber(ArithmeticError):
    """The loss of the very first step is no number: there is nothing to keep."""


@dataclass(frozen=True)
class TrainingData:
    training: list[Example]
    held_out: list[Example]
    replay: list[Example]


@dataclass
class _State:
    step: int = 0
    """Steps done."""
    before: dict[str, float] | None = None
    """Of the held-out pairs before the first step; None where there are none."""
    after: dict[str, float] | None = None
    """The same at the best look."""
    best: Weights | None = None
    best_step: int = 0
    looks_without_gain: int = 0
    first_loss: float = math.nan
    last_loss: float = math.nan


@dataclass(frozen=True)
class Outcome:
    """What happened. The model holds the weights of `best_step`."""

    steps: int
    best_step: int
    ending: str
    """`finished`, `early-stop` or `not-a-number`, as in the app."""
    first_loss: float
    last_loss: float
    held_out: dict[str, dict[str, float]] | None
    """Means `before` and `after`."""


@dataclass(frozen=True)
class _Item:
    """One example of a step: its reference log-probabilities, and what its losses are multiplied with."""

    example: Example
    reference: torch.Tensor | None
    """[chosen, rejected]; None for a replayed name and for supervised training."""
    preference: float
    supervised: float
    """Share of its supervised loss in the total."""


class PreferenceTraining:
    """One run. `model` is frozen but for its adapter."""

    def __init__(
        self,
        model: PeftModel,
        data: TrainingData,
        settings: Settings,
        accelerator: Accelerator,
        out: Path,
        arguments: Arguments,
    ) -> None:
        self.model, self.data, self.settings = model, data, settings
        self.accelerator, self.processes = accelerator, Processes(accelerator)
        self.out, self.checkpoint, self.arguments = out, out / "checkpoint.pt", arguments
        self.plain = NameScorer(model)
        optimizer = torch.optim.AdamW(
            list(trained_parameters(model).values()),
            lr=settings.rate,
            betas=(0.9, 0.999),
            eps=1e-8,
            weight_decay=settings.weight_decay,
        )
        self.scorer, self.optimizer = accelerator.prepare(self.plain, optimizer)
        self.parameters = list(trained_parameters(model).values())
        per_epoch = steps_per_epoch(len(data.training), settings.batch)
        self.steps = settings.epochs * per_epoch
        self.look_every = max(1, round(per_epoch / LOOKS_PER_EPOCH))
        self.state = _State()
        with self._adapter_off():
            # The positive loss has no reference; its held-out pairs have, for their margins.
            self.reference = None if settings.loss == "positive" else self.scores(data.training)
            self.held_out_reference = self.scores(data.held_out)

    def run(self, checkpoint_minutes: float, stop_at: int | None = None) -> Outcome | None:
        """Trains; afterwards the model holds the best weights on held-out pairs, or the last where there are none.

        Goes on from the checkpoint; raises `OtherArguments` when that is of another run, and `NotANumber`. None when it
        ended before step `stop_at`, saved, as if interrupted.
        """
        self._go_on()
        with self._log() as log:
            if self.state.step == 0:
                self._look(log)
            ending = self._train(log, checkpoint_minutes * 60, stop_at)
        if ending is None:
            return None
        state = self.state
        if state.best is not None:
            set_weights(self.model, state.best)
        held_out = None if state.before is None else {"before": state.before, "after": state.after}
        best = state.best_step if held_out else state.step
        return Outcome(state.step, best, ending, state.first_loss, state.last_loss, held_out)

    def _train(self, log: RunLog | None, save_every: float, stop_at: int | None) -> str | None:
        state, settings = self.state, self.settings
        saved_at = time.time()
        good: Weights | None = None
        while state.step < self.steps and not self._enough():
            if state.step == stop_at:
                self._save()
                return None
            figures = self.gradients(state.step)
            if math.isfinite(figures["loss"]):
                # Their loss is a number: what is gone back to if the weights after this step have none.
                good = weights_of(self.model)
            norm = float(self.accelerator.clip_grad_norm_(self.parameters, settings.clip))
            if not (math.isfinite(figures["loss"]) and math.isfinite(norm)):
                if good is None and state.step == 0:
                    raise NotANumber(
                        f"The loss of the first step is {figures['loss']}, with gradients of norm {norm}. No step was "
                        "taken, and no adapter was written. Look at the weights of the base model."
                    )
                if good is not None:
                    set_weights(self.model, good)
                if log:
                    log.write(step=state.step, ending="not-a-number", **figures, norm=norm)
                return "not-a-number"
            rate = rate_at(settings, state.step, self.steps)
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            self.optimizer.step()
            state.first_loss = figures["loss"] if state.step == 0 else state.first_loss
            state.step, state.last_loss = state.step + 1, figures["loss"]
            is_look = state.step % self.look_every == 0 or state.step == self.steps
            if log and (is_look or state.step % math.ceil(self.steps / LOG_ROWS) == 0 or state.step == 1):
                log.write(step=state.step, of=self.steps, **figures, norm=norm, rate=rate)
            if is_look:
                self._look(log)
            if time.time() - saved_at > save_every:
                self._save()
                saved_at = time.time()
        self._save()
        return "finished" if state.step == self.steps else "early-stop"

    def _enough(self) -> bool:
        return 0 < self.settings.patience <= self.state.looks_without_gain

    def gradients(self, step: int) -> dict[str, float]:
        """Leaves the gradients of a step's whole loss in the adapter, in every process; the figures of all of them."""
        world = self.processes.count
        self.optimizer.zero_grad(set_to_none=True)
        loss, preference, margins = 0.0, 0.0, []
        passes = list(self._passes(step))
        for place, items in enumerate(passes):
            # Processes are averaged at the last pass of each, so every one counts what it has `world` times.
            is_last = place == len(passes) - 1
            with contextlib.nullcontext() if is_last else self.accelerator.no_sync(self.scorer):
                beside, of_pairs, of_items = self._loss_of(items)
                self.accelerator.backward((beside + of_pairs) * world)
            loss += (beside + of_pairs).item()
            preference += of_pairs.item()
            margins += of_items
        preferred = sum(margin > 0 for margin in margins)
        sums = self.processes.sums([loss, preference, sum(margins), preferred, len(margins)])
        loss, preference, margin, preferred, pairs = sums
        if not pairs:
            return {"loss": loss}
        return {"loss": loss, "preference": preference, "accuracy": preferred / pairs, "margin": margin / pairs}

    def _passes(self, step: int) -> Iterator[list[_Item]]:
        """This process's share of a step, so many at once as fit. At least one pass: the others wait for it."""
        settings, data = self.settings, self.data
        replay_size = len(data.replay) if settings.replay else 0
        batch = batch_at(step, len(data.training), replay_size, settings.batch, settings.seed)
        total = sum(data.training[place].weight for place in batch.examples)
        items = [self._item(place, total) for place in batch.examples]
        items += [_Item(data.replay[place], None, 0.0, settings.replay / len(batch.replay)) for place in batch.replay]
        share = self.processes.share(items) or [_Item(items[0].example, items[0].reference, 0.0, 0.0)]
        for first in range(0, len(share), settings.micro_batch):
            yield share[first : first + settings.micro_batch]

    def _item(self, place: int, total_weight: float) -> _Item:
        example = self.data.training[place]
        share = example.weight / total_weight
        if self.reference is None:
            return _Item(example, None, 0.0, share)
        return _Item(example, self.reference[place], share, self.settings.supervised * share)

    def _loss_of(self, items: list[_Item]) -> tuple[torch.Tensor, torch.Tensor, list[float]]:
        """What the items add to the loss of their step, supervised and by preference, and the margins of its pairs."""
        pairs = [item for item in items if item.reference is not None]
        chosen = [Name(item.example.source, item.example.prefix, item.example.chosen) for item in items]
        sums = self.scorer([*chosen, *(item.example.names[1] for item in pairs)])
        factors = torch.tensor([item.supervised for item in items]).to(sums)
        supervised = (factors * supervised_losses(sums[: len(items)], _pieces(chosen).to(sums))).sum()
        if not pairs:
            return supervised, torch.zeros_like(supervised), []
        of_pairs = torch.tensor([place for place, item in enumerate(items) if item.reference is not None])
        scores = _pair_scores(
            [item.example for item in pairs],
            sums[of_pairs.to(sums.device)],
            sums[len(items) :],
            torch.stack([item.reference for item in pairs]),
        )
        shares = torch.tensor([item.preference for item in pairs]).to(sums)
        preference = (shares * pair_losses(self.settings.loss, self.settings.beta, scores)).sum()
        margins = scores.margins(self.settings.beta).tolist()
        # An item that only keeps this process in step is no pair of the batch.
        counted = [margin for margin, item in zip(margins, pairs, strict=True) if item.preference > 0]
        return supervised, preference, counted

    @torch.no_grad()
    def scores(self, examples: list[Example]) -> torch.Tensor:
        """Summed log-probabilities of the chosen and the rejected names, [examples, 2], on the CPU of every process."""
        share, size = self.processes.share(examples), self.settings.micro_batch
        rows = [torch.zeros(0, 2)]
        for first in range(0, len(share), size):
            names = [name for example in share[first : first + size] for name in example.names]
            with self.accelerator.autocast():
                rows.append(self.plain(names).float().cpu().reshape(-1, 2))
        return self.processes.gathered(torch.cat(rows), len(examples))

    @contextlib.contextmanager
    def _adapter_off(self) -> Iterator[None]:
        with self.model.disable_adapter():
            yield

    def _look(self, log: RunLog | None) -> None:
        """Measures on the held-out pairs, and keeps the weights when they are the best so far."""
        state, settings, examples = self.state, self.settings, self.data.held_out
        if not examples:
            return
        chosen, rejected = self.scores(examples).T
        scores = _pair_scores(examples, chosen, rejected, self.held_out_reference)
        margins = scores.margins(settings.beta)
        means = {
            "loss": pair_losses(settings.loss, settings.beta, scores).mean().item(),
            "accuracy": (margins > 0).float().mean().item(),
            "margin": margins.mean().item(),
            "chosen_first": (chosen > rejected).float().mean().item(),
        }
        state.before = state.before or means
        if state.after is None or means["loss"] < state.after["loss"]:
            state.after, state.best, state.best_step = means, weights_of(self.model), state.step
            state.looks_without_gain = 0
        else:
            state.looks_without_gain += 1
        if log:
            log.write(step=state.step, of=self.steps, held_out=means)

    def _log(self) -> contextlib.AbstractContextManager[RunLog | None]:
        return RunLog(self.out / "log.jsonl") if self.processes.is_first else contextlib.nullcontext()

    def _save(self) -> None:
        """The adapter is the same in every process: the first writes it down."""
        if self.processes.is_first:
            values: dict[str, Any] = {field.name: getattr(self.state, field.name) for field in fields(_State)}
            parts = {"adapter": weights_of(self.model), "optimizer": self.optimizer.state_dict()}
            save_checkpoint(self.checkpoint, self.arguments, {**values, **parts})

    def _go_on(self) -> None:
        saved = self.processes.from_first(lambda: load_checkpoint(self.checkpoint, self.arguments))
        if saved is None:
            return
        set_weights(self.model, saved["adapter"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.state = _State(**{field.name: saved[field.name] for field in fields(_State)})
        if self.processes.is_first:
            print(f"goes on at step {self.state.step}", flush=True)


def _pieces(names: list[Name]) -> torch.Tensor:
    return torch.tensor([len(name.name) for name in names])


def _pair_scores(
    examples: list[Example], chosen: torch.Tensor, rejected: torch.Tensor, reference: torch.Tensor
) -> PairScores:
    """`reference` is [examples, 2]."""
    reference_chosen, reference_rejected = reference.to(chosen).T
    sides = [example.names for example in examples]
    return PairScores(
        chosen,
        rejected,
        reference_chosen,
        reference_rejected,
        *(_pieces([names[side] for names in sides]).to(chosen) for side in (0, 1)),
    )
