"""ANGEL's search as its description says, written plainly over the whole model: no cache, no batching, one mention."""

from __future__ import annotations

import torch
from transformers import BartForConditionalGeneration

Trie = dict[int, "Trie"]


def build_trie(names: list[list[int]], eos: int) -> Trie:
    """Nested dictionaries; every name is closed by end-of-sequence."""
    root: Trie = {}
    for name in names:
        node = root
        for token in [*name, eos]:
            node = node.setdefault(token, {})
    return root


def allowed(trie: Trie, generated: list[int]) -> list[int]:
    """Tokens that may follow; none where the tokens leave the trie or end a name."""
    node = trie
    for token in generated:
        node = node.get(token, {})
    return sorted(node)


@torch.no_grad()
def angel_search(
    model: BartForConditionalGeneration,
    source: list[int],
    prefix: list[int],
    trie: Trie,
    beams: int,
    length_penalty: float,
) -> list[tuple[list[int], float]]:
    """
    Names and scores, best first. Each step: log-softmax over the full vocabulary, then the mask; the best `beams`
    candidates less the hypotheses already finished; those that end are finished and not replaced. Score: sum of the
    log-probabilities after the prefix, divided by their count to the power of `length_penalty`.
    """
    eos = model.config.eos_token_id
    live: list[tuple[list[int], torch.Tensor]] = [([], torch.tensor(0.0))]
    finished: list[tuple[list[int], float]] = []
    while live and len(finished) < beams:
        candidates = []
        for tokens, total in live:
            logits = model(
                input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([prefix + tokens]), use_cache=False
            ).logits[0, -1]
            log_probs = logits.log_softmax(-1)
            candidates += [([*tokens, token], total + log_probs[token]) for token in allowed(trie, tokens)]
        candidates.sort(key=lambda candidate: -candidate[1].item())
        chosen = candidates[: beams - len(finished)]
        live = [(tokens, total) for tokens, total in chosen if tokens[-1] != eos]
        finished += [
            (tokens[:-1], (total / len(tokens) ** length_penalty).item()) for tokens, total in chosen if tokens[-1] == eos
        ]
    return sorted(finished, key=lambda hypothesis: -hypothesis[1])
