"""Golden files of the model runtime: tiny seeded BART checkpoints and what Transformers computes with them.

    python training/golden/make_models.py src/model/golden

For each model a Hugging Face folder, and beside it `golden.json` (cases) and `golden.safetensors` (encoder states,
teacher-forced logits and scores of given names, f32). Every case is a padded batch: encoder states are the last hidden
states at true positions, logits those of the whole decoder input, at true positions. Scores are the log-probabilities of
each token of each name, every name by itself after its source and prefix, without padding. Computed in f64, so that the
reference's own rounding does not count.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BartConfig, BartForConditionalGeneration

PAD, BOS, EOS, START, END = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Shape:
    name: str
    seed: int
    vocabulary: int
    width: int
    encoder: tuple[int, int, int]
    """Layers, heads, feed-forward width."""
    decoder: tuple[int, int, int]
    positions: int
    scale_embedding: bool
    std: float


SHAPES = (
    Shape("tiny-plain", 11, 96, 32, (2, 4, 64), (2, 4, 64), 48, False, 0.25),
    Shape("tiny-scaled", 12, 83, 36, (1, 3, 50), (2, 2, 70), 40, True, 0.2),
    Shape("tiny-deep", 13, 131, 40, (3, 5, 44), (1, 8, 60), 64, False, 0.3),
)
# Lengths of sources and decoder inputs, a batch a line; unequal on purpose.
BATCHES = (((9,), (5,)), ((3, 17, 8), (2, 6, 9)), ((24, 1, 12, 31), (1, 11, 3, 4)))
# Names of each batch as (mention, prefix length, pieces): out of order, some mentions with several, some with none.
NAMES = (
    ((0, 3, 4), (0, 3, 1), (0, 6, 9)),
    ((2, 1, 5), (0, 4, 2), (2, 7, 3), (0, 4, 8)),
    ((3, 2, 6), (1, 1, 1), (3, 2, 2), (0, 9, 12), (3, 2, 7)),
)


def build(shape: Shape) -> BartForConditionalGeneration:
    torch.manual_seed(shape.seed)
    (encoder_layers, encoder_heads, encoder_ffn) = shape.encoder
    (decoder_layers, decoder_heads, decoder_ffn) = shape.decoder
    model = BartForConditionalGeneration(
        BartConfig(
            vocab_size=shape.vocabulary,
            d_model=shape.width,
            encoder_layers=encoder_layers,
            encoder_attention_heads=encoder_heads,
            encoder_ffn_dim=encoder_ffn,
            decoder_layers=decoder_layers,
            decoder_attention_heads=decoder_heads,
            decoder_ffn_dim=decoder_ffn,
            max_position_embeddings=shape.positions,
            activation_function="gelu",
            scale_embedding=shape.scale_embedding,
            init_std=shape.std,
            pad_token_id=PAD,
            bos_token_id=BOS,
            eos_token_id=EOS,
            decoder_start_token_id=EOS,
            forced_eos_token_id=None,
        )
    )
    with torch.no_grad():
        # Initialisation leaves these at 0 and 1, which would hide a runtime that forgets them.
        for name, parameter in model.named_parameters():
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.2)
        model.final_logits_bias.normal_(0.0, 0.5)
    return model.eval()


def batch(shape: Shape, lengths: tuple[int, ...], generator: torch.Generator) -> list[list[int]]:
    return [torch.randint(5, shape.vocabulary, (n,), generator=generator).tolist() for n in lengths]


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(map(len, rows))
    tokens = torch.tensor([[*row, *[PAD] * (width - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return tokens, mask


def true_rows(values: torch.Tensor, rows: list[list[int]]) -> torch.Tensor:
    """[batch, length, width] to [sum of true lengths, width]."""
    return torch.cat([values[i, : len(row)] for i, row in enumerate(rows)]).float().contiguous()


def name_scores(model: BartForConditionalGeneration, source: list[int], row: dict) -> torch.Tensor:
    """Log-probability of each token of a name after the source, the prefix and the tokens before it."""
    prefix, name = row["prefix"], row["name"]
    with torch.no_grad():
        output = model(input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([prefix + name[:-1]]))
    log_probs = torch.log_softmax(output.logits[0, len(prefix) - 1 :], dim=-1)
    return log_probs.gather(1, torch.tensor(name)[:, None])[:, 0]


def make(shape: Shape, out: Path) -> None:
    folder = out / shape.name
    folder.mkdir(parents=True, exist_ok=True)
    model = build(shape)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    # Only its presence and hash matter here: these models are fed ids.
    (folder / "tokenizer.json").write_text(json.dumps({"model": {"type": "WordPiece", "vocab": {}}}) + "\n")
    layout = {
        "bos": BOS,
        "eos": EOS,
        "start": START,
        "end": END,
        "decoder_start": EOS,
        "context_pieces": 8,
        "prefix_template": "{mention} is",
        "lower_case": True,
    }
    (folder / "seraph.json").write_text(json.dumps(layout, indent=2) + "\n")

    double = model.double()
    generator = torch.Generator().manual_seed(shape.seed + 1000)
    names_generator = torch.Generator().manual_seed(shape.seed + 2000)
    cases, tensors = [], {}
    for index, (source_lengths, target_lengths) in enumerate(BATCHES):
        sources = batch(shape, source_lengths, generator)
        targets = batch(shape, target_lengths, generator)
        source, source_mask = padded(sources)
        target, _ = padded(targets)
        with torch.no_grad():
            output = double(input_ids=source, attention_mask=source_mask, decoder_input_ids=target)
        tensors[f"states.{index}"] = true_rows(output.encoder_last_hidden_state, sources)
        tensors[f"logits.{index}"] = true_rows(output.logits, targets)
        names = []
        for mention, prefix_length, name_length in NAMES[index]:
            prefix, name = batch(shape, (prefix_length, name_length), names_generator)
            names.append({"mention": mention, "prefix": prefix, "name": [*name, EOS]})
        scores = [name_scores(double, sources[row["mention"]], row) for row in names]
        tensors[f"scores.{index}"] = torch.cat(scores).float().contiguous()
        cases.append({"sources": sources, "targets": targets, "names": names})
    (folder / "golden.json").write_text(json.dumps({"cases": cases}) + "\n")
    save_file(tensors, folder / "golden.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    for shape in SHAPES:
        make(shape, out)


if __name__ == "__main__":
    main()
