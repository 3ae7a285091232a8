"""What a model answered for each mention of a dev part, one JSON line a mention, and how such files are summed up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """Where the right answer came, from 1; None where it was not among the answers. No text of the corpus."""

    document: str
    start: int
    end: int
    type: str
    seen: bool
    """The mention's text, lower-cased, is a mention of the training part."""
    name_rank: int | None
    """Of the first generated name that any gold concept bears."""
    concept_rank: int | None
    """Of the first gold concept, where each name stands for its concepts in the knowledge base's order."""
    concept: str | None
    """Id of the concept that comes first."""

    @property
    def mention(self) -> tuple[str, int, int]:
        return self.document, self.start, self.end


def write_outcomes(file: Path, outcomes: Iterable[Outcome]) -> None:
    """Writes beside `file`, then renames: a file that is there is whole."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.write_text("".join(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes), encoding="utf-8")
    unfinished.replace(file)


def read_outcomes(file: Path) -> list[Outcome]:
    return [Outcome(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


METRICS = {
    "name": lambda outcome: outcome.name_rank == 1,
    "name top-5": lambda outcome: outcome.name_rank is not None and outcome.name_rank <= 5,
    "concept": lambda outcome: outcome.concept_rank == 1,
    "concept top-5": lambda outcome: outcome.concept_rank is not None and outcome.concept_rank <= 5,
}
"""What counts as right, by the names that tables use."""
