"""A random BERT-shaped encoder and word pieces of given texts, in the folder layout of the encoder's package.

With it every stage runs in seconds, by the same code as the shipped recipe.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer

from .layout import BERT_LAYOUT

WIDTH = 96
LAYERS = 6
POSITIONS = 128
WEIGHTS = "model.safetensors"
SPECIAL = ["[PAD]", *[f"[unused{i}]" for i in range(99)], "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def make_tiny_bert(folder: Path, texts: list[str], seed: int) -> None:
    """Writes `model.safetensors` and `tokenizer.json`: six layers of width 96, the shape that the warm start reads."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(texts, WordPieceTrainer(vocab_size=600, special_tokens=SPECIAL, show_progress=False))
    assert tokenizer.token_to_id("[CLS]") == BERT_LAYOUT.bos and tokenizer.token_to_id("[SEP]") == BERT_LAYOUT.eos
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file(_random_weights(tokenizer.get_vocab_size(), torch.Generator().manual_seed(seed)), folder / WEIGHTS)


def _random_weights(vocabulary: int, generator: torch.Generator) -> dict[str, torch.Tensor]:
    """Names and shapes of BERT's weights: N(0, 0.02), layer norms at 1 and biases at 0."""

    def linear(name: str, rows: int, columns: int) -> None:
        weights[f"{name}.weight"] = 0.02 * torch.randn(rows, columns, generator=generator)
        weights[f"{name}.bias"] = torch.zeros(rows)

    def norm(name: str) -> None:
        weights[f"{name}.weight"], weights[f"{name}.bias"] = torch.ones(WIDTH), torch.zeros(WIDTH)

    weights: dict[str, torch.Tensor] = {}
    for table, rows in (("word", vocabulary), ("position", POSITIONS), ("token_type", 2)):
        weights[f"embeddings.{table}_embeddings.weight"] = 0.02 * torch.randn(rows, WIDTH, generator=generator)
    norm("embeddings.LayerNorm")
    for layer in (f"encoder.layer.{index}" for index in range(LAYERS)):
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            linear(f"{layer}.{part}", WIDTH, WIDTH)
        linear(f"{layer}.intermediate.dense", 4 * WIDTH, WIDTH)
        linear(f"{layer}.output.dense", WIDTH, 4 * WIDTH)
        norm(f"{layer}.attention.output.LayerNorm")
        norm(f"{layer}.output.LayerNorm")
    return weights
