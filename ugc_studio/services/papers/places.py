"""Where a photo is, as papers say it: product or network, account or recipient, days, and what became of it."""

from __future__ import annotations

from ugc_studio.domain.consent import Use
from ugc_studio.domain.messages import _
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.consent.publications import Publication
from ugc_studio.services.consent.uses import use_from_json
from ugc_studio.services.papers.wording import Wording
from ugc_studio.services.words import TAKEDOWN_CAUSES, exporter_names, network_name


def place_of(use: RecordedUse, wording: Wording, *, account: str | None = None) -> str:
    """Where a recorded use went: the way it left, the network, the account, the recipient."""
    planned = use_from_json(use.planned_use)
    parts = [
        wording(exporter_names().get(use.exporter, use.exporter)),
        wording(network_name(planned.channel)) if planned.channel else "",
        account or "",
        wording(_("for {name}", name=use.recipient)) if use.recipient else "",
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def window_of(planned: Use, wording: Wording) -> str:
    """The days for which a use was planned."""
    start = planned.publish_at.date()
    if planned.live_until is None:
        return wording(_("from {start}, without an end", start=start))
    return wording(_("from {start} until {end}", start=start, end=planned.live_until))


def described_use(use: Use, wording: Wording, *, account: str | None = None) -> str:
    """A planned use in one line: where, for whom it is targeted, paid or not, how long."""
    parts = [
        wording(network_name(use.channel)),
        account or "",
        wording(MEDIA.get(use.medium, use.medium)),
        ", ".join(sorted(use.territories)),
        wording(_("paid")) if use.paid else "",
        window_of(use, wording),
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def fate_of(publication: Publication, wording: Wording) -> str:
    """Whether it has to come down, or did."""
    takedown = publication.takedown
    if takedown is None:
        return wording(_("It may stay."))
    cause = TAKEDOWN_CAUSES.get(takedown.cause, takedown.cause)
    if publication.gone:
        return wording(_("Taken down, proved on {day}.", day=wording.instant(takedown.done_at)))
    return wording(_("Must come down by {day}: {cause}.", day=publication.due, cause=cause))
