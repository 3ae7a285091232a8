"""What is trained on, and what is held out, by the rules of the tab (`src/core/preference`). Nothing but Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from .pairs_file import EXCLUDED, PairRow

T = TypeVar("T")


@dataclass(frozen=True)
class WeighedPair:
    row: PairRow
    weight: float
    """How much it counts beside the others of its part: 1 on average."""


@dataclass(frozen=True)
class TrainingSet:
    training: list[WeighedPair]
    held_out: list[WeighedPair]
    repeated: int
    """Pairs of the files that say again what another says."""
    contradicted: int
    """Distinct pairs left out because a newer one says the opposite."""
    excluded: int
    """Pairs left out because the app that exported them does."""


def training_set(rows: list[PairRow], held_out: float, seed: int, loss: str) -> TrainingSet:
    """Each example once, without what is excluded or what a newer one contradicts, split by document.

    For the `positive` loss each chosen name of a mention counts once, whatever it was preferred to.
    """
    everything, rows = rows, [row for row in rows if row.part != EXCLUDED]
    contradicted = contradicted_keys(rows)
    distinct = {key_of(row): row for row in reversed(rows)}
    used = [row for key, row in reversed(distinct.items()) if key not in contradicted]
    out = held_out_places(rows, held_out, seed)
    training = [row for row in used if _place_of(row) not in out]
    if loss == "positive":
        training = list({(row.words, row.chosen): row for row in reversed(training)}.values())[::-1]
    weights = weights_of([row.chosen_id for row in training])
    return TrainingSet(
        [WeighedPair(row, weight) for row, weight in zip(training, weights, strict=True)],
        [WeighedPair(row, 1.0) for row in used if _place_of(row) in out],
        repeated=len(rows) - len(distinct),
        contradicted=len(contradicted),
        excluded=len(everything) - len(rows),
    )


def key_of(row: PairRow) -> tuple[str | None, ...]:
    """What makes two pairs one example: the same names for the same words in the same surroundings."""
    return row.chosen, row.rejected, *row.words


def weights_of(kinds: list[str]) -> list[float]:
    """One over the root of how many there are of a kind, 1 on average: no concept drowns the others."""
    counts = Counter(kinds)
    plain = [counts[kind] ** -0.5 for kind in kinds]
    return [weight * len(plain) / sum(plain) for weight in plain]


def contradicted_keys(rows: list[PairRow]) -> set[tuple[str | None, ...]]:
    """Keys of the pairs that are left out: what was said last stands.

    Superseded: another source, a curator's file, decided this very mention of this document for another concept later.
    Within one source nothing is superseded. Reversed: in the same words the two names were put the other way later.
    """
    superseded: set[tuple[str | None, ...]] = set()
    known = [row for row in rows if row.document_id is not None]
    for group in _grouped(known, lambda row: (row.document_id, *row.words)):
        newest = _newest(group).source
        stand = [row for row in group if row.source == newest]
        superseded |= {key_of(row) for row in group if not any(_agree(row, other) for other in stand)}
    left = [row for row in rows if key_of(row) not in superseded]
    reversed_keys: set[tuple[str | None, ...]] = set()
    for group in _grouped(left, lambda row: (*sorted((row.chosen, row.rejected)), *row.words)):
        standing = key_of(_newest(group))
        reversed_keys |= {key_of(row) for row in group if key_of(row) != standing}
    return superseded | reversed_keys


def _agree(row: PairRow, other: PairRow) -> bool:
    """One concept under two names, or one name under two ids, is the same said twice."""
    return row.chosen_id == other.chosen_id or row.chosen == other.chosen


def _newest(rows: list[PairRow]) -> PairRow:
    """The first of the newest."""
    return max(rows, key=lambda row: row.time)


def _grouped(rows: Iterable[T], key: Callable[[T], tuple[str | None, ...]]) -> list[list[T]]:
    groups: dict[tuple[str | None, ...], list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.values())


LEAST_TO_HOLD_OUT = 5
"""Of so many places at least one is held out. With fewer, a figure for one would say next to nothing."""


def held_out_places(rows: list[PairRow], share: float, seed: int) -> set[str]:
    """The documents that are held out; pairs of no known document go by their mention.

    What a tab holds out is held out here too, for there the adapter is judged by it; what all tabs train on is trained
    on. Others go by a hash of the seed and their id, as the app's do. Of five or more at least one, and never all.
    """
    if share == 0:
        return set()
    parts: dict[str, set[str | None]] = defaultdict(set)
    for row in rows:
        parts[_place_of(row)].add(row.part)

    def rank(place: str) -> float:
        """Below the share for what is held out."""
        if HELD_OUT in parts[place]:
            return 0.0
        return 1.0 if parts[place] == {TRAINING} else text_hash(f"{seed} {place}") / 2**32

    places = sorted(parts, key=lambda place: (rank(place), text_hash(f"{seed} {place}")))
    drawn = [place for place in places if rank(place) < share]
    if not drawn and len(places) >= LEAST_TO_HOLD_OUT:
        drawn = places[:1]
    return set(drawn[: len(places) - 1])


TRAINING, HELD_OUT = "training", "held-out"
"""Parts of a pair in the tab that exported it."""


def _place_of(row: PairRow) -> str:
    return row.document_id if row.document_id is not None else f"mention {row.mention.lower()}"


def text_hash(text: str) -> int:
    """The app's `textHash`: FNV-1a over UTF-16 units, mixed by the finaliser of MurmurHash3; 32 bits."""
    hash = 0x811C9DC5
    units = text.encode("utf-16-le", "surrogatepass")
    for place in range(0, len(units), 2):
        hash = (hash ^ (units[place] | units[place + 1] << 8)) * 0x01000193 & 0xFFFFFFFF
    hash = (hash ^ hash >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    hash = (hash ^ hash >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return hash ^ hash >> 16
