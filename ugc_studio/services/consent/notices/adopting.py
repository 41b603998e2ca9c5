"""A brand adopts a standard formule: brand, countries, days and contact are filled in, and a version is issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ugc_studio.domain.consent import Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import MEDIA, RIGHTS
from ugc_studio.services.consent.notices.catalogue import NoticeCatalogue, StandardFormule
from ugc_studio.services.consent.notices.wording import Deviation, Licensee, Wording
from ugc_studio.services.consent.recording import Recorder
from ugc_studio.services.uses import check_territories

NO_CONTACT = "…"
"""Stands for the contact of a brand that has none, where a text is only held against its scope."""
FIELDS: dict[str, Text] = {
    "media": _("the medium"),
    "rights": _("the right"),
    "purposes": _("the purpose"),
    "territories": _("the countries"),
    "term": _("how long it holds"),
    "after_end": _("what happens after the end"),
    "credit": _("the credit"),
    "excluded_contexts": _("the contexts it never stands in"),
    "contexts": _("the contexts it never stands in"),
    "exclusive": _("that it is exclusive"),
    "wording": _("a word that may not be used"),
}
CLOSING: dict[str, Text] = {
    "people": _("what is asked of the people in the photo"),
    "free_hands": _("that others may be allowed the same"),
    "free": _("that it is free of charge"),
    "silence": _("that silence is no consent"),
    "withdraw": _("how to withdraw"),
    "privacy": _("what happens to the answer"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A standard formule as a brand may adopt it, with the version it has adopted so far."""

    key: str
    title: str
    formule: StandardFormule
    adopted: Notice | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How the text in one language and the scope differ, and whether the text may not be issued so."""

    text: Text
    stops: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """The next version of a notice before it is issued, with what is wrong in each language."""

    scope: Scope
    texts: Mapping[str, str]
    differences: Mapping[str, Difference]


class NoticeAdopter:
    """Adopts formules, and says where the text of any notice and its scope differ."""

    def __init__(self, library: Library, *, recorder: Recorder, catalogue: NoticeCatalogue) -> None:
        self._library = library
        self._recorder = recorder
        self.catalogue = catalogue

    def offered(self, brand: str | None = None, *, language: str = "en") -> list[Offered]:
        """The standard formules, with what a brand (the first by default) has adopted of them."""
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            notices = session.register.notices()
        adopted = {notice.key: notice for notice in sorted(notices, key=lambda one: one.version)}
        return [
            Offered(
                one.key, self.catalogue.title(one.key, language), one,
                adopted.get(key_of(chosen, one.key)) if chosen is not None else None,
            )
            for one in self.catalogue.formules
        ]  # fmt: skip

    def adopt(
        self,
        key: str,
        *,
        brand: str | None = None,
        territories: Sequence[str] = (),
        start: dt.date | None = None,
        months: int | None = None,
        contact: str | None = None,
    ) -> Notice:
        """Issue a formule for a brand in every language; adopting it again makes the next version, with new days.

        Raises:
            UsageError: there is no brand, or nobody knows where people may write to.
        """
        formule = self.catalogue.formule(key)
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            if chosen is None:
                raise UsageError(_("Add a brand first: rights are granted to a brand."))
            licensee = licensee_of(session, chosen, contact)
        if licensee.contact == NO_CONTACT:
            raise UsageError(
                _("Say where people may write to withdraw: it stands in the text. The contact is kept with the brand.")
            )
        first = start or self._library.clock().date()
        scope = replace(
            formule.scope, territories=check_territories(tuple(territories) or chosen.countries), start=first,
            end=_last_day(first, formule.months if months is None else months), brands=frozenset({chosen.uuid}),
        )  # fmt: skip
        texts = {
            language: wording.text(scope, licensee, opening=formule.opening)
            for language, wording in self.catalogue.wordings.items()
        }
        title = self.catalogue.title(key, home_language(chosen, self.catalogue.languages))
        if contact and contact.strip() != chosen.policy.contact:
            self._keep_contact(chosen, contact.strip())
        return self._recorder.issue_notice(title, scope=scope, texts=texts, key=key_of(chosen, key))

    def _keep_contact(self, brand: Brand, contact: str) -> None:
        policy = replace(brand.policy, contact=contact)
        self._library.write(lambda session: session.register.edit_brand(brand, policy=policy))

    # ------------------------------------------------------------------ text against scope

    def deviations(self, scope: Scope, texts: Mapping[str, str]) -> dict[str, list[Deviation]]:
        """Where texts say less or more than a scope; a language without deviation is left out."""
        licensee = self._licensee(scope)
        found = {
            language: self.catalogue.wordings[language].deviations(text, scope, licensee)
            for language, text in texts.items()
            if language in self.catalogue.wordings
        }
        return {language: deviations for language, deviations in found.items() if deviations}

    def rewritten(self, before: Notice, scope: Scope) -> dict[str, str]:
        """The texts of a notice for another scope, as far as they say exactly the old one in the standard words."""
        deviating, licensee = self.deviations(before.scope, before.texts), self._licensee(scope)
        texts: dict[str, str] = {}
        for language, text in before.texts.items():
            wording = self.catalogue.wordings.get(language)
            if wording is None or language in deviating:
                continue
            opening = next((one for one in wording.names("opening") if _opens(wording, one, licensee, text)), None)
            if opening is not None:
                texts[language] = wording.text(scope, licensee, opening=opening)
        return texts

    def revision(self, before: Notice, scope: Scope, own: Mapping[str, str]) -> Revision:
        """The next version of a notice as it would be issued: standard texts follow the scope, ``own`` are kept."""
        texts = {**before.texts, **self.rewritten(before, scope), **own}
        filled = {language: text.strip() for language, text in texts.items() if text.strip()}
        return Revision(scope, filled, self.differences(scope, filled))

    def differences(self, scope: Scope, texts: Mapping[str, str]) -> dict[str, Difference]:
        """In which languages the text is not exactly the scope in the standard words, each in a sentence."""
        return {language: _difference(language, found) for language, found in self.deviations(scope, texts).items()}

    def vet(self, scope: Scope, texts: Mapping[str, str]) -> list[Text]:
        """Refuse texts in the standard words that say less or more than the scope; remark on those in other words.

        Raises:
            UsageError: a text names a medium, a right or a term that is not in the scope, or leaves one out.
        """
        differing = self.differences(scope, texts)
        for one in differing.values():
            if one.stops:
                raise UsageError(one.text)
        return [one.text for one in differing.values()]

    def _licensee(self, scope: Scope) -> Licensee:
        with self._library.read() as session:
            brands = [one for one in session.register.brands() if one.uuid in scope.brands]
            return licensee_of(session, brands[0], None) if brands else Licensee(NO_CONTACT, NO_CONTACT, NO_CONTACT)


def _opens(wording: Wording, opening: str, licensee: Licensee, text: str) -> bool:
    return text.startswith(wording.say("opening", opening, licensee=licensee.named))


def _in_own_words(deviations: Sequence[Deviation]) -> bool:
    return {one.field for one in deviations if one.missing} >= {"media", "rights", "closing"}


def _difference(language: str, deviations: Sequence[Deviation]) -> Difference:
    code = language.upper()
    if _in_own_words(deviations):
        return Difference(
            _("The {language} text is in words of its own: nothing can check that it says exactly what is recorded.",
              language=code), stops=False,
        )  # fmt: skip
    return Difference(
        _("The {language} text and what is recorded differ: {parts}. Nothing was issued.",
          language=code, parts=[_deviation(one) for one in deviations]), stops=True,
    )  # fmt: skip


def _deviation(one: Deviation) -> Text:
    words: Mapping[str, object] = {**MEDIA, **RIGHTS}
    value = words.get(one.value) if one.field in {"media", "rights"} else None
    what = CLOSING[one.value] if one.field == "closing" else FIELDS[one.field]
    if one.field == "wording":
        value = one.value
    if value is not None:
        return (
            _("it does not say {what} ({value})", what=what, value=value) if one.missing
            else _("it also says {what} ({value})", what=what, value=value)
        )  # fmt: skip
    return _("it does not say {what}", what=what) if one.missing else _("it says otherwise {what}", what=what)


def key_of(brand: Brand, formule: str) -> str:
    """The key of the notice that a brand makes of a formule; each brand has its own."""
    return f"{brand.key}-{formule}"


def licensee_of(session: Session, brand: Brand, contact: str | None) -> Licensee:
    """Who asks for a brand; the contact is the given one, else the one that is kept with it."""
    accounts = [f"@{one.handle.removeprefix('@')}" for one in session.register.accounts() if one.brand == brand.uuid]
    said = (contact or "").strip() or brand.policy.contact or NO_CONTACT
    return Licensee(brand.name, brand.legal_entity or brand.name, said, tuple(dict.fromkeys(accounts)))


LANGUAGES = {
    "FR": "fr", "LU": "fr", "MC": "fr", "DE": "de", "AT": "de", "LI": "de", "NL": "nl", "ES": "es", "MX": "es",
    "AR": "es", "CL": "es", "CO": "es", "BE": "fr", "CH": "de",
}  # fmt: skip
"""The language to begin with for somebody from a country, where nobody said which one they read."""


def home_language(brand: Brand, known: Sequence[str]) -> str:
    """The language of a brand's first country, or English."""
    language = LANGUAGES.get(brand.countries[0] if brand.countries else "", "en")
    return language if language in known else "en"


def _last_day(first: dt.date, months: int) -> dt.date:
    """The day before the same day so many months later."""
    if not 1 <= months <= 600:
        raise UsageError(_("A term is counted in months, from 1 to 600."))
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    day = min(first.day, (following - dt.timedelta(days=1)).day)
    return dt.date(year, month + 1, day) - dt.timedelta(days=1)
