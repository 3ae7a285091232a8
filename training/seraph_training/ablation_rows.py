"""The rows of the ablation: each one change to the short recipe, as stages from a starting checkpoint."""

from __future__ import annotations

from dataclasses import dataclass, replace

POSITIVES, OWN, RANDOM, KB_OWN = "positives", "own negatives", "random negatives", "own negatives on synonyms"
"""Stages: mentions with their gold names; DPO on the mentions' wrong names; the same on names of the knowledge base."""
KB_STAGE, WARM_START = "kb", "warm start"
"""Where a row may start, besides another row."""


@dataclass(frozen=True)
class Row:
    """One configuration."""

    key: str
    title: str
    start: str = KB_STAGE
    """`KB_STAGE`, `WARM_START` or the key of a row whose model it goes on from."""
    stages: tuple[str, ...] = (POSITIVES,)
    context: bool = True
    prefix: bool = True
    decoder_layers: int | None = None
    """The first so many of them; all when None."""
    foreign: bool = True
    """With synonym pairs whose source is a name from another vocabulary."""
    beams: int = 5


_MAIN = Row("positives", "KB stage, then mentions (positives only)")

ROWS = (
    _MAIN,
    Row("own", "+ negatives: its own top 5, DPO", "positives", (OWN,)),
    Row("random", "+ negatives: drawn from the KB, DPO", "positives", (RANDOM,)),
    Row("no-context", "without context", context=False),
    Row("no-prefix", "without the mention before the name", prefix=False),
    Row("no-kb", "without the KB stage", WARM_START),
    Row("kb-negatives", "negatives after the KB stage too: DPO, mentions, DPO", stages=(KB_OWN, POSITIVES, OWN)),
    replace(_MAIN, key="beam-1", title="1 beam", start="positives", stages=(), beams=1),
    replace(_MAIN, key="beam-10", title="10 beams", start="positives", stages=(), beams=10),
    Row("decoder-2", "decoder of 2 layers (the last dropped)", decoder_layers=2),
    Row("no-foreign", "without names of other vocabularies", foreign=False),
)
BASELINE = _MAIN.key
