"""Golden files of the training step: losses, adapter gradients and steps of AdamW, from PyTorch and PEFT.

    python training/golden/make_preference.py src/model/golden

For two tiny models of `make_models.py` a folder `preference/<model>`: `golden.json`, `golden.safetensors` and, for
`tiny-plain`, `adapter/` as `PeftModel.save_pretrained` writes it (its target modules are a set, in any order).
Everything is computed in f64, one name at a time through the whole of Transformers' model, without padding; the
starting weights are f32 numbers, and what is saved is f32.

Losses, for pairs i with weights w_i and summed log-probabilities c, r (chosen, rejected; over the name's pieces, its
end-of-sequence among them) and C, R of the reference, which is the model with its adapter off; |c| counts the pieces:

    dpo         l_i = -log sigmoid(beta ((c - C) - (r - R)))
    ipo         l_i = ((c - C) / |c| - (r - R) / |r| - 1 / (2 beta))^2
    positive    l_i = s_i
    supervised  s_i = -c / |c|
    total       sum w_i l_i / sum w_i  +  supervised x sum w_i s_i / sum w_i  +  replay x mean over replay of s_i

The supervised term is for dpo and ipo only. Steps: gradients clipped to a norm of `clip`, then AdamW (betas 0.9, 0.999;
eps 1e-8) at peak `rate` times (t + 1) / warm for steps t < warm = ceil(warmUp x steps), ((steps - t) / (steps - warm))
^ decayPower after them.

`golden.json`: `adapter` {rank, alpha, modules}; `examples` [{source, prefix, chosen, rejected, weight}]; `replay`
[{source, prefix, chosen}]; `reference` {chosen, rejected, replay}: summed log-probabilities; `cases` [{name, start,
loss, beta, supervised, replay, chosen, rejected, replayed, preference, supervisedLoss, replayLoss, total, norm}]: the
three parts are before their weights, the norm is that of all gradients; `logits` {examples: their indices}; and
`trajectories` [{name, the settings, saved: steps done, losses, norms, rates}], which start from `zero`.
`golden.safetensors`, PEFT's names throughout (`base_model.model.model.decoder.layers.0.self_attn.q_proj.lora_A.weight`
[rank, inputs], `lora_B` [outputs, rank]): `start.<PEFT name>`, the state `random`, where B is small and random, as in
`adapter/`; `zero` is the same A with B = 0. `gradients.<case>.<PEFT name>`; `weights.<trajectory>.<steps
done>.<PEFT name>`; `logits` [sum of decoder inputs, vocabulary] with the adapter at `random`, and `logits.off`
without, of the named examples, each with prefix and chosen name (without its end) as the decoder's input.
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from peft.utils import get_peft_model_state_dict
from safetensors.torch import save_file
from torch.nn import functional
from transformers import BartForConditionalGeneration

PAD, BOS, EOS, START, END = 0, 1, 2, 3, 4
RANK, ALPHA = 4, 8
STEPS = 50
SAVED = (1, 10, 50)
LOGITS_OF = (0, 3, 5)
# Per pair: index of the pair whose source and prefix it shares, lengths of the context, the mention and both names, and
# weight. Weights are 1 on average.
PAIRS = (
    (None, (4, 3), 2, 3, 5, 1.0),
    (0, (4, 3), 2, 3, 2, 1.0),
    (None, (0, 6), 1, 1, 4, 0.5),
    (None, (8, 8), 3, 6, 1, 1.75),
    (None, (2, 0), 4, 2, 2, 0.25),
    (None, (0, 0), 1, 5, 3, 1.5),
    (5, (0, 0), 1, 4, 3, 0.75),
    (None, (7, 1), 2, 2, 7, 1.25),
)
# Lengths of mention and name of the replayed examples, which have no context.
REPLAY = ((2, 3), (1, 5), (3, 1))


@dataclass(frozen=True)
class Example:
    source: list[int]
    prefix: list[int]
    chosen: list[int]
    rejected: list[int]
    """Empty for a replayed one."""
    weight: float = 1.0


@dataclass(frozen=True)
class Settings:
    loss: str
    beta: float = 0.1
    supervised: float = 0.5
    replay: float = 0.5


@dataclass(frozen=True)
class Run:
    """What decides the steps of a trajectory."""

    steps: int = STEPS
    rate: float = 1e-2
    warmUp: float = 0.1
    decayPower: float = 1.0
    weightDecay: float = 0.01
    clip: float = 1.0


Sums = list[torch.Tensor]


def name_sum(model: torch.nn.Module, example: Example, name: list[int]) -> torch.Tensor:
    """Summed log-probability of a name's pieces and end, after the source and the prefix."""
    prefix = example.prefix
    output = model(input_ids=torch.tensor([example.source]), decoder_input_ids=torch.tensor([prefix + name[:-1]]))
    log_probs = torch.log_softmax(output.logits[0, len(prefix) - 1 :], dim=-1)
    return log_probs.gather(1, torch.tensor(name)[:, None]).sum()


