"""The loop of negative training: chunk by chunk, pairs made anew by the current model, DPO against the starting one."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from transformers import BartForConditionalGeneration

from .checkpoint import Arguments, load_checkpoint, save_checkpoint
from .dpo import FrozenEncoder, Pair, dpo_loss, pair_log_probs, trained_encoder
from .negative_pairs import Task, own_pairs, with_random_negatives
from .optimization import ENCODER_PARTS, ENCODER_RATE, optimizer_of, take_step
from .run_log import RunLog

LOG_EVERY = 10


@dataclass(frozen=True)
class NegativeSettings:
    """What decides the steps; a checkpoint is bound to all of it."""

    rate: float
    beta: float
    batch: int
    chunks: int
    nll_weight: float
    negatives: str
    """`own`: the model's own wrong names; `random`: wrong names drawn from the knowledge base."""
    freeze_encoder: bool
    patience: int
    """Chunks without a new best figure after which it stops."""
    seed: int


@dataclass
class _State:
    """Where the run stands: inside a chunk when there are `pairs`."""

    chunk: int = 0
    step: int = 0
    pairs: list[Pair] | None = None
    reference: tuple[torch.Tensor, torch.Tensor] | None = None
    best: float = float("-inf")
    best_chunk: int = 0
    best_weights: dict[str, torch.Tensor] | None = None


