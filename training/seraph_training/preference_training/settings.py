"""What decides the training of an adapter, under the names and with the bounds that the tab has. Nothing but Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LOSSES = ("dpo", "ipo", "positive")
TARGETS = ("self-attention", "cross-attention", "first-feed-forward", "second-feed-forward")


class BadSettings(ValueError):
    """A setting that nothing can be trained with."""


@dataclass(frozen=True)
class Settings:
    """`src/core/training/settings.ts` says what each is; the defaults are the tab's."""

    loss: str = "dpo"
    rank: int = 8
    alpha: float = 16
    targets: tuple[str, ...] = TARGETS[:3]
    beta: float = 0.1
    supervised: float = 0.5
    replay: float = 0.5
    rate: float = 2e-4
    warm_up: float = 0.1
    decay_power: float = 1
    weight_decay: float = 0.01
    clip: float = 1
    batch: int = 8
    """Pairs a step, over all processes together."""
    micro_batch: int = 4
    """Examples that one process puts through the model at once."""
    epochs: int = 1
    patience: int = 3
    held_out: float = 0.2
    seed: int = 1

    def __post_init__(self) -> None:
        """Raises `BadSettings`, which names all that is wrong."""
        problems = [
            f"{name.replace('_', '-')} must be {expected}, and is {getattr(self, name)}"
            for name, is_fine, expected in BOUNDS
            if not is_fine(getattr(self, name))
        ]
        if problems:
            raise BadSettings(f"{'; '.join(problems)}. Nothing was trained or changed.")


def _within(low: float, high: float) -> Callable[[float], bool]:
    return lambda value: low <= value <= high


BOUNDS: tuple[tuple[str, Callable[..., bool], str], ...] = (
    ("loss", LOSSES.__contains__, f"one of {', '.join(LOSSES)}"),
    ("rank", _within(1, 64), "a whole number from 1 to 64"),
    ("batch", _within(1, 100_000), "a whole number from 1"),
    ("micro_batch", _within(1, 100_000), "a whole number from 1"),
    ("epochs", _within(1, 50), "a whole number from 1 to 50"),
    ("patience", _within(0, 50), "a whole number from 0 to 50"),
    ("alpha", _within(1e-3, 1024), "a number above 0, up to 1024"),
    ("beta", _within(1e-4, 10), "a number above 0, up to 10"),
    ("supervised", _within(0, 10), "a number from 0 to 10"),
    ("replay", _within(0, 10), "a number from 0 to 10"),
    ("rate", _within(1e-8, 0.1), "a number above 0, up to 0.1"),
    ("warm_up", _within(0, 1), "a number from 0 to 1"),
    ("decay_power", _within(0, 4), "a number from 0 to 4"),
    ("weight_decay", _within(0, 1), "a number from 0 to 1"),
    ("clip", _within(1e-3, 1000), "a number above 0, up to 1000"),
    ("held_out", _within(0, 0.9), "a number from 0 to 0.9"),
    ("seed", _within(0, 2**53 - 1), "a whole number from 0"),
    ("targets", lambda value: bool(value) and set(value) <= set(TARGETS), f"some of {', '.join(TARGETS)}"),
)
"""The tab's bounds, but for the two sizes of a batch, which a cluster may raise."""


def rate_at(settings: Settings, step: int, steps: int) -> float:
    """Learning rate of a step from 0: it rises evenly to the peak, then falls with a power of the steps left."""
    warm = -int(-settings.warm_up * steps // 1)
    if step < warm:
        return settings.rate * (step + 1) / warm
    return settings.rate * ((steps - step) / (steps - warm)) ** settings.decay_power
