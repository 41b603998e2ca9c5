"""Reads CBOR (RFC 8949) of strangers: bounded in depth and size, and only the kinds of values that credentials hold."""

from __future__ import annotations

import struct
from typing import Any

MOST_DEPTH = 32
MOST_VALUES = 100_000


class CborError(ValueError):
    """The bytes are no CBOR, or more of it than anybody sends."""


def loads(data: bytes) -> Any:
    """The value that the bytes begin with: numbers, texts, bytes, lists, dictionaries, true, false or nothing.

    Tags are passed over, for their values are what they wrap. Keys that cannot be keys become texts.

    Raises:
        CborError: cut off, malformed, or too large.
    """
    return _Reader(data).value(0)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._values = 0

    def value(self, depth: int) -> Any:
        self._values += 1
        if depth > MOST_DEPTH or self._values > MOST_VALUES:
            raise CborError("too large")
        kind, short = divmod(self._take(1)[0], 32)
        if kind == 7:
            return self._simple(short)
        if short == 31:
            return self._open_ended(kind, depth)
        number = self._number(short)
        if kind in (0, 1):
            return number if kind == 0 else -1 - number
        if kind == 2:
            return self._take(number)
        if kind == 3:
            return self._take(number).decode("utf-8", "replace")
        if kind == 4:
            return [self.value(depth + 1) for _place in range(self._countable(number))]
        if kind == 5:
            return dict(self._pair(depth) for _place in range(self._countable(number)))
        return self.value(depth + 1)

    def _open_ended(self, kind: int, depth: int) -> Any:
        """A value whose end is marked instead of counted."""
        if kind in (2, 3):
            parts: list[bytes] = []
            while not self._ends():
                part = self.value(depth + 1)
                parts.append(part.encode() if isinstance(part, str) else part if isinstance(part, bytes) else b"")
            whole = b"".join(parts)
            return whole if kind == 2 else whole.decode("utf-8", "replace")
        if kind == 4:
            found: list[Any] = []
            while not self._ends():
                found.append(self.value(depth + 1))
            return found
        if kind == 5:
            pairs: dict[Any, Any] = {}
            while not self._ends():
                key, value = self._pair(depth)
                pairs[key] = value
            return pairs
        raise CborError("malformed")

    def _pair(self, depth: int) -> tuple[Any, Any]:
        key = self.value(depth + 1)
        return (key if isinstance(key, str | int | bytes) else str(key)), self.value(depth + 1)

    def _ends(self) -> bool:
        if self._data[self._at : self._at + 1] == b"\xff":
            self._at += 1
            return True
        return False

    def _simple(self, short: int) -> Any:
        if short in (25, 26, 27):
            code, size = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}[short]
            return struct.unpack(code, self._take(size))[0]
        if short == 24:
            self._take(1)
            return None
        if short > 27:
            raise CborError("malformed")
        return {20: False, 21: True}.get(short)

    def _number(self, short: int) -> int:
        if short < 24:
            return short
        if short > 27:
            raise CborError("malformed")
        return int.from_bytes(self._take(1 << (short - 24)), "big")

    def _countable(self, number: int) -> int:
        """A count of values, each of which takes a byte at least."""
        if number > len(self._data) - self._at:
            raise CborError("cut off")
        return number

    def _take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise CborError("cut off")
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken
