"""From the filled form to the ledger: the answers, what the gate would say afterwards, and the button's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.reading import Permission
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Consideration, Instrument
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.services.consent.desk.formules import Formule, Said
from ugc_studio.services.consent.foreseeing import foresee
from ugc_studio.services.consent.packs import packs_of
from ugc_studio.services.consent.phrases import code_of
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.uses import standard_use, today_of

APPROVALS = frozenset({ReasonCode.APPROVAL_PENDING, ReasonCode.CONSIDERATION_REVIEW, ReasonCode.MANNEQUIN_RISK})


@dataclass(frozen=True, slots=True)
class InReturn:
    """Something of value that was given for it, as it was typed."""

    kind: str
    value: float | None
    objective: str | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that can be recorded."""

    assets: tuple[AssetId, ...]
    speaker: str
    permissions: tuple[Permission, ...]
    formule: Formule
    without: tuple[str, ...]
    evidence: str
    message: str | None
    files: tuple[Path, ...]
    permalink: str | None = None
    said_on: dt.date | None = None
    in_return: InReturn | None = None
    note: str | None = None

    @property
    def refused(self) -> frozenset[str]:
        """The people whose face the answer leaves out."""
        return frozenset(self.formule.refused(self.without))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What recording would lead to for the photo on the desk."""

    verdict: Verdict | None
    reasons: tuple[Text, ...]


def answers_for(studio: Studio, filled: Filled) -> list[Answer]:
    """One yes for each permission, and one no for each face that the answer leaves out.

    Raises:
        UsageError: nothing would be left.
    """
    chips = [chip for chip in filled.without if not chip.startswith("person:")]
    faces = [chip for chip in filled.without if chip.startswith("person:")]
    with studio.library.read() as session:
        objective = code_of(session, filled.in_return.objective) if filled.in_return else None
    answers: list[Answer] = []
    for number, permission in enumerate(filled.permissions):
        said = Said(
            filled.speaker, filled.evidence, filled.message, filled.files, filled.permalink, filled.said_on,
            permission.party, permission.instrument,
        )  # fmt: skip
        without = [*chips, *(faces if number == 0 else ())]
        answers += studio.consent_desk.answers(filled.formule, filled.assets, said, without=without)
    return [replace(one, reason=filled.note, consideration=_value(filled, objective, one)) for one in answers]


def _value(filled: Filled, objective: str | None, answer: Answer) -> Consideration | None:
    if filled.in_return is None or answer.notice is None:
        return None
    return Consideration(filled.in_return.kind, filled.in_return.value, objective=objective)


def record(studio: Studio, filled: Filled) -> list[Event]:
    """Write the answers: all or none."""
    return studio.consent.recorder.answer_all(answers_for(studio, filled))


def outlook(studio: Studio, asset: AssetId, filled: Filled, brand: str | None) -> Outlook:
    """What the gate would say about this photo afterwards, for the brand's standard use; nothing is written."""
    answers = answers_for(studio, filled)
    with studio.library.read() as session:
        chosen = session.register.brand_or_first(brand)
        if chosen is None:
            return Outlook(None, ())
        use = standard_use(chosen, today_of(chosen, studio.library.clock()))
        packs = packs_of(studio.country_rules)
        verdict = foresee(session, asset, answers, use, policy=chosen.policy, packs=packs, actor=studio.actor)
    describer = studio.consent.describer([verdict])
    return Outlook(verdict, tuple(describer.reason(reason) for reason in verdict.reasons))


def button_words(permissions: Sequence[Permission], seen: Outlook | None) -> Text:
    """What pressing the button will do, and what will still be missing then."""
    what = _what(permissions)
    codes = {reason.code for reason in seen.verdict.reasons} if seen is not None and seen.verdict is not None else set()
    if not codes:
        return _("{what} and next", what=what)
    if codes <= APPROVALS:
        return _("{what} · then legal approves", what=what)
    people = {
        reason.party for reason in seen.verdict.reasons
        if reason.party and reason.code not in APPROVALS
    } if seen is not None and seen.verdict is not None else set()  # fmt: skip
    if people:
        return ngettext(
            "{what} · still blocked: {n} person", "{what} · still blocked: {n} people", len(people),
            what=what, n=len(people),
        )  # fmt: skip
    return _("{what} · still blocked", what=what)


def _what(permissions: Sequence[Permission]) -> Text:
    kinds = {permission.instrument for permission in permissions}
    if kinds == {Instrument.LICENCE}:
        return _("Record licence")
    if kinds == {Instrument.IMAGE_RELEASE}:
        n = len(permissions)
        return ngettext("Record release", "Record {n} releases", n, n=n)
    return _("Record permissions")
