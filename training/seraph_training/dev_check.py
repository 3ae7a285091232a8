"""A quick look at a model between stages: name accuracy on NCBI dev by Transformers' own constrained beam search.

    python -m seraph_training.dev_check runs/kb/model --limit 200

For progress only. Figures that are reported come from `npm run evaluate`.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from .corpora import abbreviations, read_pubtator
from .layout import load_layout
from .pairs import ExampleMaker
from .vocabularies import read_medic


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--beams", type=int, default=5)
    parser.add_argument("--errors", action="store_true", help="print each wrong answer")
    args = parser.parse_args()
    model = BartForConditionalGeneration.from_pretrained(args.model).eval()
    layout = load_layout(args.model)
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    maker = ExampleMaker(tokenizer, layout, random.Random(0))
    concepts, canonical = read_medic(args.corpora / "kb/medic-2012-07-06.txt")
    concepts_of = defaultdict(set)
    trie: dict = {}
    for concept in concepts:
        for name in concept.names:
            pieces = maker.pieces(name)
            concepts_of[tuple(pieces)].add(concept.id)
            node = trie
            for piece in [*pieces, layout.eos]:
                node = node.setdefault(piece, {})
    mentions = [
        (document, mention)
        for document in read_pubtator(args.corpora / "ncbi-disease/dev.pubtator")
        for mention in document.mentions
        if mention.ids
    ]
    random.Random(0).shuffle(mentions)
    top1 = top5 = 0
    mentions = mentions[: args.limit]
    for document, mention in mentions:
        text = abbreviations(document.text).get(mention.text, mention.text)
        left, right = maker.context(document, mention)
        pieces = maker.pieces(text)
        prefix = layout.prefix(pieces, maker.pieces)

        def allowed(_batch: int, tokens: torch.Tensor) -> list[int]:
            node = trie
            for token in tokens[len(prefix) :].tolist():
                node = node.get(token, {})
            return list(node) or [layout.eos]

        with torch.no_grad():
            output = model.generate(
                input_ids=torch.tensor([layout.source(left, pieces, right)]),
                decoder_input_ids=torch.tensor([prefix]),
                num_beams=args.beams,
                num_return_sequences=args.beams,
                max_new_tokens=100,
                prefix_allowed_tokens_fn=allowed,
            )
        names = [
            tuple(t for t in row[len(prefix) :].tolist() if t not in (layout.eos, model.config.pad_token_id))
            for row in output
        ]
        gold = {canonical[identifier] for identifier in mention.ids if identifier in canonical}
        hits = [bool(concepts_of[name] & gold) for name in names]
        top1 += hits[0]
        top5 += any(hits)
        if args.errors and not hits[0]:
            print(f"{text!r} {mention.type}: {tokenizer.decode(list(names[0]))!r}, gold {gold}, in top 5: {any(hits)}")
    count = len(mentions)
    print(f"{count} mentions: name top-1 {100 * top1 / count:.1f}, top-5 {100 * top5 / count:.1f}")


if __name__ == "__main__":
    main()
