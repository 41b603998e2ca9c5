"""Right-to-left text in a line: the Unicode Bidirectional Algorithm (UAX #9) for plain paragraphs.

Marks that push the direction around (embeddings, overrides, isolates) are not obeyed: on a paper that is kept as a
record, text stands in the order that its letters have by themselves, and nobody can turn a sentence with marks that
are not seen. Written here because the packages for it are under the LGPL.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_STRONG_RTL = frozenset({"R", "AL"})
_FORMATS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”"}


def has_rtl(text: str) -> bool:
    """Whether there is anything to reorder; most texts need no more than this question."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


def base_level(text: str) -> int:
    """The direction of a paragraph: that of its first letter (rules P2 and P3)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return 0
        if kind in _STRONG_RTL:
            return 1
    return 0


def levels(text: str, base: int | None = None) -> list[int]:
    """The embedding level of every character: even ones read from left to right, odd ones from right to left.

    ``base`` is the direction of the paragraph (0 or 1); left out, its first letter says it.
    """
    base = base_level(text) if base is None else base
    kinds = [_kind(char) for char in text]
    _weak(kinds, base)
    _brackets(text, kinds, base)
    _neutral(kinds, base)
    found = [_level(kind, base) for kind in kinds]
    return _trailing(text, found, base)


def visual_order(levels: Sequence[int]) -> list[int]:
    """The positions of a line's pieces from left to right (rule L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def _kind(char: str) -> str:
    return unicodedata.bidirectional(char) or "L"


def _weak(kinds: list[str], base: int) -> None:
    """Rules W1 to W7; marks that are not obeyed take the kind of what stands before them."""
    edge = "R" if base else "L"
    before, strong = edge, edge
    for at, kind in enumerate(kinds):
        if kind == "NSM" or kind in _FORMATS:  # W1
            kinds[at] = kind = before if kind == "NSM" or before != edge else "ON"
        if kind == "EN" and strong == "AL":  # W2
            kinds[at] = kind = "AN"
        if kind in {"L", "R", "AL"}:
            strong = kind
        before = kind
    for at, kind in enumerate(kinds):  # W3
        if kind == "AL":
            kinds[at] = "R"
    for at in range(1, len(kinds) - 1):  # W4
        left, right = kinds[at - 1], kinds[at + 1]
        if left == right and ((kinds[at] == "ES" and left == "EN") or (kinds[at] == "CS" and left in {"EN", "AN"})):
            kinds[at] = left
    _terminators(kinds)
    strong = edge
    for at, kind in enumerate(kinds):  # W7
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _terminators(kinds: list[str]) -> None:
    """Rules W5 and W6: a currency or percent sign goes with its number, other separators are neutral."""
    start = 0
    while start < len(kinds):
        if kinds[start] != "ET":
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        beside = (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        kinds[start:end] = ["EN" if beside else "ON"] * (end - start)
        start = end
    for at, kind in enumerate(kinds):
        if kind in {"ES", "CS"}:
            kinds[at] = "ON"


def _brackets(text: str, kinds: list[str], base: int) -> None:
    """Rule N0: a pair of brackets has one direction, that of what it holds or of what stands before it."""
    edge = "R" if base else "L"
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if kinds[at] not in _NEUTRAL:
            continue
        if char in _PAIRS:
            opened.append((_PAIRS[char], at))
        else:
            for depth in range(len(opened) - 1, max(-1, len(opened) - 64), -1):
                if opened[depth][0] == char:
                    pairs.append((opened[depth][1], at))
                    del opened[depth:]
                    break
    for first, last in sorted(pairs):
        inside = {_side(kind) for kind in kinds[first + 1 : last]} - {None}
        if edge in inside:
            kinds[first] = kinds[last] = edge
        elif inside:
            before = next((side for kind in reversed(kinds[:first]) if (side := _side(kind))), edge)
            kinds[first] = kinds[last] = before if before != edge else edge


def _neutral(kinds: list[str], base: int) -> None:
    """Rules N1 and N2: what has no direction takes that of both its sides, else that of the paragraph."""
    edge = "R" if base else "L"
    start = 0
    while start < len(kinds):
        if _side(kinds[start]):
            start += 1
            continue
        end = start
        while end < len(kinds) and not _side(kinds[end]):
            end += 1
        left = _side(kinds[start - 1]) if start else edge
        right = _side(kinds[end]) if end < len(kinds) else edge
        kinds[start:end] = [left if left and left == right else edge] * (end - start)
        start = end


def _side(kind: str) -> str | None:
    """The direction of a kind for its neighbours: numbers count as right to left."""
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else None


def _level(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base % 2 == 0:
        return base + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
    return base + {"L": 1, "AN": 1, "EN": 1}.get(kind, 0)


def _trailing(text: str, found: list[int], base: int) -> list[int]:
    """Rule L1: white space at the end and before tabs stays where the paragraph ends."""
    at = len(found)
    while at and _kind(text[at - 1]) in {"WS", "S", "B"}:
        at -= 1
        found[at] = base
    return found
