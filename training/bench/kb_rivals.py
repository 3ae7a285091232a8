"""Measures the tries that others constrain decoding with, on the names that `npm run bench:kb` hands over.

    python kb_rivals.py FOLDER [--dict]

FOLDER holds `names.txt` (UTF-8, one name a line), `tokens.u32` and `starts.u32` (name i is tokens[starts[i]:starts[i + 1]])
and `prefixes.json` (lists of tokens that begin names). Prints one JSON object. marisa-trie is looked up as mGENRE's
`MarisaTrie.get` does, and the dict trie is GENRE's `Trie` without the walk from the root.
"""

import argparse
import array
import json
import sys
import time
from pathlib import Path

SURROGATES = range(0xD800, 0xE000)


def characters(tokens):
    """Tokens as one character each; surrogates, which UTF-8 cannot write, are stepped over."""
    return "".join(chr(token + 1 if token + 1 < SURROGATES.start else token + 1 + len(SURROGATES)) for token in tokens)


def read_numbers(file):
    numbers = array.array("I")
    if numbers.itemsize != 4:
        raise SystemExit("This Python's unsigned int has not 4 bytes. Nothing was measured.")
    numbers.frombytes(file.read_bytes())
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers


def microseconds(lookups, prefixes):
    start = time.perf_counter()
    for prefix in prefixes:
        lookups(prefix)
    return 1e6 * (time.perf_counter() - start) / len(prefixes)


def measure_marisa(names, sequences, prefixes):
    try:
        import marisa_trie
    except ImportError:
        return None
    start = time.perf_counter()
    utf8 = marisa_trie.Trie(names)
    seconds = time.perf_counter() - start
    by_token = marisa_trie.Trie([characters(tokens) for tokens in sequences])

    def following(prefix):
        return {key[len(prefix)] for key in by_token.keys(prefix) if len(key) > len(prefix)}

    return {
        "utf8_bytes": len(utf8.tobytes()),
        "utf8_bytes_8_tries": len(marisa_trie.Trie(names, num_tries=8).tobytes()),
        "token_bytes": len(by_token.tobytes()),
        "names_per_second": len(names) / seconds,
        "lookup_us": microseconds(following, [characters(prefix) for prefix in prefixes]),
    }


def measure_dict(sequences, prefixes):
    root = {}
    for tokens in sequences:
        node = root
        for token in tokens:
            node = node.setdefault(token, {})
        node[-1] = None
    size = 0
    stack = [root]
    while stack:
        node = stack.pop()
        size += sys.getsizeof(node)
        stack.extend(child for child in node.values() if child is not None)

    def following(prefix):
        node = root
        for token in prefix:
            node = node[token]
        return list(node)

    return {"bytes": size, "lookup_us": microseconds(following, prefixes)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dict", action="store_true", help="measure the dict trie too")
    options = parser.parse_args()
    names = (options.folder / "names.txt").read_text(encoding="utf-8").split("\n")[:-1]
    tokens = read_numbers(options.folder / "tokens.u32")
    starts = read_numbers(options.folder / "starts.u32")
    sequences = [tokens[start:end] for start, end in zip(starts, starts[1:])]
    prefixes = json.loads((options.folder / "prefixes.json").read_text())
    print(
        json.dumps(
            {
                "marisa": measure_marisa(names, sequences, prefixes),
                "dict": measure_dict(sequences, prefixes) if options.dict else None,
            }
        )
    )


if __name__ == "__main__":
    main()
