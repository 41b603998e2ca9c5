"""What the codes of a request are called: the ways of sending, and the languages of the texts."""

from __future__ import annotations

from collections.abc import Mapping

from ugc_studio.domain.messages import Text, _
from ugc_studio.services.words import NETWORKS

CHANNEL_WORDS: Mapping[str, str | Text] = {
    "whatsapp": "WhatsApp",
    "email": _("e-mail"),
    "sms": "SMS",
    "phone": _("telephone"),
    "letter": _("letter"),
    "in_person": _("in person"),
    "form": _("form"),
    "other": _("another way"),
}
LANGUAGE_NAMES: Mapping[str, str] = {
    "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "nl": "Nederlands", "it": "Italiano",
    "pt": "Português",
}  # fmt: skip
"""Each language by its own name, as its readers look for it."""


def channel_words(channel: str) -> str | Text:
    """What a way of sending is called."""
    return CHANNEL_WORDS.get(channel) or NETWORKS.get(channel, channel)


def language_name(code: str) -> str:
    """A language by its own name, or its code."""
    return LANGUAGE_NAMES.get(code, code.upper())
