"""Makes DPO steps with PyTorch and PEFT when it is told to, for `npm run bench:dpo`.

    python dpo_step.py MODEL BATCH

MODEL is a Hugging Face BART folder (`npm run export-model`), BATCH the JSON that the bench writes: examples in the model's
pieces, and the settings. Says it is ready on standard output, then reads words from standard input: `full N` and `lean N`
make a step on N threads, `end` ends. One line of JSON for each.

A full step is what `model(...)` of Transformers computes, called as TRL does: every name is a row with its own copy of the
source, through encoder, decoder and head, logits at all positions. A lean step is the least that gives the same loss:
each source through the encoder once, logits where a name's pieces are predicted. Adapters are PEFT's, on the decoder.
Reference log-probabilities are computed before the first step, as both sides keep them.
"""

import json
import resource
import sys
import time

import peft
import torch
import transformers
from peft import LoraConfig, get_peft_model
from transformers import BartForConditionalGeneration

# As `adaptedModules` names them.
TARGETS = {
    "self-attention": ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.out_proj"],
    "cross-attention": ["encoder_attn.q_proj", "encoder_attn.k_proj", "encoder_attn.v_proj", "encoder_attn.out_proj"],
    "first-feed-forward": ["fc1"],
    "second-feed-forward": ["fc2"],
}
IGNORED = -100


def padded(rows, filler):
    length = max(map(len, rows))
    return torch.tensor([row + [filler] * (length - len(row)) for row in rows])


class Batch:
    """Rows 2i and 2i + 1 are the chosen and the rejected name of pair i."""

    def __init__(self, examples, pad):
        sources = [example["input"]["source"] for example in examples]
        names = [(example["input"]["prefix"], name) for example in examples for name in (example["chosen"], example["rejected"])]
        self.sources = padded(sources, pad)
        self.source_mask = padded([[1] * len(source) for source in sources], 0)
        # The last piece of a name is predicted, not read; what is read before its first is not judged.
        self.inputs = padded([prefix + name[:-1] for prefix, name in names], pad)
        self.labels = padded([[IGNORED] * (len(prefix) - 1) + name for prefix, name in names], IGNORED)
        self.pieces = (self.labels != IGNORED).sum(1)
        weights = torch.tensor([example["weight"] for example in examples])
        self.weights = weights / weights.sum()


def summed(log_probs, labels):
    """Of each row's name: log_probs [rows, length, vocabulary] at the labels."""
    judged = labels != IGNORED
    own = log_probs.gather(2, labels.clamp(min=0).unsqueeze(2)).squeeze(2)
    return (own * judged).sum(1)


def full_scores(model, batch):
    twice = lambda rows: rows.repeat_interleave(2, 0)
    logits = model(
        input_ids=twice(batch.sources), attention_mask=twice(batch.source_mask), decoder_input_ids=batch.inputs, use_cache=False
    ).logits
    return summed(logits.log_softmax(-1), batch.labels)


def lean_scores(model, batch):
    bart = model.get_base_model()
    twice = lambda rows: rows.repeat_interleave(2, 0)
    states = bart.model.encoder(input_ids=batch.sources, attention_mask=batch.source_mask).last_hidden_state
    hidden = bart.model.decoder(
        input_ids=batch.inputs,
        encoder_hidden_states=twice(states),
        encoder_attention_mask=twice(batch.source_mask),
        use_cache=False,
    ).last_hidden_state
    judged = batch.labels != IGNORED
    labels = batch.labels[judged]
    logits = bart.lm_head(hidden[judged]) + bart.final_logits_bias.squeeze(0)
    own = logits.log_softmax(-1).gather(1, labels.unsqueeze(1)).squeeze(1)
    rows = judged.nonzero()[:, 0]
    return torch.zeros(len(batch.labels)).index_add(0, rows, own)


def loss_of(scores, reference, batch, settings):
    chosen, rejected = scores.view(-1, 2).unbind(1)
    reference_chosen, reference_rejected = reference.view(-1, 2).unbind(1)
    margin = settings["beta"] * ((chosen - reference_chosen) - (rejected - reference_rejected))
    supervised = -chosen / batch.pieces.view(-1, 2)[:, 0]
    losses = torch.nn.functional.softplus(-margin) + settings["supervised"] * supervised
    return (losses * batch.weights).sum()


def adapted(folder, settings):
    names = "|".join(name.replace(".", r"\.") for target in settings["targets"] for name in TARGETS[target])
    base = BartForConditionalGeneration.from_pretrained(folder, dtype=torch.float32)
    config = LoraConfig(
        r=settings["rank"], lora_alpha=settings["alpha"], lora_dropout=0.0, target_modules=rf".*decoder\.layers\.\d+\.({names})"
    )
    model = get_peft_model(base, config)
    model.eval()  # no dropout anywhere, as in the tab
    return model


def main(folder, file):
    torch.manual_seed(1)
    with open(file, encoding="utf-8") as batch_file:
        read = json.load(batch_file)
    settings = read["settings"]
    batch = Batch(read["examples"], read["pad"])
    model = adapted(folder, settings)
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings["rate"], weight_decay=settings["weightDecay"])
    with torch.no_grad(), model.disable_adapter():
        reference = lean_scores(model, batch)

    def step(scores_of):
        optimizer.zero_grad()
        loss = loss_of(scores_of(model, batch), reference, batch, settings)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, settings["clip"])
        optimizer.step()
        return loss.item()

    say({"about": f"PyTorch {torch.__version__}, Transformers {transformers.__version__}, PEFT {peft.__version__}"})
    for line in sys.stdin:
        word, *threads = line.split()
        if word == "end":
            break
        torch.set_num_threads(int(threads[0]))
        began, cpu = time.perf_counter(), time.process_time()
        loss = step({"full": full_scores, "lean": lean_scores}[word])
        say({"wall_ms": 1000 * (time.perf_counter() - began), "cpu_ms": 1000 * (time.process_time() - cpu), "loss": loss})
    say({"rss_bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss})


def say(value):
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
