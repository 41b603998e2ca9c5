"""How a paper speaks: one language, days in words, instants in UTC, and the few words of the sheet itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.consent import EventType, Role
from ugc_studio.domain.legal_basis import LegalBasis
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.exporters.paper.document import Words

STATES: Mapping[EventType, Text] = {
    EventType.REQUESTED: _("Asked, no answer yet"),
    EventType.REPLIED: _("Answered, not read yet"),
    EventType.NO_RESPONSE: _("Never answered"),
    EventType.GIVEN: _("Given"),
    EventType.REFUSED: _("Refused"),
    EventType.WITHDRAWN: _("Withdrawn"),
    EventType.OBJECTED: _("Objected"),
    EventType.REVOKED: _("Revoked"),
    EventType.INVALIDATED: _("Declared invalid"),
}
"""The state of one instrument of one person, by the word that counts."""
NOTHING_RECORDED = _("Nothing recorded")
ENDED = _("Ended")

BASES: Mapping[LegalBasis, Text] = {
    LegalBasis.CONSENT: _("consent, GDPR art. 6(1)(a)"),
    LegalBasis.CONTRACT: _("contract, GDPR art. 6(1)(b)"),
    LegalBasis.LEGITIMATE_INTEREST: _("legitimate interest, GDPR art. 6(1)(f)"),
}

ROLES: Mapping[Role, Text] = {
    Role.EDITOR: _("editor"),
    Role.LEGAL: _("legal reviewer"),
    Role.SCHEDULER: _("scheduler"),
}

PROOF_STATES: Mapping[str, Text] = {
    "kept": _("kept"),
    "broken": _("missing or changed"),
    "erased": _("erased on request"),
}

LANGUAGES: Mapping[str, Text] = {
    "en": _("English"),
    "fr": _("French"),
    "de": _("German"),
    "nl": _("Dutch"),
    "es": _("Spanish"),
    "it": _("Italian"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The state of the ledger that a paper speaks of."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Renders texts for one paper."""

    translator: Translator

    @property
    def language(self) -> str:
        """The language of the paper."""
        return self.translator.language

    def __call__(self, text: object) -> str:
        """A text, a day, a number or a plain word as it is read."""
        return self.translator.show(text)

    def lines(self, *texts: object) -> str:
        """Several texts, one below the other; empty ones take no line."""
        return "\n".join(shown for shown in map(self, texts) if shown)

    def instant(self, moment: dt.datetime | str | None) -> str:
        """A moment to the minute, in UTC, because the ledger is in UTC."""
        if not moment:
            return ""
        at = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        if at.tzinfo is None:
            return self(at)
        at = at.astimezone(dt.UTC)
        return self(_("{day}, {time} UTC", day=at.date(), time=f"{at:%H:%M}"))

    def day(self, moment: dt.datetime | None) -> str:
        """The day of an instant."""
        return "" if moment is None else self(moment.astimezone(dt.UTC).date())

    def foot(self, head: Head, now: dt.datetime) -> str:
        """What stands at the foot of every page."""
        return self(
            _(
                "Ledger head {seq} · {hash}\nMade on {moment} with UGC Studio. Confidential: it names people.",
                seq=str(head.seq), hash=head.hash, moment=self.instant(now),
            )
        )  # fmt: skip

    def sheet(self) -> Words:
        """The words of the sheet itself."""
        return Words(
            page=self.translator(_("Page {page} of {pages}", page="{page}", pages="{pages}")),
            unprintable=self(_("Characters that the typefaces of this paper lack")),
            drawn_as=self.translator(_("drawn as {char}", char="{char}")),
            box=self(_("drawn as a box with its code")),
        )

    def language_name(self, code: str) -> str:
        """A language by its name."""
        return self(LANGUAGES.get(code, code))
