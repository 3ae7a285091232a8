"""Preference pairs as the app exports them, JSON Lines (`src/formats/pairs-jsonl.ts`). Needs nothing but Python."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


class BadPairs(ValueError):
    """A file that is no export of pairs, or has none."""


@dataclass(frozen=True)
class PairRow:
    """One pair: in these words `chosen` is a better name than `rejected`. Names are as the knowledge base has them."""

    mention: str
    long_form: str | None
    """What the document says the mention is short for."""
    context_before: str
    context_after: str
    chosen: str
    rejected: str
    chosen_id: str
    """The concept's id; its name where the file does not say."""
    document_id: str | None
    time: float
    """Seconds since 1970; minus infinity where the file does not say."""
    model_hash: str | None
    part: str | None
    """What the app would do with it: `training`, `held-out` or `excluded`."""
    source: tuple[str, str | None]
    """The file and the curator."""

    @property
    def words(self) -> tuple[str | None, ...]:
        """What the model is shown of the place."""
        return self.mention, self.long_form, self.context_before, self.context_after


def read_pairs(files: list[Path]) -> list[PairRow]:
    """All pairs of the files, repeats and excluded ones included, in their order. Raises `BadPairs`."""
    rows = [row for file in files for row in _rows_of(file)]
    if all(row.part == EXCLUDED for row in rows):
        names = ", ".join(map(str, files))
        what = "All pairs are excluded" if rows else "There are no pairs"
        raise BadPairs(f"{what} in {names}. Nothing was trained or changed. Export pairs from the app first.")
    return rows


EXCLUDED = "excluded"
"""The part of a pair that is not used, by the curator's wish or for a newer one that contradicts it."""


def _rows_of(file: Path) -> list[PairRow]:
    rows = []
    try:
        # By "\n" alone: JSON may hold the other ends of lines that Python knows.
        for number, line in enumerate(file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            if line.strip():
                rows.append(_row_of(line, f"{file}:{number}", str(file)))
    except OSError as error:
        raise BadPairs(f"{file} cannot be read: {error.strerror}. Nothing was trained or changed.") from None
    return rows


def _row_of(line: bytes, place: str, file: str) -> PairRow:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise _refused(place, f"it is no JSON ({error})") from None
    if not isinstance(values, dict):
        raise _refused(place, f"expected an object, got {_told(values)}")

    def text(name: str, optional: bool = False) -> str | None:
        value = values.get(name)
        if isinstance(value, str) or (optional and value is None):
            return value
        raise _refused(place, f"expected a text as `{name}`, got {_told(value) if name in values else 'none'}")

    def identifier(name: str) -> str | None:
        # Programs that read an id as a number write it as one.
        value = values.get(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(name, optional=True)

    # Completions carry a leading space, which is the layout's and not the name's.
    chosen, rejected = (normalised(text(name)) for name in ("chosen", "rejected"))
    mention = text("mention")
    if not (mention.strip() and chosen and rejected):
        raise _refused(place, "the mention or a name is empty")
    if chosen == rejected:
        raise _refused(place, f"chosen and rejected are the same name, {_told(chosen)}")
    chosen_id, rejected_id = identifier("chosen_id") or chosen, identifier("rejected_id") or rejected
    if chosen_id == rejected_id:
        raise _refused(place, f"chosen and rejected are names of the same concept, {_told(chosen_id)}")
    return PairRow(
        mention=mention,
        long_form=text("long_form", optional=True),
        context_before=text("context_before"),
        context_after=text("context_after"),
        chosen=chosen,
        rejected=rejected,
        chosen_id=chosen_id,
        document_id=identifier("document_id"),
        time=_seconds(text("time", optional=True)),
        model_hash=text("model_hash", optional=True),
        part=text("part", optional=True),
        source=(file, text("curator", optional=True)),
    )


def normalised(name: str) -> str:
    """The form in which the app compares names and shows them to the model."""
    return " ".join(name.lower().split())


def _seconds(time: str | None) -> float:
    try:
        return datetime.fromisoformat(time).timestamp() if time else float("-inf")
    except ValueError:
        return float("-inf")


def _told(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= 60 else f"{told[:60]}…"


def _refused(place: str, why: str) -> BadPairs:
    return BadPairs(
        f"{place} is no preference pair: {why}. Nothing was trained or changed. Export the pairs again, or take the "
        "line out."
    )
