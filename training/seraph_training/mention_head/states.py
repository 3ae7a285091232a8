"""States of the frozen encoder, one row a word: the mean over the word's pieces, of chosen layers."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers import BartForConditionalGeneration

from ..layout import Layout
from .windows import windows_of
from .words import Words

BATCH_PIECES = 4096


@torch.no_grad()
def word_states(
    model: BartForConditionalGeneration,
    layout: Layout,
    documents: Sequence[Words],
    layers: Sequence[int],
    dtype: torch.dtype = torch.float16,
) -> list[torch.Tensor]:
    """For each document states [words, len(layers), width]; layer 0 is the embeddings, the last the output.

    Each window is read as bos, pieces, eos. States that are kept in f16 are multiplied in bf16, in half the time: the
    error is smaller than that of the shipped model's int8. Of a word that fills a window alone, the first pieces count.
    """
    encoder = model.get_encoder().eval()
    most = model.config.max_position_embeddings - 2
    results = [torch.zeros(len(d.starts), len(layers), model.config.d_model, dtype=dtype) for d in documents]
    jobs = []
    for index, document in enumerate(documents):
        pieces = [list(word[:most]) for word in document.pieces]
        for window in windows_of([len(word) for word in pieces], most):
            words = pieces[window.first : window.end]
            jobs.append((sum(map(len, words)), index, window, words))
    jobs.sort(key=lambda job: job[0])
    start = 0
    while start < len(jobs):
        size = max(1, BATCH_PIECES // (jobs[min(start + 15, len(jobs) - 1)][0] + 2))
        batch = jobs[start : start + size]
        start += size
        length = max(job[0] for job in batch) + 2
        ids = torch.full((len(batch), length), model.config.pad_token_id)
        mask = torch.zeros(len(batch), length, dtype=torch.long)
        for row, (count, _, _, words) in enumerate(batch):
            ids[row, : count + 2] = torch.tensor([layout.bos, *(piece for word in words for piece in word), layout.eos])
            mask[row, : count + 2] = 1
        with torch.autocast("cpu", torch.bfloat16, enabled=dtype == torch.float16):
            hidden = encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        for row, (count, index, window, words) in enumerate(batch):
            sizes = torch.tensor([len(word) for word in words])
            owner = torch.repeat_interleave(torch.arange(len(words)), sizes)
            kept = slice(window.use_from - window.first, window.use_to - window.first)
            for place, layer in enumerate(layers):
                rows = hidden[layer][row, 1 : count + 1].float()
                mean = torch.zeros(len(words), rows.shape[1]).index_add_(0, owner, rows) / sizes[:, None]
                results[index][window.use_from : window.use_to, place] = mean[kept].to(dtype)
    return results
