"""What is looked for in an original in a decoding process, and how the answer reaches ours: as plain checked JSON.

The process has just read hostile bytes, so nothing that it says is believed before it has the right shape.
"""

from __future__ import annotations

import enum
import json
import math
from dataclasses import asdict, replace
from pathlib import Path

from ugc_studio.domain.credentials import ContentCredentials, CredentialAction
from ugc_studio.domain.faces import Face
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits

LIMITS = replace(DEFAULT_LIMITS, cpu_seconds=15, silence_seconds=40.0)
"""For one original: decoding takes most of it."""
MOST_FACES = 200
MOST_TEXTS, LONGEST_TEXT = 40, 200


class Seek(enum.StrEnum):
    """What can be looked for."""

    FACES = "faces"
    CREDENTIALS = "credentials"


class BadFinding(Exception):
    """A process said something that is no finding."""


def seek(what: Seek, path: Path, limits: Limits) -> bytes:
    """Look for something in an original; runs in a decoding process only."""
    if what is Seek.CREDENTIALS:
        from ugc_studio.media.credentials import credentials_in

        found = credentials_in(path)
        return json.dumps(asdict(found) if found is not None else None).encode()
    from ugc_studio.media.faces import SIDE, faces_in
    from ugc_studio.media.pixels import load_upright

    faces = faces_in(load_upright(path, max_side=SIDE, limits=limits))
    return json.dumps([[f.left, f.top, f.width, f.height, f.score] for f in faces]).encode()


def read_faces(data: bytes) -> tuple[Face, ...]:
    """The faces in an answer.

    Raises:
        BadFinding: it has not the shape of one.
    """
    try:
        rows = json.loads(data)
        if not isinstance(rows, list) or len(rows) > MOST_FACES:
            raise BadFinding
        return tuple(Face(*(_share(number) for number in row)) for row in rows)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadFinding from error


def read_credentials(data: bytes) -> ContentCredentials | None:
    """The credentials in an answer; nothing where the file carries none.

    Raises:
        BadFinding: it has not the shape of one.
    """
    try:
        said = json.loads(data)
        if said is None:
            return None
        return ContentCredentials(
            readable=said["readable"] is True,
            by_machine=said["by_machine"] is True,
            manifests=max(0, int(said["manifests"])),
            authors=tuple(_text(one) for one in said["authors"][:MOST_TEXTS]),
            actions=tuple(
                CredentialAction(*(_text(one[name]) for name in ("code", "agent", "when", "source")))
                for one in said["actions"][:MOST_TEXTS]
            ),
            ingredients=tuple(_text(one) for one in said["ingredients"][:MOST_TEXTS]),
            **{name: _text(said[name]) for name in ("generator", "title", "signer", "issuer", "elsewhere")},
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadFinding from error


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError(value)
    return value


def _share(number: object) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise ValueError(number)
    if not 0 <= number <= 1:
        raise ValueError(number)
    return float(number)
