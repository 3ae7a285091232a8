"""PubTator corpora and Schwartz-Hearst abbreviations, as the training stages need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Mention:
    """A gold mention: half-open character offsets into `Document.text`, and the set of accepted ids."""

    start: int
    end: int
    text: str
    type: str
    ids: tuple[str, ...]


@dataclass
class Document:
    """Title and abstract joined by one character, as PubTator counts offsets."""

    id: str
    text: str
    mentions: list[Mention] = field(default_factory=list)


def read_pubtator(path: Path) -> list[Document]:
    """Reads a PubTator file; a repeated document id is kept once (NCBI train holds one twice)."""
    documents: dict[str, Document] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if len(lines) < 2:
            continue
        identifier, _, title = lines[0].split("|", 2)
        abstract = lines[1].split("|", 2)[2]
        document = Document(identifier, f"{title} {abstract}")
        for line in lines[2:]:
            columns = line.split("\t")
            if len(columns) < 6:
                continue
            start, end = int(columns[1]), int(columns[2])
            ids = tuple(
                part.strip().removeprefix("MESH:").removeprefix("OMIM:")
                for part in re.split(r"[|+,]", columns[5])
                if part.strip() not in ("", "-1", "-")
            )
            document.mentions.append(Mention(start, end, document.text[start:end], columns[4], ids))
        documents.setdefault(identifier, document)
    return list(documents.values())


_PARENTHESIS = re.compile(r"\(([^()]{2,40})\)")


def abbreviations(text: str) -> dict[str, str]:
    """Short form to long form, by the algorithm of Schwartz and Hearst (PSB 2003), long form before the parenthesis.

    It takes the shortest long form that holds the letters; where the words before the parenthesis begin with exactly
    these letters, they are the long form: "attenuated adenomatous polyposis coli (AAPC)".
    """
    found: dict[str, str] = {}
    for match in _PARENTHESIS.finditer(text):
        short = re.split(r"[;,]", match.group(1))[0].strip()
        if not (2 <= len(short) <= 10 and len(short.split()) <= 2 and any(c.isalpha() for c in short)):
            continue
        if not short[0].isalnum():
            continue
        long_form = _long_form(short, text[: match.start()].rstrip())
        if long_form:
            found.setdefault(short, long_form)
    return found


def _long_form(short: str, before: str) -> str | None:
    sentence = re.split(r"[.;!?]\s", before)[-1]
    words = sentence.split()
    window = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    s, l = len(short) - 1, len(window) - 1
    while s >= 0:
        char = short[s].lower()
        if not char.isalnum():
            s -= 1
            continue
        while l >= 0 and (
            window[l].lower() != char or (s == 0 and l > 0 and window[l - 1].isalnum())
        ):
            l -= 1
        if l < 0:
            return None
        s, l = s - 1, l - 1
    start = l + 1
    letters = [char.lower() for char in short if char.isalnum()]
    words_from = [match.start() for match in re.finditer(r"[^\W_]+", window)][-len(letters) :]
    if [window[at].lower() for at in words_from] == letters:
        start = min(start, words_from[0])
    candidate = window[start:].strip()
    if len(candidate) <= len(short) or short in candidate.split():
        return None
    return candidate


def first_occurrences(document: Document) -> Iterator[Mention]:
    """One mention per distinct (lower-cased text, ids) of a document: repeats add little and cost as much."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for mention in document.mentions:
        key = (mention.text.lower(), mention.ids)
        if mention.ids and key not in seen:
            seen.add(key)
            yield mention


def without_held_out(documents: list[Document]) -> list[Document]:
    """All but every tenth document: those are kept for fitting the combiner, whose inputs must be unseen text."""
    return [document for index, document in enumerate(documents) if index % 10 != 9]


def held_out(documents: list[Document]) -> list[Document]:
    """Every tenth document of a train part: no generator is trained on it."""
    return documents[9::10]
