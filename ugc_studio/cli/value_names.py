"""What the value of an option or argument is called in help and in errors, in the reader's language.

A ``metavar=N_(…)`` beside an option wins; everything else is found here by the name of its parameter, so that no
spelling of our code (``LAW_OF``, ``NO_CONTEXT``) is ever shown.
"""

from __future__ import annotations

from typing import Any

from ugc_studio.domain.messages import N_

ANY = N_("VALUE")
NAMES = {
    "account": N_("ACCOUNT"),
    "action": N_("ACTION"),
    "advertiser": N_("NAME"),
    "alter": N_("CHANGE"),
    "answer": N_("ANSWER"),
    "ask_again_after": N_("DAYS"),
    "at": N_("POSITION"),
    "brand": N_("BRAND"),
    "channel": N_("CHANNEL"),
    "consideration": N_("NAME=VALUE,…"),
    "contact": N_("ADDRESS"),
    "context": N_("CONTEXT"),
    "country": N_("COUNTRY"),
    "credit": N_("TEXT"),
    "days": N_("DAYS"),
    "detail": N_("WORD"),
    "entity": N_("COMPANY"),
    "exclude": N_("LIMITS"),
    "expiring": N_("DAYS"),
    "gallery": N_("GALLERY"),
    "greeting": N_("TEXT"),
    "guidelines": N_("VERSION"),
    "handle": N_("HANDLE"),
    "head": N_("HASH"),
    "holder": N_("NAME=REASON"),
    "key": N_("KEY"),
    "kind": N_("KIND"),
    "language": N_("LANGUAGE"),
    "law_of": N_("COUNTRY"),
    "limit": N_("NUMBER"),
    "market": N_("MARKET"),
    "media": N_("MEDIUM"),
    "message": N_("MESSAGE"),
    "months": N_("MONTHS"),
    "most": N_("NUMBER"),
    "name": N_("NAME"),
    "no_context": N_("CONTEXT"),
    "notice": N_("NOTICE"),
    "objective": N_("NAME"),
    "offset": N_("NUMBER"),
    "only": N_("LIMITS"),
    "photo": N_("PHOTO"),
    "place": N_("PLACE"),
    "preset": N_("SIZE"),
    "purge_after": N_("MONTHS"),
    "purpose": N_("PURPOSE"),
    "query": N_("SEARCH"),
    "reason": N_("REASON"),
    "recipient": N_("NAME"),
    "remind_after": N_("DAYS"),
    "residence": N_("COUNTRY"),
    "right": N_("RIGHT"),
    "silent_after": N_("DAYS"),
    "sort": N_("ORDER"),
    "territory": N_("COUNTRY"),
    "text": N_("LANGUAGE=FILE"),
    "thread": N_("THREAD"),
    "title": N_("TITLE"),
    "to": N_("POSITION"),
    "usual_notice": N_("NOTICE"),
    "zone": N_("TIME ZONE"),
}


def value_name(parameter: Any) -> str:
    """The marked text that names the value of a parameter."""
    return str(parameter.metavar or NAMES.get(str(parameter.name), ANY))