class NegativeTraining:
    """One run. `figure` measures the model (higher is better) before the first chunk and after each."""

    def __init__(
        self,
        model: BartForConditionalGeneration,
        tasks: list[Task],
        eos: int,
        settings: NegativeSettings,
        out: Path,
        arguments: Arguments,
        figure: Callable[[], float],
    ) -> None:
        self.model, self.eos, self.settings, self.figure = model.eval(), eos, settings, figure
        self.checkpoint, self.arguments, self.out = out / "checkpoint.pt", arguments, out
        self.chunks = [tasks[place :: settings.chunks] for place in range(settings.chunks)]
        self.reference = copy.deepcopy(model).requires_grad_(False)
        self.reference_encoder = FrozenEncoder(self.reference)
        self.encoder = self.reference_encoder if settings.freeze_encoder else trained_encoder(model)
        if settings.freeze_encoder:
            for name, parameter in model.named_parameters():
                parameter.requires_grad_(not name.startswith((*ENCODER_PARTS, "model.decoder.embed_")))
        self.optimizer = optimizer_of(model, settings.rate, ENCODER_RATE)
        self.state = _State()

    def run(self, checkpoint_minutes: float, max_minutes: float, stop_at: tuple[int, int] | None = None) -> bool:
        """Trains; afterwards the model holds the weights of its best figure. Raises `OtherArguments`.

        After `max_minutes` (0: no limit) it ends where it is; the rate then falls with the time, if that runs out
        sooner than the chunks. False when it ended at (chunk, step) `stop_at`, saved, as if interrupted.
        """
        self._go_on()
        self.started = self.saved_at = time.time()
        self.max_seconds = max_minutes * 60
        with RunLog(self.out / "log.jsonl") as self.log:
            if self.state.best_weights is None:
                self._look()
            while self.state.chunk < len(self.chunks) and not self._over():
                if self.state.pairs is None:
                    self._begin_chunk()
                for step in self._steps():
                    if (self.state.chunk, step) == stop_at:
                        self._save()
                        return False
                    if time.time() - self.saved_at > checkpoint_minutes * 60:
                        self._save()
                self.state.chunk, self.state.step, self.state.pairs = self.state.chunk + 1, 0, None
                self._look()
                self._save()
        self.model.load_state_dict(self.state.best_weights)
        return True

    def _over(self) -> bool:
        late = bool(self.max_seconds) and time.time() - self.started > self.max_seconds
        return late or self.state.chunk - self.state.best_chunk >= self.settings.patience

    def _begin_chunk(self) -> None:
        """Generates, makes the pairs, and asks the starting model for its log-probabilities of them."""
        state, settings, begun = self.state, self.settings, time.process_time()
        rng = random.Random(f"{settings.seed} {state.chunk}")
        tasks = self.chunks[state.chunk]
        self.reference_encoder.forget()
        made = own_pairs(self.model, tasks, self.eos)
        generated = time.process_time()
        rng.shuffle(made)
        if settings.negatives == "random":
            state.pairs = with_random_negatives(made, rng, self.eos)
        else:
            state.pairs = [pair for _, of_task in made for pair in of_task]
        with torch.no_grad():
            batches = self._batches(state.pairs)
            parts = [pair_log_probs(self.reference, batch, self.reference_encoder) for batch in batches]
        state.reference = tuple(torch.cat(side) for side in zip(*parts, strict=True)) if parts else None
        state.step = 0
        self.log.write(
            chunk=state.chunk,
            mentions=len(tasks),
            pairs=len(state.pairs),
            generation_cpu_seconds=round(generated - begun, 1),
            reference_cpu_seconds=round(time.process_time() - generated, 1),
        )
        self._save()

    def _batches(self, pairs: list[Pair]) -> list[list[Pair]]:
        """Neighbouring pairs, so that those of one mention mostly share a batch and its encoder pass."""
        size = self.settings.batch
        return [pairs[first : first + size] for first in range(0, len(pairs), size)]

    def _steps(self) -> Iterator[int]:
        """Takes the steps that are left of the chunk; yields the number of the next one after each."""
        state, settings = self.state, self.settings
        batches = self._batches(state.pairs)
        recent: list[dict[str, float]] = []
        for step in range(state.step, len(batches)):
            if self.max_seconds and time.time() - self.started > self.max_seconds:
                return
            begun = time.process_time()
            batch, where = batches[step], slice(step * settings.batch, (step + 1) * settings.batch)
            chosen, rejected = pair_log_probs(self.model, batch, self.encoder)
            loss, margins = dpo_loss(
                chosen, rejected, state.reference[0][where], state.reference[1][where], settings.beta
            )
            pieces = torch.tensor([len(pair.chosen) for pair in batch])
            total = loss - settings.nll_weight * (chosen / pieces).mean()
            take_step(self.model, self.optimizer, total, settings.rate * (1 - self._progress(step / len(batches))))
            if state.chunk == step == 0:
                self.log.write(first_loss=round(loss.item(), 6))
            state.step = step + 1
            recent.append(
                {
                    "loss": loss.item(),
                    "pair_accuracy": (margins > 0).float().mean().item(),
                    "chosen_first": (chosen > rejected).float().mean().item(),
                    "margin": margins.mean().item(),
                    "chosen_log_prob": chosen.mean().item(),
                    "step_cpu_seconds": time.process_time() - begun,
                }
            )
            if len(recent) == LOG_EVERY or step + 1 == len(batches):
                means = {name: round(sum(row[name] for row in recent) / len(recent), 4) for name in recent[0]}
                self.log.write(chunk=state.chunk, step=step, of=len(batches), **means)
                recent = []
            yield step + 1

    def _progress(self, within_chunk: float) -> float:
        """Share of the run that is over, by chunks or by time, whichever is further."""
        by_chunks = (self.state.chunk + within_chunk) / len(self.chunks)
        by_time = (time.time() - self.started) / self.max_seconds if self.max_seconds else 0.0
        return min(1.0, max(by_chunks, by_time))

    def _look(self) -> None:
        """Measures, and keeps the weights when they are the best so far."""
        figure, state = self.figure(), self.state
        self.log.write(chunk=state.chunk, held_out=figure)
        if figure > state.best:
            state.best, state.best_chunk = figure, state.chunk
            state.best_weights = {name: value.clone() for name, value in self.model.state_dict().items()}

    def _save(self) -> None:
        self.saved_at = time.time()
        state = self.state
        values = {name: getattr(state, name) for name in state.__dataclass_fields__}
        values["pairs"] = None if state.pairs is None else [asdict(pair) for pair in state.pairs]
        parts = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        save_checkpoint(self.checkpoint, self.arguments, {**values, **parts})

    def _go_on(self) -> None:
        saved = load_checkpoint(self.checkpoint, self.arguments)
        if saved is None:
            return
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        values = {name: saved[name] for name in _State.__dataclass_fields__}
        if values["pairs"] is not None:
            values["pairs"] = [Pair(**pair) for pair in values["pairs"]]
        self.state = _State(**values)
        print(f"goes on at chunk {self.state.chunk}, step {self.state.step}", flush=True)
