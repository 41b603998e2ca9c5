"""Reads and writes of the paper windows, done on a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.photo_list import Tickable
from ugc_studio.desktop.pages.consent.reading import small_picture
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.consent.forms.reading import PaperReading
from ugc_studio.services.consent.forms.service import OpenedPaper
from ugc_studio.services.words import CONSENT_STATES


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a paper."""

    grants: int
    photos: int
    cleared: int

    @property
    def text(self) -> Text:
        """In one sentence."""
        return _(
            "Permissions recorded from one paper: {grants}. Photos cleared now: {cleared} of {photos}.",
            grants=self.grants, cleared=self.cleared, photos=self.photos,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperOnDesk:
    """A paper with the small pictures of its photos."""

    opened: OpenedPaper
    photos: tuple[Tickable, ...]


def on_desk(studio: Studio, evidence: str, brand: str | None) -> PaperOnDesk:
    """Open a paper."""
    opened = studio.forms.open(evidence)
    photos = tuple(
        Tickable(
            row.asset.id, row.name, small_picture(studio, str(row.asset.sha256), sensitive=row.sensitive, side=40),
            CONSENT_STATES[row.consent], ticked=True,
        )
        for row in studio.browsing.rows(list(opened.assets), brand=brand)
    )  # fmt: skip
    return PaperOnDesk(opened, photos)


def record_paper(studio: Studio, reading: PaperReading, brand: str | None, *, approve: bool) -> Recorded:
    """Record a paper and, where legal says so in the same breath, approve what waits for it."""
    events = studio.forms.record(reading)
    if approve:
        _approve(studio, reading.assets, brand)
    rows = studio.browsing.rows(list(reading.assets), brand=brand)
    cleared = sum(row.consent is ConsentState.CLEARED for row in rows)
    return Recorded(sum(event.type is EventType.GIVEN for event in events), len(rows), cleared)


def _approve(studio: Studio, assets: Sequence[int], brand: str | None) -> None:
    with studio.library.read() as session:
        use = studio.consent.standard_use(session, brand)
        if use is None:
            return
        verdicts = studio.consent.clearances(list(assets), use, session=session)
    waiting = [asset for asset, verdict in verdicts.items() if ReasonCode.APPROVAL_PENDING in verdict.codes]
    if waiting:
        studio.consent.recorder.decide(EventType.APPROVED, assets=waiting, about="grant")
