"""Finds the values of a JSON text without building them, so that a large document costs no more than its text.

Only where values begin and end is told; whether they are well written shows when one of them is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

MAX_DEPTH = 1000
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|["\[\]{}]', re.DOTALL)
"""A whole string, a bracket, or a quotation mark whose string never ends."""
_PLAIN = re.compile(r"[^\s,:\[\]{}\"]++")
_SPACE = re.compile("[\\s\ufeff]*+")

Span = tuple[int, int]
"""Where a value begins and where it ends."""


def skip_space(text: str, at: int) -> int:
    """The next place that is neither space nor a byte order mark."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def elements(text: str, at: int) -> Iterator[Span]:
    """The elements of the array that begins at ``at``.

    Raises:
        ValueError: the text ends too early, or is no JSON there.
        RecursionError: values are nested too deeply.
    """
    at = skip_space(text, at + 1)
    while text[at : at + 1] != "]":
        end = _end_of(text, at)
        yield at, end
        at = _next(text, end, "]")


def members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object that begins at ``at``, and where their values begin; raises like :func:`elements`."""
    at = skip_space(text, at + 1)
    while text[at : at + 1] != "}":
        end = _end_of(text, at)
        key = json.loads(text[at:end])
        at = skip_space(text, end)
        if text[at : at + 1] != ":" or not isinstance(key, str):
            raise ValueError(at)
        at = skip_space(text, at + 1)
        yield key, at
        at = _next(text, _end_of(text, at), "}")


def _next(text: str, at: int, closing: str) -> int:
    """The place of the next element, or of the bracket that closes."""
    at = skip_space(text, at)
    if text[at : at + 1] == ",":
        return skip_space(text, at + 1)
    if text[at : at + 1] != closing:
        raise ValueError(at)
    return at


def _end_of(text: str, at: int) -> int:
    depth = 0
    if text[at : at + 1] not in ("[", "{", '"'):
        plain = _PLAIN.match(text, at)
        if plain is None:
            raise ValueError(at)
        return plain.end()
    for token in _TOKEN.finditer(text, at):
        mark = text[token.start()]
        if mark == '"':
            if token.end() - token.start() == 1:
                break
        elif mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise RecursionError
        else:
            depth -= 1
        if depth <= 0:
            return token.end()
    raise ValueError(at)
