"""Log-probabilities of names under the adapted model, many at once, on any device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from peft import PeftModel
from torch.nn import functional

from ..batches import IGNORED, decoder_rows, source_rows


@dataclass(frozen=True)
class Name:
    """A name in its place, in pieces; the name is closed by end-of-sequence."""

    source: list[int]
    prefix: list[int]
    name: list[int]


class NameScorer(torch.nn.Module):
    """The adapted model as a function of names: what is wrapped when several processes train together."""

    def __init__(self, model: PeftModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, names: Sequence[Name]) -> torch.Tensor:
        """Log-probability of each name, summed over its pieces and end, over the whole vocabulary: [names].

        Each distinct source goes through the encoder once, without gradients: the adapter is on the decoder alone.
        """
        bart = self.model.get_base_model()
        device = bart.final_logits_bias.device
        places: dict[tuple[int, ...], int] = {}
        source_of = torch.tensor([places.setdefault(tuple(name.source), len(places)) for name in names], device=device)
        sources = _on(device, source_rows([list(source) for source in places]))
        rows = _on(device, decoder_rows([(name.prefix, name.name) for name in names]))
        with torch.no_grad():
            states = bart.model.encoder(**sources).last_hidden_state
        hidden = bart.model.decoder(
            input_ids=rows["decoder_input_ids"],
            encoder_hidden_states=states[source_of],
            encoder_attention_mask=sources["attention_mask"][source_of],
            use_cache=False,
        ).last_hidden_state
        wanted = rows["labels"] != IGNORED
        logits = bart.lm_head(hidden[wanted]) + bart.final_logits_bias
        # Sums of many small numbers: in f32 whatever the products were computed in.
        log_probs = -functional.cross_entropy(logits.float(), rows["labels"][wanted], reduction="none")
        return torch.zeros(len(names), device=device).index_add(0, wanted.nonzero()[:, 0], log_probs)


def _on(device: torch.device, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: tensor.to(device) for name, tensor in tensors.items()}
