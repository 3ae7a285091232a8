"""Pairs and replayed names as the trainer reads them, in the model's pieces."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .model_input import InputMaker
from .name_scores import Name
from .pairs_file import BadPairs
from .training_set import WeighedPair


@dataclass(frozen=True)
class Example:
    source: list[int]
    prefix: list[int]
    chosen: list[int]
    rejected: list[int] | None
    """None where only the chosen name is looked at."""
    weight: float = 1.0

    @property
    def names(self) -> list[Name]:
        """The chosen name, and the rejected one if there is one."""
        sides = [self.chosen] if self.rejected is None else [self.chosen, self.rejected]
        return [Name(self.source, self.prefix, side) for side in sides]


def examples_of(maker: InputMaker, pairs: list[WeighedPair], positions: int, with_rejected: bool) -> list[Example]:
    """Leaves out those that the model has too few positions for."""
    made = []
    for pair in pairs:
        source, prefix = maker.source_and_prefix(pair.row)
        rejected = maker.name(pair.row.rejected) if with_rejected else None
        example = Example(source, prefix, maker.name(pair.row.chosen), rejected, pair.weight)
        if fits(example, positions):
            made.append(example)
    return made


def fits(example: Example, positions: int) -> bool:
    longest = max(len(name.name) for name in example.names)
    return len(example.source) <= positions and len(example.prefix) + longest - 1 <= positions


def replayed(maker: InputMaker, file: Path, positions: int) -> list[Example]:
    """Names to be replayed: a tab-separated file, on each line a synonym and another name of its concept."""
    examples = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != 2 or not all(cell.strip() for cell in cells):
            raise BadPairs(
                f"{file}:{number} is no synonym and name: expected two texts with a tab between them, got "
                f"{len(cells)}. Nothing was trained or changed."
            )
        example = Example(*maker.of_words(cells[0]), maker.name(cells[1]), None)
        if fits(example, positions):
            examples.append(example)
    return examples


@dataclass(frozen=True)
class Batch:
    """Places of the examples of a step, and of the replayed ones."""

    examples: list[int]
    replay: list[int]


def steps_per_epoch(examples: int, size: int) -> int:
    """Batches as even as they can be, none above `size`."""
    return -(-examples // size)


def batch_at(step: int, examples: int, replay: int, size: int, seed: int) -> Batch:
    """The examples of a step from 0: a function of the seed and the step, so that a run can go on anywhere.

    In each epoch every example comes once. Half a batch of replay goes round and round beside them.
    """
    steps = steps_per_epoch(examples, size)
    epoch, place = divmod(step, steps)
    order = _shuffled(examples, f"{seed} examples {epoch}")
    beside = -(-size // 2) if replay else 0
    rounds = range(step * beside, (step + 1) * beside)
    return Batch(
        order[place * examples // steps : (place + 1) * examples // steps],
        [_shuffled(replay, f"{seed} replay {number // replay}")[number % replay] for number in rounds],
    )


@lru_cache(maxsize=4)
def _shuffled(size: int, seed: str) -> list[int]:
    order = list(range(size))
    random.Random(seed).shuffle(order)
    return order
