"""Formules as a person answers them: the whole scope, and what an answer may take out of it, one chip each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ugc_studio.domain.consent import WORLDWIDE, AfterEnd, EventType, Instrument, Medium, Right, Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Limits
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.describing import MEDIA, RIGHTS
from ugc_studio.services.consent.desk.opened import PersonLine
from ugc_studio.services.consent.recording import Answer

WITHOUT_MEDIUM: Mapping[str, Text] = {
    Medium.ORGANIC_SOCIAL: _("not on social networks"),
    Medium.PAID_SOCIAL: _("no advertising"),
    Medium.WEBSITE: _("not on the website"),
    Medium.EMAIL: _("not in e-mails"),
    Medium.PRINT: _("not in print"),
    Medium.OUT_OF_HOME: _("no posters"),
    Medium.IN_STORE: _("not in shops"),
    Medium.TV: _("not on television"),
    Medium.PRESS: _("not for the press"),
    Medium.INTERNAL: _("not inside the company"),
    Medium.PARTNERS: _("not for partners"),
    Medium.EMPLOYEE_ACCOUNTS: _("not on accounts of employees"),
}
WITHOUT_RIGHT: Mapping[str, Text] = {
    Right.CROP: _("no cropping"),
    Right.COLOUR: _("no change of colours"),
    Right.RETOUCH: _("no retouching"),
    Right.OVERLAY: _("no text or pictures on top"),
    Right.TRANSLATION: _("no translation"),
    Right.GENERATIVE: _("no generative AI"),
}
CONTEXTS: Mapping[str, Text] = {
    "alcohol": _("alcohol"),
    "gambling": _("gambling"),
    "health": _("health"),
    "politics": _("politics"),
    "religion": _("religion"),
    "tobacco": _("tobacco"),
}
"""The contexts that the standard wordings leave out; others are written as somebody typed them."""


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One line of the read-only details."""

    field: str
    label: Text
    values: tuple[object, ...]
    """Texts, days or plain words."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that an answer may take out: a part of the scope (``limits``), or a person (``refuses``)."""

    id: str
    label: Text
    limits: Limits = field(default_factory=dict)
    refuses: str | None = None
    """UUID of the person whose image is refused."""


@dataclass(frozen=True, slots=True)
class Formule:
    """The newest version of a notice, as the form shows it."""

    notice: Notice
    lines: tuple[ScopeLine, ...]
    chips: tuple[Chip, ...]

    @property
    def label(self) -> str:
        """Its name with its version."""
        return f"{self.notice.name} v{self.notice.version}"

    def excluded(self, chip_ids: Sequence[str]) -> Limits:
        """What the chosen chips take out of the scope.

        Raises:
            UsageError: an unknown chip, or nothing would be left.
        """
        chosen = self._chosen(chip_ids)
        gone: dict[str, frozenset[str] | dt.date] = {}
        for chip in chosen:
            for name, value in chip.limits.items():
                before = gone.get(name)
                both = isinstance(before, frozenset) and isinstance(value, frozenset)
                gone[name] = before | value if both else value  # type: ignore[operator]  # both are sets
        for name in ("media", "territories"):
            if name in gone and getattr(self.notice.scope, name) <= gone[name]:
                raise UsageError(_("Nothing would be left of this permission. Record a refusal instead."))
        return gone

    def refused(self, chip_ids: Sequence[str]) -> list[str]:
        """The people whose image the chosen chips take out."""
        return [chip.refuses for chip in self._chosen(chip_ids) if chip.refuses is not None]

    def _chosen(self, chip_ids: Sequence[str]) -> list[Chip]:
        known = {chip.id: chip for chip in self.chips}
        unknown = [chip for chip in chip_ids if chip not in known]
        if unknown:
            raise UsageError(_("{chip} cannot be taken out of this permission.", chip=unknown[0]))
        return [known[chip] for chip in dict.fromkeys(chip_ids)]


@dataclass(frozen=True, slots=True)
class Said:
    """How an answer was given: by whom, and the proof, word for word."""

    by: str
    evidence: str | None = None
    message: str | None = None
    files: Sequence[Path] = ()
    permalink: str | None = None
    said_on: dt.date | None = None
    party: str | None = None
    """For whom, when not for themselves."""
    instrument: Instrument | None = None


