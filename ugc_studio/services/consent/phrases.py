"""Reads what people type about scopes, limits and considerations, in options and in tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.consent import Consideration, Medium, Right, Scope
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.domain.events import Limits
    from ugc_studio.library.session import Session

ALIASES = {
    "medium": "media", "channel": "media", "territory": "territories", "country": "territories",
    "countries": "territories", "right": "rights", "purpose": "purposes", "brand": "brands", "context": "contexts",
    "from": "start", "until": "end",
}  # fmt: skip
LIMIT_FIELDS = ("media", "territories", "rights", "purposes", "brands", "contexts", "start", "end")


def parse_limits(session: Session, words: Sequence[str] | None) -> Limits:
    """Read ``media=paid_social,territories=DE,AT``: a word without ``=`` belongs to the field before it.

    Raises:
        UsageError: a field or a value that no scope knows.
    """
    found: dict[str, list[str]] = {}
    for word in words or ():
        name = ""
        for part in filter(None, (piece.strip() for piece in word.split(","))):
            left, equals, right = part.partition("=")
            if equals:
                name = ALIASES.get(left.strip(), left.strip())
            if name not in LIMIT_FIELDS:
                raise UsageError(
                    _("{part} is not understood. Write FIELD=VALUE with one of: {fields}.",
                      part=part, fields=list(LIMIT_FIELDS))
                )  # fmt: skip
            found.setdefault(name, []).append((right if equals else part).strip())
    return {name: _checked(session, name, values) for name, values in found.items()}


def _checked(session: Session, name: str, values: list[str]) -> frozenset[str] | dt.date:
    if name in {"start", "end"}:
        try:
            return dt.date.fromisoformat(values[-1])
        except ValueError:
            raise UsageError(_("{text} is not a date such as 2026-08-18.", text=values[-1])) from None
    return _SETS[name](session, values)


def check_media(_session: Session, values: Iterable[str]) -> frozenset[str]:
    """Media, or single channels by their network."""
    from ugc_studio.channels.registry import Channels

    networks = {channel.network for channel in Channels.load()} - set(Medium)
    wanted = frozenset(values)
    unknown = sorted(wanted - set(Medium) - networks)
    if unknown:
        raise UsageError(
            _("{name} is no medium. Choose from: {known}.", name=unknown[0], known=[*Medium, *sorted(networks)])
        )
    return wanted


def check_rights(_session: Session, values: Iterable[str]) -> frozenset[str]:
    """Rights by their whole or short name (``crop`` for ``adaptation.crop``)."""
    short = {right.value.removeprefix("adaptation."): right.value for right in Right}
    found = set()
    for value in values:
        name = value.casefold().removeprefix("adaptation.")
        if name not in short:
            raise UsageError(_("{name} is no right. Choose from: {known}.", name=value, known=list(short)))
        found.add(short[name])
    return frozenset(found)


def _territories(_session: Session, values: Iterable[str]) -> frozenset[str]:
    from ugc_studio.services.uses import check_territories

    return check_territories(tuple(values))


def _brands(session: Session, values: Iterable[str]) -> frozenset[str]:
    return frozenset(session.register.brand(value).uuid for value in values)


def _words(_session: Session, values: Iterable[str]) -> frozenset[str]:
    return frozenset(value.casefold() for value in values)


_SETS: Mapping[str, Callable[[Session, Iterable[str]], frozenset[str]]] = {
    "media": check_media,
    "territories": _territories,
    "rights": check_rights,
    "purposes": _words,
    "brands": _brands,
    "contexts": _words,
}


def scope_over(session: Session, base: Scope | None, said: dict[str, Any]) -> Scope | None:
    """A scope with what was said on the command line in place of the base's fields; the base when nothing was said."""
    changes: dict[str, Any] = {}
    for option, field in (("media", "media"), ("territories", "territories"), ("purposes", "purposes"),
                          ("brands", "brands"), ("contexts", "excluded_contexts")):  # fmt: skip
        if said.get(option):
            changes[field] = _SETS[option](session, said[option])
    if said.get("rights"):
        changes["rights"] = check_rights(session, said["rights"]) | {"reproduction", "representation"}
    changes |= {name: said[name] for name in ("start", "end", "after_end") if said.get(name) is not None}
    if said.get("credit"):
        changes |= {"credit_line": said["credit"], "credit_required": True}
    if not changes:
        return base
    return replace(base or Scope(frozenset(), frozenset()), **changes)


def parse_consideration(session: Session, text: str | None) -> Consideration | None:
    """Read ``kind=voucher,value=50,advertiser=…,objective=…``; a value left out counts as unknown."""
    if not text:
        return None
    parts = dict(pair_of(part) for part in text.split(","))
    if unknown := sorted(parts.keys() - {"kind", "value", "advertiser", "objective"}):
        raise UsageError(_("{name} is no part of a consideration.", name=unknown[0]))
    if "kind" not in parts:
        raise UsageError(_("Say what was given: kind=voucher (or stay, prize, fee)."))
    value = parts.get("value")
    try:
        amount = None if value is None else float(value)
    except ValueError:
        raise UsageError(_("{value} is not a sum in euros.", value=value)) from None
    if amount is not None and not 0 <= amount < 1e9:
        raise UsageError(_("{value} is not a sum in euros.", value=value))
    return Consideration(
        code_of(session, parts["kind"]) or "other",
        amount,
        code_of(session, parts.get("advertiser")),
        code_of(session, parts.get("objective")),
    )


def code_of(session: Session, name: str | None) -> str | None:
    """A short code for the chain, which never holds names: a brand's key, or the name in plain letters."""
    from ugc_studio.library.register import slug

    if not name:
        return None
    try:
        return session.register.brand(name).key
    except NotFound:
        return slug(name)


def pair_of(part: str) -> tuple[str, str]:
    """Read ``NAME=VALUE``."""
    name, equals, value = part.partition("=")
    if not equals or not value.strip():
        raise UsageError(_("{part} is not understood. Example: kind=voucher,value=50", part=part))
    return name.strip(), value.strip()
