"""Reads the content credentials (C2PA) that a file carries, in a decoding process; checks no signature, asks nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ugc_studio.domain.credentials import BY_MACHINE, ContentCredentials, CredentialAction
from ugc_studio.media import cbor
from ugc_studio.media.certificates import CertificateName, names_in
from ugc_studio.media.jumbf import Box, JumbfError, boxes_of, store_in

LONGEST, MOST = 200, 40
HEAD_BYTES = 1_000_000
_ELSEWHERE = re.compile(rb"dcterms:provenance\s*(?:=\s*[\"']|>)\s*(https?://[^\"'<\s]{1,500})")
"""An address in the file's XMP; one that begins with ``self#`` means the file itself."""
_X5CHAIN = (33, "x5chain")
"""Where COSE keeps certificates (RFC 9360), and where early writers put them."""


def credentials_in(path: Path) -> ContentCredentials | None:
    """What the credentials in a file say; nothing where there are none.

    Raises:
        OSError: the file cannot be read.
    """
    elsewhere = _elsewhere(path)
    try:
        store = store_in(path)
        if store is None:
            return ContentCredentials(elsewhere=elsewhere) if elsewhere else None
        return _read(boxes_of(store), elsewhere)
    except (JumbfError, cbor.CborError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ContentCredentials(readable=False, manifests=1, elsewhere=elsewhere)


def _elsewhere(path: Path) -> str:
    with path.open("rb") as file:
        found = _ELSEWHERE.search(file.read(HEAD_BYTES))
    return _text(found[1].decode("utf-8", "replace")) if found else ""


def _read(boxes: Iterable[Box], elsewhere: str) -> ContentCredentials:
    """The last manifest of the store is the one that counts."""
    manifests = [box for store in boxes if store.kind == b"jumb" for box in store.boxes if box.kind == b"jumb"]
    parts = {box.label: box for box in manifests[-1].boxes} if manifests else {}
    claims = [part for label, part in parts.items() if label.startswith("c2pa.claim")]
    if not claims:
        raise JumbfError("no claim")
    said = _map(cbor.loads(claims[0].content(b"cbor") or b""))
    assertions = parts.get("c2pa.assertions", Box(b"jumb")).boxes
    who = _signer(parts.get("c2pa.signature"))
    return ContentCredentials(
        manifests=len(manifests),
        generator=_generator(said),
        title=_text(said.get("dc:title")),
        signer=who.subject,
        issuer=who.issuer,
        authors=_few(_authors(assertions)),
        actions=tuple(_actions(assertions))[:MOST],
        ingredients=_few(_ingredients(assertions)),
        by_machine=any(
            action.source in BY_MACHINE
            for one in manifests
            for box in one.boxes
            if box.label == "c2pa.assertions"
            for action in _actions(box.boxes)
        ),
        elsewhere=elsewhere,
    )


def _generator(claim: Mapping[str, Any]) -> str:
    """Which program says so; version 2 of the claim has one description, version 1 a list and a line of text."""
    info = claim.get("claim_generator_info")
    first = _map(info[0] if isinstance(info, list) and info else info)
    if first.get("name"):
        return _text(f"{first['name']} {first.get('version') or ''}")
    return _text(claim.get("claim_generator"))


def _actions(assertions: Iterable[Box]) -> Iterator[CredentialAction]:
    for one in _cbor_assertions(assertions, "c2pa.actions"):
        listed = one.get("actions")
        for action in listed if isinstance(listed, list) else ():
            said = _map(action)
            agent = said.get("softwareAgent")
            yield CredentialAction(
                _text(said.get("action")),
                _text(_map(agent).get("name") if isinstance(agent, dict) else agent),
                _text(said.get("when")),
                _text(said.get("digitalSourceType")).rpartition("/")[2],
            )


def _ingredients(assertions: Iterable[Box]) -> Iterator[str]:
    for one in _cbor_assertions(assertions, "c2pa.ingredient"):
        yield _text(one.get("dc:title")) or "?"


def _authors(assertions: Iterable[Box]) -> Iterator[str]:
    for box in assertions:
        if box.label.startswith("stds.schema-org.CreativeWork"):
            said = _map(json.loads(box.content(b"json") or b"{}"))
            listed = said.get("author")
            for author in listed if isinstance(listed, list) else [listed]:
                yield _text(_map(author).get("name"))


def _cbor_assertions(assertions: Iterable[Box], label: str) -> Iterator[Mapping[str, Any]]:
    for box in assertions:
        if box.label == label or box.label.startswith((f"{label}.", f"{label}__")):
            content = box.content(b"cbor")
            if content is not None:
                yield _map(cbor.loads(content))


def _signer(signature: Box | None) -> CertificateName:
    """The names in the first certificate of a signature (COSE_Sign1: protected, unprotected, payload, signature)."""
    content = signature.content(b"cbor") if signature is not None else None
    parts = cbor.loads(content) if content is not None else None
    if not isinstance(parts, list) or len(parts) < 2:
        return CertificateName()
    for headers in (cbor.loads(parts[0]) if isinstance(parts[0], bytes) and parts[0] else {}, parts[1]):
        for key in _X5CHAIN:
            chain = _map(headers).get(key)
            first = chain[0] if isinstance(chain, list) and chain else chain
            if isinstance(first, bytes):
                return names_in(first)
    return CertificateName()


def _map(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _few(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))[:MOST]


def _text(value: object) -> str:
    """A text of strangers on one line, without signs that steer."""
    if not isinstance(value, str):
        return ""
    return "".join(sign for sign in " ".join(value.split()) if sign.isprintable())[:LONGEST].strip()