def formule_of(notice: Notice, people: Sequence[PersonLine] = ()) -> Formule:
    """A notice with its details and chips; ``people`` are those who can be recognised in the photo."""
    return Formule(notice, tuple(_lines(notice.scope)), tuple(_chips(notice.scope, people)))


def newest(notices: Sequence[Notice], brand: str) -> list[Notice]:
    """The newest version of each notice that this brand may use."""
    latest = {notice.key: notice for notice in sorted(notices, key=lambda one: one.version)}
    return [one for one in latest.values() if not one.scope.brands or brand in one.scope.brands]


def answers_of(formule: Formule, assets: Sequence[int], said: Said, without: Sequence[str]) -> list[Answer]:
    """The yes with what it leaves out, and a no for each person whose image it leaves out."""
    proof = {
        "evidence": said.evidence, "message": said.message, "files": said.files, "permalink": said.permalink,
        "said_on": said.said_on,
    }  # fmt: skip
    yes = Answer(
        EventType.GIVEN, assets=assets, by=said.by, party=said.party, instrument=said.instrument,
        notice=formule.notice.uuid, excludes=formule.excluded(without), **proof,  # type: ignore[arg-type]  # by name
    )  # fmt: skip
    noes = [
        Answer(
            EventType.REFUSED, assets=assets, by=said.by, party=person, instrument=Instrument.IMAGE_RELEASE,
            **proof,  # type: ignore[arg-type]  # by name
        )
        for person in formule.refused(without)
    ]  # fmt: skip
    return [yes, *noes]


def _lines(scope: Scope) -> Iterator[ScopeLine]:
    yield ScopeLine("media", _("Covers"), tuple(MEDIA.get(medium, medium) for medium in sorted(scope.media)))
    yield ScopeLine("territories", _("Territory"), tuple(_country(code) for code in sorted(scope.territories)))
    if scope.start is not None:
        yield ScopeLine("start", _("From"), (scope.start,))
    yield ScopeLine("end", _("Until"), (scope.end if scope.end is not None else _("without an end"),))
    changes = sorted(scope.rights & WITHOUT_RIGHT.keys())
    yield ScopeLine("rights", _("Changes"), tuple(RIGHTS[change] for change in changes) or (_("none"),))
    if scope.excluded_contexts:
        contexts = tuple(CONTEXTS.get(one, one) for one in sorted(scope.excluded_contexts))
        yield ScopeLine("excluded_contexts", _("Never together with"), contexts)
    if scope.credit_line:
        yield ScopeLine("credit", _("Credit"), (scope.credit_line,))
    elif scope.credit_required:
        yield ScopeLine("credit", _("Credit"), (_("their name or handle"),))
    if scope.end is not None:
        stay = scope.after_end is AfterEnd.POSTS_STAY
        yield ScopeLine("after_end", _("After the end"), (_("posts stay") if stay else _("posts come down"),))


def _chips(scope: Scope, people: Sequence[PersonLine]) -> Iterator[Chip]:
    if len(scope.media) > 1:
        for medium in sorted(scope.media):
            label = WITHOUT_MEDIUM.get(medium, _("not for {what}", what=medium))
            yield Chip(f"media:{medium}", label, {"media": frozenset({medium})})
    for right in sorted(scope.rights & WITHOUT_RIGHT.keys()):
        yield Chip(f"rights:{right}", WITHOUT_RIGHT[right], {"rights": frozenset({right})})
    if len(scope.territories) > 1 and WORLDWIDE not in scope.territories:
        for code in sorted(scope.territories):
            label = _("not in {country}", country=_country(code))
            yield Chip(f"territories:{code}", label, {"territories": frozenset({code})})
    for person in people:
        if person.recognisable:
            label = _("not the face of {name}", name=person.label)
            yield Chip(f"person:{person.party}", label, refuses=person.party)


def _country(code: str) -> object:
    return _("worldwide") if code == WORLDWIDE else code
