"""Training examples: (source pieces, prefix pieces, target pieces), from synonyms and from mentions in context."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from tokenizers import Tokenizer

from .corpora import Document, Mention, abbreviations, first_occurrences
from .layout import Layout
from .vocabularies import Concept

MAX_NAME_PIECES = 40
"""Longer names (systematic chemical names) are left out of training; the trie still offers them."""


@dataclass(frozen=True)
class Example:
    """Token ids. Loss is taken on `target` (name pieces and end-of-sequence) only."""

    source: list[int]
    prefix: list[int]
    target: list[int]

    @property
    def cost(self) -> int:
        return len(self.source) + len(self.prefix) + len(self.target)


def trigrams(text: str) -> Counter[str]:
    """Character trigrams of the padded text, counted."""
    padded = f"  {text.lower()} "
    return Counter(padded[i : i + 3] for i in range(len(padded) - 2))


def similarity(a: Counter[str], b: Counter[str]) -> float:
    """Cosine of two trigram counts."""
    dot = sum(count * b[gram] for gram, count in a.items())
    norm = sum(v * v for v in a.values()) * sum(v * v for v in b.values())
    return dot / norm**0.5 if norm else 0.0


def nearest_names(text: str, names: tuple[str, ...], count: int) -> list[str]:
    """The `count` names most similar to `text`, best first."""
    grams = trigrams(text)
    return sorted(names, key=lambda name: -similarity(grams, trigrams(name)))[:count]


NO_CONTEXT_SHARE = 0.25
"""Training mentions that are seen without context: the name alone must do, and a short source costs half."""


class ExampleMaker:
    """Turns names and mentions into examples, with one layout and one random stream."""

    def __init__(self, tokenizer: Tokenizer, layout: Layout, rng: random.Random) -> None:
        self.tokenizer, self.layout, self.rng = tokenizer, layout, rng

    def pieces(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def example(self, left: list[int], mention: str, right: list[int], name: str) -> Example | None:
        mention_pieces, name_pieces = self.pieces(mention), self.pieces(name)
        if not mention_pieces or not name_pieces:
            return None
        if max(len(mention_pieces), len(name_pieces)) > MAX_NAME_PIECES:
            return None
        layout = self.layout
        return Example(
            layout.source(left, mention_pieces, right),
            layout.prefix(mention_pieces, self.pieces),
            [*name_pieces, layout.eos],
        )

    def synonym_pairs(self, concepts: list[Concept], per_concept: int, noised_share: float) -> list[Example]:
        """Up to `per_concept` names of each concept as source; the target is one of the 3 most similar other names.

        A `noised_share` of the sources are damaged copies whose target is the name they came from.
        """
        examples = []
        for concept in concepts:
            names = list(concept.names)
            self.rng.shuffle(names)
            for name in names[:per_concept]:
                if len(names) == 1 or self.rng.random() < noised_share:
                    made = self.example([], self.noised(name), [], name)
                else:
                    others = tuple(other for other in concept.names if other != name)
                    made = self.example([], name, [], self.rng.choice(nearest_names(name, others, 3)))
                if made:
                    examples.append(made)
        return examples

    def foreign_pairs(
        self, concepts: list[Concept], extra_names: dict[str, tuple[str, ...]], per_concept: int
    ) -> list[Example]:
        """Names from other vocabularies as sources; the target is one of the 3 most similar names of the concept."""
        examples = []
        for concept in concepts:
            own = set(concept.names)
            names = [name for name in extra_names.get(concept.id, ()) if name not in own]
            self.rng.shuffle(names)
            for name in names[:per_concept]:
                made = self.example([], name, [], self.rng.choice(nearest_names(name, concept.names, 3)))
                if made:
                    examples.append(made)
        return examples

    def copies(self, names: list[str]) -> list[Example]:
        """Each name as its own source, without context: a rare name must come out piece by piece."""
        made = (self.example([], name, [], name) for name in names)
        return [example for example in made if example]

    def noised(self, name: str) -> str:
        """A dropped word, swapped words, a lost letter, a plural, or the comma inversion undone."""
        words = name.split()
        kind = self.rng.random()
        if ", " in name and kind < 0.3:
            head, *modifiers = name.split(", ")
            return " ".join([*reversed(modifiers), head])
        if len(words) > 2 and kind < 0.5:
            words.pop(self.rng.randrange(len(words)))
        elif len(words) > 1 and kind < 0.65:
            i = self.rng.randrange(len(words) - 1)
            words[i], words[i + 1] = words[i + 1], words[i]
        elif kind < 0.85:
            i = self.rng.randrange(len(words))
            if len(words[i]) > 4:
                j = self.rng.randrange(1, len(words[i]))
                words[i] = words[i][:j] + words[i][j + 1 :]
        else:
            words[-1] = words[-1][:-1] if words[-1].endswith("s") else words[-1] + "s"
        return " ".join(words)

    def mentions(self, documents: list[Document], names_of: dict[str, tuple[str, ...]]) -> list[Example]:
        """One example per first occurrence in a document, short forms expanded, target the gold name nearest to it.

        Four in five take the nearest name, the rest the second nearest. The context is cut to a random length.
        """
        examples = []
        for document in documents:
            long_forms = abbreviations(document.text)
            for mention in first_occurrences(document):
                known = [identifier for identifier in mention.ids if identifier in names_of]
                if not known:
                    continue
                text = long_forms.get(mention.text, mention.text)
                ranked = nearest_names(text, names_of[self.rng.choice(known)], 2)
                name = ranked[-1] if self.rng.random() < 0.2 else ranked[0]
                left, right = self.shortened(self.context(document, mention))
                made = self.example(left, text, right, name)
                if made:
                    examples.append(made)
        return examples

    def context(self, document: Document, mention: Mention) -> tuple[list[int], list[int]]:
        count = self.layout.context_pieces
        left = self.pieces(document.text[max(0, mention.start - 12 * count) : mention.start])
        right = self.pieces(document.text[mention.end : mention.end + 12 * count])
        return left[-count:], right[:count]

    def shortened(self, context: tuple[list[int], list[int]]) -> tuple[list[int], list[int]]:
        """A random part of the context next to the mention, often none of it."""
        left, right = context
        if self.rng.random() < NO_CONTEXT_SHARE:
            return [], []
        before, after = (self.rng.randint(4, self.layout.context_pieces) for _ in range(2))
        return left[-before:], right[:after]
