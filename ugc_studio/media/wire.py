"""How a worker's answer travels to the parent: JSON for the facts, raw bytes behind it for proxy and hashes.

The worker has just fed hostile bytes to native decoders, so the parent never unpickles what it says and takes no path
from it; a malformed answer is an error of the worker.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from pathlib import Path
from typing import Any

from ugc_studio.domain.assets import AssetKind, Sha256
from ugc_studio.domain.fingerprints import Fingerprint
from ugc_studio.domain.media import DateSource, Decoded, EmbeddedMetadata, FileKind, RejectCode, Rejected

READY = b"R"
ALIVE = b"A"
_DECODED, _REJECTED = b"D", b"X"
_LENGTHS = struct.Struct("<II")
_METADATA_FIELDS = tuple(item.name for item in fields(EmbeddedMetadata))
_NO_METADATA = EmbeddedMetadata()


class BadAnswer(Exception):
    """A worker said something that is no answer."""


def encode(outcome: Decoded | Rejected) -> bytes:
    """One message of a worker."""
    if isinstance(outcome, Rejected):
        return _REJECTED + json.dumps([outcome.code, dict(outcome.params)]).encode()
    fingerprint, proxy = outcome.fingerprint, outcome.proxy
    metadata = outcome.metadata
    facts = {
        "sha256": outcome.sha256,
        "pixels": outcome.pixels_sha256,
        "kind": outcome.kind,
        "format": outcome.format,
        "size": [outcome.width, outcome.height, outcome.byte_size, outcome.proxy_width, outcome.proxy_height],
        "colour": outcome.colour,
        "features": dict(outcome.features),
        "metadata": {
            name: value
            for name in _METADATA_FIELDS
            if (value := getattr(metadata, name)) != getattr(_NO_METADATA, name)
        },
        "duration": outcome.duration_ms,
        "live": outcome.live_photo_id,
        "motion": outcome.motion_photo,
        "recipe": [fingerprint.recipe, fingerprint.version, fingerprint.quality] if fingerprint else None,
    }
    text = json.dumps(facts).encode()
    hashes = fingerprint.hashes if fingerprint else b""
    return b"".join((_DECODED, _LENGTHS.pack(len(text), len(hashes)), text, hashes, proxy or b""))


def decode(message: bytes, staged: Path) -> Decoded | Rejected:
    """The outcome in a message, with the staged path that the parent itself gave.

    Raises:
        BadAnswer: the message has not the shape of an answer.
    """
    try:
        if message[:1] == _REJECTED:
            code, params = json.loads(message[1:])
            return Rejected(RejectCode(code), dict(params))
        if message[:1] != _DECODED:
            raise BadAnswer
        start = 1 + _LENGTHS.size
        text, hashes = _LENGTHS.unpack(message[1:start])
        facts = json.loads(message[start : start + text])
        binary = message[start + text :]
        return _decoded(facts, binary[:hashes], binary[hashes:], staged)
    except (ValueError, TypeError, KeyError, struct.error, RecursionError) as error:
        raise BadAnswer from error


def _decoded(facts: dict[str, Any], hashes: bytes, proxy: bytes, staged: Path) -> Decoded:
    width, height, size, proxy_width, proxy_height = (int(number) for number in facts["size"])
    metadata = dict(facts["metadata"])
    if "keywords" in metadata:
        metadata["keywords"] = tuple(str(word) for word in metadata["keywords"])
    if "taken_source" in metadata:
        metadata["taken_source"] = DateSource(metadata["taken_source"])
    recipe = facts["recipe"]
    return Decoded(
        sha256=Sha256(_digest(facts["sha256"])),
        pixels_sha256=Sha256(_digest(facts["pixels"])),
        kind=AssetKind(facts["kind"]),
        format=FileKind(facts["format"]),
        width=width,
        height=height,
        byte_size=size,
        staged=staged,
        proxy=proxy or None,
        proxy_width=proxy_width,
        proxy_height=proxy_height,
        colour=int(facts["colour"]),
        fingerprint=Fingerprint(hashes, int(recipe[2]), str(recipe[0]), int(recipe[1])) if recipe else None,
        features={str(name): float(value) for name, value in facts["features"].items()},
        metadata=EmbeddedMetadata(**metadata),
        duration_ms=facts["duration"],
        live_photo_id=facts["live"],
        motion_photo=bool(facts["motion"]),
    )


def _digest(text: str) -> str:
    if len(bytes.fromhex(text)) != 32:
        raise ValueError(text)
    return text
