"""Texts of our own for golden files: prose as in abstracts, every kind of odd character, and seeded random strings."""

from __future__ import annotations

import random

PROSE = [
    "We followed 42 children with cystic fibrosis for 3.5 years; lung function (FEV1) fell by 1.8% per year (p<0.001).",
    "Loss-of-function variants in CFTR were found in 11/37 families, among them the deletion c.1521_1523del.",
    "Patients didn't tolerate 5-fluorouracil: grade 3-4 diarrhoea, mucositis and neutropenia were common.",
    "In mice lacking Il-1β, LPS-induced fever was blunted, whereas TNF-α levels rose two- to three-fold (Fig. 2A).",
    "Type 2 diabetes mellitus (T2DM) and non-alcoholic fatty liver disease often occur together; they're linked.",
    "The patient's creatinine was 265 µmol/L; she'd taken N-acetyl-p-aminophenol and (±)-verapamil for weeks.",
    "BACKGROUND: Hereditary breast and ovarian cancer.\nMETHODS: A case-control study [n = 1,204].\tRESULTS: none.",
    "A 61-year-old man with Sjögren's syndrome and Guillain–Barré syndrome was treated with i.v. immunoglobulin.",
    "Ca2+/calmodulin-dependent protein kinase II; 3',5'-cyclic AMP; NF-κB; 1,25-(OH)2D3; [18F]FDG-PET; H&E.",
    "We'll show that it isn't so: I'm sure they've seen what we'd seen, and that's all there's to say.",
]

ODD = [
    "",
    " ",
    "   several   spaces   ",
    "\t\n\r\n \u00a0\u2003\u3000\u0085\u200b\ufeff",
    "emoji 😀 family 👨\u200d👩\u200d👧\u200d👦 flag 🇫🇷 tone 👍🏽 heart ❤\ufe0f",
    "combining e\u0301 a\u0308\u0304 n\u0303 \u0301alone o\u0338 ﬁ ﬃ Å Å",
    "naïve café ANGSTRÖM Ünïcödé ĲSSEL ſtraße STRASSE İstanbul ıstanbul",
    "中文字符 mixed 漢字 with English日本語テキスト 한국어 \U00020000\U0002a6d6\U0002b740\U0002b820\U0002ceb0",
    "ΑΒΓ ΣΊΣΥΦΟΣ ΟΔΟΣ αβγδε ς σ Ωμέγα άέήίόύώ",
    "Кириллица Ёжик ĳ Đorđe Łódź",
    "עברית עִבְרִית العَرَبِيَّة हिन्दी ไทย ภาษา",
    "nul \x00 bell \x07 escape \x1b delete \x7f c1 \x80\x9f soft\xadhyphen replacement \ufffd private \ue000",
    "direction \u202eabc\u202c isolate \u2066x\u2069 joiner \u200c \u200d",
    "a" * 99,
    "a" * 100,
    "a" * 101,
    "é" * 100,
    "é" * 101,
    "😀" * 100,
    "😀" * 101,
    "pneumono" * 40,
    "-" * 60,
    "(((1-2)+3)*4)/5 = {x_i^2} | ~`@#$%^& \\ \"quoted\" <tag> ‘single’ “double” — – … • ¿ ¡ § ¶",
    "£ € ¥ © ® ™ ° ± × ÷ ½ ² ³ µ ∑ ∞ ≤ ≥ ≠ → ↔ ♀ ♂ α-β Ⅳ ⅷ ① ٣ ३",
    "[CLS] text [SEP] [MASK] [mask] [UNK][PAD] [unused0] [CLS",
    "<s>text</s> <mask> <pad><unk> <S> <mask",
    "x <mask>, [ MASK ] don't DON'T 'S 'll 'LL's",
    "https://example.org/a?b=c&d=%20#e user@example.org 10.1000/j.x.2020.01",
    "1,2-dioleoyl-sn-glycero-3-phosphocholine (2R,3S)-2-methyl-1-[(4-nitrophenyl)sulfonyl]pyrrolidine",
    "\u0345\u0344\u0958\u212b\u2126\ufb01\u1e9e\u0130\u01c5\u1fbc",
    "\u1734\u0896 newer marks \u1acf \u2e52 newer punctuation \u2e5d",
]

_POOLS = [
    (0x20, 0x7E),
    (0x20, 0x7E),
    (0x61, 0x7A),
    (0x00, 0x24F),
    (0x300, 0x52F),
    (0x590, 0x6FF),
    (0x900, 0x9FF),
    (0x1E00, 0x206F),
    (0x2070, 0x2BFF),
    (0x3000, 0x30FF),
    (0x4E00, 0x4FFF),
    (0xAC00, 0xACFF),
    (0xF900, 0xFFFD),
    (0x1F300, 0x1F6FF),
    (0x1D400, 0x1D7FF),
    (0x20000, 0x200FF),
]


def random_texts(count: int, rng: random.Random) -> list[str]:
    """Strings of 1 to 24 characters, each from a few pools, so that neighbours of many kinds meet."""
    texts = []
    for _ in range(count):
        pools = rng.sample(_POOLS, rng.randint(1, 4))
        texts.append("".join(chr(rng.randint(*rng.choice(pools))) for _ in range(rng.randint(1, 24))))
    return texts
