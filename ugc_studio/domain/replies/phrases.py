"""Known phrases, written as small patterns: ``(a|b)`` is a choice, ``[a]`` may be missing.

``<name>`` stands for another pattern by its name. A pattern is matched word by word, so that nothing unknown slips
through between two known words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ugc_studio.domain.replies.tokens import Kind, Token, spellings, tokenise

ANY_NUMBER = "#"
"""In a pattern, any number in figures."""
_PARTS = re.compile(r"[()\[\]|]|<\w+>|[^\s()\[\]|<>]+")
Marks = frozenset[str]
Ending = tuple[int, Marks]
"""Where a match ends, and which named lists it went through."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, however it is spelled."""

    spelled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A list of patterns by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; an empty row among them makes it optional."""

    parts: tuple[Node, ...]


Node = Word | Named | Row | Choice


@dataclass(frozen=True)
class Pattern:
    """One pattern of a kind of phrase."""

    kind: str
    node: Node
    lists: Mapping[str, Node]

    @cached_property
    def first(self) -> frozenset[str]:
        """The words that it can begin with."""
        return frozenset(_first(self.node, self.lists))

    def endings(self, tokens: Sequence[Token], start: int) -> set[Ending]:
        """Where it may end when it begins at ``start``."""
        return _endings(self.node, self.lists, tokens, start)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A known phrase found in a message: its kind, its tokens, and the named lists that it went through."""

    kind: str
    start: int
    end: int
    marks: Marks = frozenset()


class Phrasebook:
    """All patterns of one language, found by their first word."""

    def __init__(self, patterns: Mapping[str, Sequence[str]], lists: Mapping[str, str]) -> None:
        """``patterns`` by kind; ``lists`` are patterns by name, used in others as ``<name>``."""
        self._lists = {name: parse(text) for name, text in lists.items()}
        self._by_word: dict[str, list[Pattern]] = {}
        for kind, texts in patterns.items():
            for text in texts:
                pattern = Pattern(kind, parse(text), self._lists)
                for word in pattern.first:
                    self._by_word.setdefault(word, []).append(pattern)

    def at(self, tokens: Sequence[Token], start: int) -> Iterator[Phrase]:
        """Every known phrase that begins at a token."""
        token = tokens[start]
        if token.kind not in {Kind.WORD, Kind.NUMBER}:
            return
        found = [*self._by_word.get(token.text, ())]
        if token.kind is Kind.NUMBER:
            found += self._by_word.get(ANY_NUMBER, ())
        for pattern in found:
            for end, marks in sorted(pattern.endings(tokens, start), key=_many_first):
                if end > start:
                    yield Phrase(pattern.kind, start, end, marks)


def _many_first(ending: Ending) -> tuple[int, bool, list[str]]:
    """A pronoun that stands for one or for several is taken for several: it says what was asked about."""
    end, marks = ending
    return end, "many" not in marks, sorted(marks)


def parse(text: str) -> Node:
    """Read a pattern."""
    parts = _PARTS.findall(text)
    node, left = _choice(parts, 0)
    if left != len(parts):
        raise ValueError(f"unbalanced pattern: {text}")
    return node


def _choice(parts: Sequence[str], at: int) -> tuple[Node, int]:
    options: list[Node] = []
    row: list[Node] = []
    while at < len(parts) and parts[at] not in ")]":
        part = parts[at]
        if part == "|":
            options.append(Row(tuple(row)))
            row = []
            at += 1
        elif part in "([":
            inner, end = _choice(parts, at + 1)
            row.append(inner if part == "(" else Choice((inner, Row(()))))
            at = end + 1
        else:
            row += _words(part)
            at += 1
    options.append(Row(tuple(row)))
    return (options[0] if len(options) == 1 else Choice(tuple(options))), at


def _words(part: str) -> list[Node]:
    if part.startswith("<"):
        return [Named(part.strip("<>"))]
    if part == ANY_NUMBER:
        return [Word(frozenset((ANY_NUMBER,)))]
    return [Word(spellings(part[token.start : token.end])) for token in tokenise(part) if token.kind in
            {Kind.WORD, Kind.NUMBER}]  # fmt: skip


def _first(node: Node, lists: Mapping[str, Node]) -> set[str]:
    match node:
        case Word():
            return set(node.spelled)
        case Named():
            return _first(lists[node.name], lists)
        case Choice():
            return {word for part in node.parts for word in _first(part, lists)}
        case Row():
            found: set[str] = set()
            for part in node.parts:
                found |= _first(part, lists)
                if not _may_be_empty(part, lists):
                    break
            return found


def _may_be_empty(node: Node, lists: Mapping[str, Node]) -> bool:
    match node:
        case Word():
            return False
        case Named():
            return _may_be_empty(lists[node.name], lists)
        case Choice():
            return any(_may_be_empty(part, lists) for part in node.parts)
        case Row():
            return all(_may_be_empty(part, lists) for part in node.parts)


def _endings(node: Node, lists: Mapping[str, Node], tokens: Sequence[Token], start: int) -> set[Ending]:
    match node:
        case Word():
            if start < len(tokens) and _fits(node, tokens[start]):
                return {(start + 1, frozenset())}
            return set()
        case Named():
            inside = _endings(lists[node.name], lists, tokens, start)
            return {(end, marks | {node.name}) for end, marks in inside}
        case Choice():
            return {ending for part in node.parts for ending in _endings(part, lists, tokens, start)}
        case Row():
            reached: set[Ending] = {(start, frozenset())}
            for part in node.parts:
                reached = {
                    (end, marks | more) for at, marks in reached for end, more in _endings(part, lists, tokens, at)
                }
            return reached


def _fits(word: Word, token: Token) -> bool:
    if token.kind is Kind.NUMBER:
        return ANY_NUMBER in word.spelled or token.text in word.spelled
    return token.kind is Kind.WORD and token.text in word.spelled