def sums_of(model: torch.nn.Module, examples: list[Example], replay: list[Example]) -> tuple[Sums, Sums, Sums]:
    """Of the chosen and the rejected names, and of the replayed ones."""
    return (
        [name_sum(model, example, example.chosen) for example in examples],
        [name_sum(model, example, example.rejected) for example in examples],
        [name_sum(model, example, example.chosen) for example in replay],
    )


def loss_parts(
    settings: Settings,
    examples: list[Example],
    replay: list[Example],
    policy: tuple[Sums, Sums, Sums],
    reference: tuple[Sums, Sums, Sums],
) -> dict[str, torch.Tensor]:
    """The parts before their weights, and the total."""
    weights = [example.weight for example in examples]
    preferences, supervised = [], []
    for example, c, r, C, R in zip(examples, *policy[:2], *reference[:2], strict=True):
        nll = -c / len(example.chosen)
        supervised.append(nll)
        if settings.loss == "dpo":
            preferences.append(-functional.logsigmoid(settings.beta * ((c - C) - (r - R))))
        elif settings.loss == "ipo":
            difference = (c - C) / len(example.chosen) - (r - R) / len(example.rejected)
            preferences.append((difference - 1 / (2 * settings.beta)) ** 2)
        else:
            preferences.append(nll)

    def mean(values: Sums) -> torch.Tensor:
        return sum(w * value for w, value in zip(weights, values, strict=True)) / sum(weights)

    parts = {
        "preference": mean(preferences),
        "supervisedLoss": mean(supervised),
        "replayLoss": sum(-c / len(example.chosen) for example, c in zip(replay, policy[2], strict=True)) / len(replay),
    }
    weight = 0.0 if settings.loss == "positive" else settings.supervised
    total = parts["preference"] + weight * parts["supervisedLoss"] + settings.replay * parts["replayLoss"]
    return {**parts, "total": total}


def modules_of(config: object) -> list[str]:
    """Both attentions and the first feed-forward of every decoder layer, by their whole names."""
    projections = ("q_proj", "k_proj", "v_proj", "out_proj")
    parts = [*(f"{name}.{part}" for name in ("self_attn", "encoder_attn") for part in projections), "fc1"]
    return [f"model.decoder.layers.{layer}.{part}" for layer in range(config.decoder_layers) for part in parts]


def adapted(folder: Path, seed: int) -> PeftModel:
    """The model in f64 with an adapter whose A is as PEFT begins and whose B is small and random, both f32 numbers."""
    base = BartForConditionalGeneration.from_pretrained(folder).eval()
    torch.manual_seed(seed)
    modules = modules_of(base.config)
    model = get_peft_model(base, LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=modules, task_type="SEQ_2_SEQ_LM"))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0.0, 0.1)
    # Dropout stays off: a tab has none.
    return model.double().eval()


def state_of(model: PeftModel) -> dict[str, torch.Tensor]:
    """Copies of the adapter's weights under the names that PEFT saves."""
    return {name: value.detach().clone() for name, value in get_peft_model_state_dict(model).items()}


