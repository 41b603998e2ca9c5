"""Expands JSON-LD with a real processor and no network; a term that no context knows stands out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyld import jsonld

LOST = "urn:lost:"
ODRL = "http://www.w3.org/ns/odrl.jsonld"
BUNDLED = {ODRL: Path(__file__).with_name("odrl-context.jsonld")}
"""The context of ODRL 2.2 as far as policies use it, in our own words; the address is W3C's."""


def _load(address: str, _options: object) -> dict[str, Any]:
    document = json.loads(BUNDLED[address].read_text(encoding="utf-8"))  # any other address is a KeyError: no network
    return {"contextUrl": None, "documentUrl": address, "document": document}


def expanded(document: object) -> list[Any]:
    """The document without any context; what none of its contexts maps begins with :data:`LOST`."""
    options = {"documentLoader": _load, "expandContext": {"@vocab": LOST, "@base": LOST}}
    found: list[Any] = jsonld.expand(document, options)
    return found


def words(value: object) -> Iterator[str]:
    """Every key, type and identifier of an expanded document."""
    if isinstance(value, list):
        for item in value:
            yield from words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key in ("@id", "@type"):
                yield from item if isinstance(item, list) else [item]
            elif key != "@value":
                yield from words(item)


def leaves(value: object, *, key: str = "") -> Iterator[str]:
    """Every literal and identifier of a document before it is expanded, keys and contexts left out."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name != "@context":
                yield from leaves(item, key=name)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, key=key)
    elif value is not None:
        yield f"{key}={value}"
