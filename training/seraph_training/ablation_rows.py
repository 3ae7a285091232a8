"""The rows of the ablation: each one change to a recipe, as stages from a starting checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

POSITIVES, OWN, RANDOM, KB_OWN = "positives", "own negatives", "random negatives", "own negatives on synonyms"
"""Stages: mentions with their gold names; DPO on the mentions' wrong names; the same on names of the knowledge base."""
KB_STAGE, WARM_START, FULL = "kb", "warm start", "full"
"""Where a row starts: the KB stage's checkpoint, no training at all, or a checkpoint of the whole positive recipe."""


@dataclass(frozen=True)
class Row:
    """One configuration."""

    key: str
    title: str
    start: str = KB_STAGE
    stages: tuple[str, ...] = (POSITIVES,)
    context: bool = True
    prefix: bool = True
    decoder_layers: int | None = None
    """The first so many of them; all when None."""
    foreign: bool = True
    """With synonym pairs whose source is a name from another vocabulary."""
    beams: int = 5

    @property
    def baseline(self) -> str:
        """Key of the row that this one is compared with: the one that starts from the same scale of training."""
        return FULL if self.start == FULL else POSITIVES


ROWS = (
    Row(FULL, "positives only, whole recipe", FULL, ()),
    Row("own", "+ negatives by DPO: its own top 5", FULL, (OWN,)),
    Row("random", "+ negatives by DPO: drawn from the KB", FULL, (RANDOM,)),
    Row("beam-1", "1 beam", FULL, (), beams=1),
    Row("beam-10", "10 beams", FULL, (), beams=10),
    Row("context-hidden", "context hidden when asked", FULL, (), context=False),
    Row(POSITIVES, "positives only, short recipe"),
    Row("no-kb", "without the KB stage", WARM_START),
    Row("no-context", "without context", context=False),
    Row("no-prefix", "without the mention before the name", prefix=False),
    Row("kb-negatives", "negatives by DPO on synonyms, between the KB stage and the mentions", stages=(KB_OWN, POSITIVES)),
    Row("decoder-2", "decoder of 2 layers (the last dropped)", decoder_layers=2),
    Row("no-foreign", "without names of other vocabularies", foreign=False),
)
