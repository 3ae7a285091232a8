"""One step at a time through the decoder of a `BartForConditionalGeneration`, for all beams of several mentions.

What beams of a mention share is held once: keys and values of the source (cross-attention) and of the decoder prefix.
Only those of the name so far are held, and reordered, per beam. No dropout, whatever the model's mode.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional
from transformers import BartForConditionalGeneration


class CachedDecoder:
    """State of decoding: M mentions with B beams each, H heads of width D, L decoder layers."""

    def __init__(
        self, model: BartForConditionalGeneration, sources: list[list[int]], prefixes: list[list[int]], pad: int
    ) -> None:
        """Encodes the sources and reads the prefixes; `hidden` is then [M, 1, width]: after each prefix."""
        self.model, self.decoder = model, model.model.decoder
        source, source_mask = padded(sources, pad)
        prefix, self.prefix_mask = padded(prefixes, pad)
        self.positions = self.prefix_mask.sum(1)
        """[M]: position of the next piece."""
        encoded = model.model.encoder(input_ids=source, attention_mask=source_mask.long()).last_hidden_state
        self.source_mask = source_mask
        self.source_keys, self.prefix_keys, self.name_keys = [], [], []
        count, width = prefix.shape
        x = self._embed(prefix, torch.arange(width).expand(count, width))
        for layer in self.decoder.layers:
            attention, cross = layer.self_attn, layer.encoder_attn
            keys = _heads(attention, attention.k_proj(x)), _heads(attention, attention.v_proj(x))
            self.prefix_keys.append(keys)
            queries = _heads(attention, attention.q_proj(x))
            mixed = functional.scaled_dot_product_attention(queries, *keys, is_causal=True)
            x = layer.self_attn_layer_norm(x + attention.out_proj(_merged(mixed)))
            self.source_keys.append(
                (_heads(cross, cross.k_proj(encoded)), _heads(cross, cross.v_proj(encoded)))
            )
            x = self._after_attention(layer, x, self.source_keys[-1])
        self.hidden = x[torch.arange(count), self.positions - 1][:, None]

    def log_probs(self) -> torch.Tensor:
        """[M, B, vocabulary]: of the next piece, over the full vocabulary."""
        logits = self.model.lm_head(self.hidden) + self.model.final_logits_bias
        return torch.log_softmax(logits.float(), dim=-1)

    def step(self, parents: torch.Tensor, pieces: torch.Tensor) -> None:
        """Goes on: beam b of mention m is the beam `parents[m, b]` of the step before and `pieces[m, b]` ([M, B])."""
        mentions = torch.arange(len(parents))[:, None]
        x = self._embed(pieces, self.positions[:, None].expand_as(pieces))
        self.positions = self.positions + 1
        for index, layer in enumerate(self.decoder.layers):
            attention = layer.self_attn
            own = [_split(attention, project(x))[:, :, :, None] for project in (attention.k_proj, attention.v_proj)]
            if index < len(self.name_keys):
                before = self.name_keys[index]
                keys, values = (torch.cat((b[mentions, parents], o), 3) for b, o in zip(before, own, strict=True))
                self.name_keys[index] = (keys, values)
            else:
                keys, values = own
                self.name_keys.append((keys, values))
            queries = _split(attention, attention.q_proj(x)) * attention.scaling
            mixed = self._self_attention(queries, self.prefix_keys[index], keys, values)
            x = layer.self_attn_layer_norm(x + attention.out_proj(mixed.flatten(2)))
            x = self._after_attention(layer, x, self.source_keys[index])
        self.hidden = x

    def keep(self, mentions: torch.Tensor) -> None:
        """Goes on with these mentions only."""
        self.prefix_mask, self.source_mask = self.prefix_mask[mentions], self.source_mask[mentions]
        self.positions, self.hidden = self.positions[mentions], self.hidden[mentions]
        for held in (self.source_keys, self.prefix_keys, self.name_keys):
            held[:] = [(keys[mentions], values[mentions]) for keys, values in held]

    def _self_attention(
        self, queries: torch.Tensor, prefix: tuple[torch.Tensor, torch.Tensor], keys: torch.Tensor, values: torch.Tensor
    ) -> torch.Tensor:
        """`queries` [M, B, H, D] over the prefix [M, H, P, D] and the name [M, B, H, T, D]; gives [M, B, H, D]."""
        by_head = queries.transpose(1, 2)
        to_prefix = by_head @ prefix[0].transpose(2, 3)
        to_prefix = to_prefix.masked_fill(~self.prefix_mask[:, None, None], float("-inf")).transpose(1, 2)
        to_name = (keys @ queries[..., None])[..., 0]
        weights = torch.softmax(torch.cat((to_prefix, to_name), -1), -1)
        split = to_prefix.shape[-1]
        from_prefix = (weights[..., :split].transpose(1, 2) @ prefix[1]).transpose(1, 2)
        return from_prefix + (weights[..., None, split:] @ values)[..., 0, :]

    def _embed(self, pieces: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        table = self.decoder.embed_positions
        x = self.decoder.embed_tokens(pieces) + table.weight[positions + table.offset]
        return self.decoder.layernorm_embedding(x)

    def _after_attention(
        self, layer: nn.Module, x: torch.Tensor, source: tuple[torch.Tensor, torch.Tensor]
    ) -> torch.Tensor:
        cross = layer.encoder_attn
        mixed = functional.scaled_dot_product_attention(
            _heads(cross, cross.q_proj(x)), *source, attn_mask=self.source_mask[:, None, None]
        )
        x = layer.encoder_attn_layer_norm(x + cross.out_proj(_merged(mixed)))
        return layer.final_layer_norm(x + layer.fc2(layer.activation_fn(layer.fc1(x))))


def padded(rows: list[list[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """[rows, longest] of pieces, and where they are pieces and not padding."""
    width = max(map(len, rows))
    mask = torch.tensor([[i < len(row) for i in range(width)] for row in rows])
    return torch.tensor([row + [pad] * (width - len(row)) for row in rows]), mask


def _split(attention: nn.Module, x: torch.Tensor) -> torch.Tensor:
    return x.unflatten(-1, (attention.num_heads, attention.head_dim))


def _heads(attention: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """[M, T, width] to [M, H, T, D]."""
    return _split(attention, x).transpose(1, 2)


def _merged(x: torch.Tensor) -> torch.Tensor:
    """[M, H, T, D] to [M, T, width]."""
    return x.transpose(1, 2).flatten(2)