def adapter_parameters(model: PeftModel) -> dict[str, torch.nn.Parameter]:
    """The adapter's parameters under the names that PEFT saves."""
    trained = ((name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad)
    return {name.replace(".default.", "."): parameter for name, parameter in trained}


def restore(model: PeftModel, start: dict[str, torch.Tensor], b_scale: float) -> None:
    with torch.no_grad():
        for name, parameter in adapter_parameters(model).items():
            parameter.copy_(start[name] * (b_scale if "lora_B" in name else 1.0))


def make_examples(vocabulary: int, generator: torch.Generator) -> tuple[list[Example], list[Example]]:
    def pieces(count: int) -> list[int]:
        return torch.randint(5, vocabulary, (count,), generator=generator).tolist()

    def place(left: int, right: int, mention_length: int) -> tuple[list[int], list[int]]:
        mention = pieces(mention_length)
        source = [BOS, *pieces(left), START, *mention, END, *pieces(right), EOS]
        return source, [EOS, *mention, *pieces(1)]

    examples: list[Example] = []
    for shared, (left, right), mention, chosen, rejected, weight in PAIRS:
        if shared is None:
            source, prefix = place(left, right, mention)
        else:
            source, prefix = examples[shared].source, examples[shared].prefix
        examples.append(Example(source, prefix, [*pieces(chosen), EOS], [*pieces(rejected), EOS], weight))
    replay = [Example(*place(0, 0, mention), [*pieces(name), EOS], []) for mention, name in REPLAY]
    return examples, replay


def numbers(values: Sums) -> list[float]:
    return [value.item() for value in values]


def rate_at(run: Run, step: int) -> float:
    warm = math.ceil(run.warmUp * run.steps)
    if step < warm:
        return run.rate * (step + 1) / warm
    return run.rate * ((run.steps - step) / (run.steps - warm)) ** run.decayPower


class Oracle:
    """One model with its examples; fills `document` and `tensors`."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.model = adapted(folder, seed)
        generator = torch.Generator().manual_seed(seed + 1000)
        self.examples, self.replay = make_examples(self.model.config.vocab_size, generator)
        self.start = state_of(self.model)
        with torch.no_grad(), self.model.disable_adapter():
            self.reference = sums_of(self.model, self.examples, self.replay)
        self.tensors = {f"start.{name}": value for name, value in self.start.items()}
        rows = [asdict(example) for example in self.replay]
        self.document = {
            "adapter": {"rank": RANK, "alpha": ALPHA, "modules": modules_of(self.model.config)},
            "examples": [asdict(example) for example in self.examples],
            "replay": [{key: row[key] for key in ("source", "prefix", "chosen")} for row in rows],
            "reference": dict(zip(("chosen", "rejected", "replay"), map(numbers, self.reference), strict=True)),
            "cases": [],
            "trajectories": [],
        }

    def step(self, settings: Settings) -> tuple[dict[str, torch.Tensor], tuple[Sums, Sums, Sums]]:
        """Loss parts and log-probabilities, with gradients left in the parameters."""
        self.model.zero_grad(set_to_none=True)
        policy = sums_of(self.model, self.examples, self.replay)
        parts = loss_parts(settings, self.examples, self.replay, policy, self.reference)
        parts["total"].backward()
        return parts, policy

    def case(self, name: str, start: str, settings: Settings) -> None:
        restore(self.model, self.start, 0.0 if start == "zero" else 1.0)
        parts, policy = self.step(settings)
        squares = 0.0
        for key, parameter in adapter_parameters(self.model).items():
            self.tensors[f"gradients.{name}.{key}"] = parameter.grad.clone()
            squares += parameter.grad.square().sum().item()
        sums = dict(zip(("chosen", "rejected", "replayed"), map(numbers, policy), strict=True))
        values = {key: part.item() for key, part in parts.items()}
        row = {"name": name, "start": start, **asdict(settings), **sums, **values, "norm": math.sqrt(squares)}
        self.document["cases"].append(row)

    def trajectory(self, name: str, settings: Settings, run: Run, saved: tuple[int, ...]) -> None:
        restore(self.model, self.start, 0.0)
        parameters = list(adapter_parameters(self.model).values())
        optimizer = torch.optim.AdamW(
            parameters, lr=run.rate, betas=(0.9, 0.999), eps=1e-8, weight_decay=run.weightDecay
        )
        losses, norms, rates = [], [], []
        for step in range(run.steps):
            parts, _ = self.step(settings)
            losses.append(parts["total"].item())
            norms.append(torch.nn.utils.clip_grad_norm_(parameters, run.clip).item())
            rates.append(rate_at(run, step))
            for group in optimizer.param_groups:
                group["lr"] = rates[-1]
            optimizer.step()
            if step + 1 in saved:
                for key, value in state_of(self.model).items():
                    self.tensors[f"weights.{name}.{step + 1}.{key}"] = value
        row = {"name": name, **asdict(settings), **asdict(run), "saved": list(saved)}
        self.document["trajectories"].append({**row, "losses": losses, "norms": norms, "rates": rates})

    def logits(self, adapter_folder: Path) -> None:
        """Logits of the adapted model and of the base, and the adapter as PEFT saves it."""
        restore(self.model, self.start, 1.0)
        self.document["logits"] = {"examples": list(LOGITS_OF)}
        with torch.no_grad():
            self.tensors["logits"] = torch.cat([self._logits_of(index) for index in LOGITS_OF])
            with self.model.disable_adapter():
                self.tensors["logits.off"] = torch.cat([self._logits_of(index) for index in LOGITS_OF])
        # PEFT writes down where the base was read from, which is of no use elsewhere.
        self.model.peft_config["default"].base_model_name_or_path = "tiny-plain"
        self.model.float().save_pretrained(adapter_folder, save_embedding_layers=False)
        (adapter_folder / "README.md").unlink(missing_ok=True)
        self.model.double()

    def _logits_of(self, index: int) -> torch.Tensor:
        example = self.examples[index]
        decoder = torch.tensor([example.prefix + example.chosen[:-1]])
        return self.model(input_ids=torch.tensor([example.source]), decoder_input_ids=decoder).logits[0]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "golden.json").write_text(json.dumps(self.document) + "\n")
        tensors = {name: value.float().contiguous() for name, value in self.tensors.items()}
        save_file(tensors, folder / "golden.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    torch.use_deterministic_algorithms(True)

    plain = Oracle(out / "tiny-plain", 31)
    plain.logits(out / "preference" / "tiny-plain" / "adapter")
    for loss in ("dpo", "ipo", "positive"):
        for start in ("zero", "random"):
            plain.case(f"{loss}-{start}-alone", start, Settings(loss, supervised=0.0, replay=0.0))
            plain.case(f"{loss}-{start}-all", start, Settings(loss))
    plain.trajectory("dpo", Settings("dpo"), Run(), SAVED)
    plain.trajectory("ipo", Settings("ipo"), Run(), ())
    plain.save(out / "preference" / "tiny-plain")

    scaled = Oracle(out / "tiny-scaled", 32)
    scaled.case("dpo-random-all", "random", Settings("dpo"))
    scaled.save(out / "preference" / "tiny-scaled")


if __name__ == "__main__":
    main()
