"""Patterns that stand for one of many words."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import polars as pl

from pipelines.extract.not_quantities import END
from pipelines.lexicon import WORD


def any_of(words: Iterable[str]) -> str:
    """Alternatives, the longest that fits, Latin ones ending at a word's end; words, not symbols, in any case.

    Written as a tree of shared beginnings: a flat list of some hundred words is several times slower to search for.
    """
    return _any_of(tuple(words))


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> str:
    tree: dict[str, Any] = {}
    is_word = pl.Series(words, dtype=pl.String).str.contains(WORD)
    for word, has_any_case in zip(words, is_word, strict=True):
        node = tree
        for letter in word:
            both = f"[{letter.upper()}{letter}]" if has_any_case and letter.islower() else _escaped(letter)
            node = node.setdefault(both, {})
        node[""] = END if word[-1].isascii() and word[-1].isalpha() else ""
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    """The pattern of one node of the tree: longer words first, then the word that ends here."""
    # A word in any case is tried before the symbol that begins it: Meters before M.
    longer = [letter + _branches(child) for letter, child in sorted(node.items(), key=_words_first) if letter]
    ends = [node[""]] if "" in node else []
    options = longer + ends
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _words_first(branch: tuple[str, Any]) -> tuple[bool, str]:
    return not branch[0].startswith("["), branch[0]


def _escaped(letter: str) -> str:
    return "\\" + letter if letter in r"\.+*?()|[]{}^$/" else letter


def any_case(words: list[str]) -> str:
    """Alternatives in any case, longest first; Latin ones are whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?i:" + "|".join(f"{END}{word}{END}" if word.isascii() else word for word in ordered) + ")"
