"""Tokenizers small enough to commit, as `tokenizer.json` objects with the settings of the real ones."""

from __future__ import annotations

import json
import string

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

TINY_SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]", "[unused1]")
_TINY_WORDS = """
acid acute adenoma anemia and arm blood bone brain breast cancer cell chronic deficiency disease due factor fever
gene heart in is kidney liver lung muscle nerve of protein renal skin syndrome the to toxicity tumor type virus with
##al ##ase ##ation ##ed ##emia ##es ##ia ##ic ##in ##ine ##ing ##itis ##ol ##oma ##opathy ##osis ##ous ##yl
""".split()
TINY_SIZE = 160


def tiny_vocabulary() -> list[str]:
    """160 pieces: six special ones, letters and digits as starts and continuations, punctuation, common pieces."""
    characters = string.ascii_lowercase + string.digits
    pieces = [*TINY_SPECIALS, *characters, *(f"##{c}" for c in characters), *".,;:-()/'+%", *_TINY_WORDS]
    pieces += [f"[unused{i}]" for i in range(2, TINY_SIZE - len(pieces) + 2)]
    assert len(set(pieces)) == len(pieces) == TINY_SIZE
    return pieces


def word_piece(pieces: list[str], specials: tuple[str, ...]) -> dict:
    """An uncased BERT `tokenizer.json`: id = position in `pieces`; `specials` become added tokens."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": pieces.index(token),
                "content": token,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for token in specials
        ],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {piece: index for index, piece in enumerate(pieces)},
        },
    }


def byte_level_bpe(texts: list[str], merges: int) -> dict:
    """A byte-level BPE trained on `texts`, with BART's special tokens in BART's order and its `<mask>` settings."""
    tokenizer = Tokenizer(models.BPE(continuing_subword_prefix="", end_of_word_suffix=""))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(
        vocab_size=len(specials) + 256 + merges,
        special_tokens=specials,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    result = json.loads(tokenizer.to_str())
    mask = {**result["added_tokens"][0], "id": len(result["model"]["vocab"]), "content": "<mask>", "lstrip": True}
    result["added_tokens"].append(mask)
    result["model"]["vocab"]["<mask>"] = mask["id"]
    return result
