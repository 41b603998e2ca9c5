"""Which photos may be in a review file, and how: with their picture, with their texts only, or not at all.

A review is no publication, and its readers have to see what is not cleared yet; but it is a copy that leaves. So:

========================================  ===========  ============  ========  ==========
the photo                                 lawyer       manager       agency    translator
========================================  ===========  ============  ========  ==========
is illegal, erased or in the trash;
or the ledger is not whole                no           no            no        no
is marked as sensitive, undecided         texts only   no            no        no
somebody said no, or a yes without this;
ended; frozen; a copy of such a photo     yes          no            no        no
cleared for the reader's use              yes          yes           yes       yes
not cleared, recorded that no child can
be recognised                             yes          yes           yes       yes
not cleared, otherwise                    yes          yes           no        texts only
========================================  ===========  ============  ========  ==========

The lawyer's use and the manager's are ``internal``, that of agency and translator is ``partners``: they are outside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ugc_studio.domain.assets import Asset, AssetState
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.consent import Use
from ugc_studio.domain.handover import RULES, Leaver, Leaving, ReviewKind
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import Reason, ReasonCode, Verdict
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import Describer
from ugc_studio.services.consent.summarising import facts_of
from ugc_studio.services.consent.takedowns import CAUSES, NOT_COVERED, leaves_out

NEVER = frozenset({ReasonCode.ILLEGAL_CONTENT, ReasonCode.TOMBSTONE})
LEDGER = "ledger"
"""The field of a reason that says that the end of the ledger is missing."""
NOES = frozenset(CAUSES).difference(NOT_COVERED) | {
    ReasonCode.POSSIBLE_NEAR_DUPLICATE, ReasonCode.SENSITIVE, ReasonCode.MINOR_CONSIDERATION
}  # fmt: skip
"""What keeps a photo from everyone but the lawyer: noes, ends and freezes, and what legal must see first."""


def use_of(kind: ReviewKind, brand: Brand, now: dt.datetime) -> Use:
    """The use that a review file is: open-ended, until its reader says that it is deleted."""
    medium = RULES[kind].medium.value
    return Use(
        channel=medium, medium=medium, brand=brand.uuid, territories=frozenset(brand.countries), publish_at=now
    )


def leavers_of(
    session: Session,
    kind: ReviewKind,
    assets: Sequence[Asset],
    verdicts: Mapping[int, Verdict],
    dossiers: Mapping[int, Dossier],
    describer: Describer,
    *,
    today: dt.date,
) -> tuple[Leaver, ...]:
    """What becomes of each photo, in the order given; read from the ledger, never from what lists remember of it."""
    return tuple(
        _leaver(
            kind, asset, verdicts[asset.id], describer,
            illegal=session.ledger.is_illegal(asset.sha256),
            childless=_childless(int(asset.id), dossiers[asset.id], today),
            left_out=any(leaves_out(event, RULES[kind].medium.value) for event in dossiers[asset.id].events),
        )
        for asset in assets
    )  # fmt: skip


def _childless(asset_id: int, dossier: Dossier, today: dt.date) -> bool:
    """Whether somebody recorded who is in the photo, and nobody who can be recognised is a child."""
    since = facts_of(asset_id, dossier).childless_from
    return since is not None and since <= today.isoformat()


def _leaver(
    kind: ReviewKind, asset: Asset, verdict: Verdict, describer: Describer, *, illegal: bool, childless: bool,
    left_out: bool,
) -> Leaver:
    def kept(reason: Text, code: str) -> Leaver:
        return Leaver(asset.id, asset.sha256, Leaving.KEPT, reason, code)

    if illegal:
        return kept(_("This picture is marked as illegal content and never leaves."), "illegal")
    if asset.state is not AssetState.PRESENT:
        return kept(_("The photo is in the trash or erased."), "not_here")
    barring = _first(verdict, NEVER) or next((one for one in verdict.reasons if one.field == LEDGER), None)
    if barring is not None:
        return kept(describer.reason(barring), barring.code.value)
    no = _first(verdict, NOES)
    if kind is ReviewKind.LAWYER:
        if ReasonCode.SENSITIVE in {one.code for one in verdict.reasons}:
            text = _("Marked as sensitive: the questions leave, the picture does not.")
            return Leaver(asset.id, asset.sha256, Leaving.TEXT, text, "sensitive")
    elif no is not None:
        return kept(describer.reason(no), no.code.value)
    elif left_out and not verdict.cleared:
        return kept(_("Somebody said yes without this: it was left out on purpose."), "left_out")
    elif RULES[kind].outside and not verdict.cleared and not childless:
        text = _("Not cleared, and nobody recorded that no child can be recognised.")
        if kind is not ReviewKind.TRANSLATOR:
            return kept(text, "outside")
        return Leaver(asset.id, asset.sha256, Leaving.TEXT, text, "outside")
    return Leaver(asset.id, asset.sha256, Leaving.PICTURE)


def said_no(verdict: Verdict) -> Reason | None:
    """The reason for which nobody may go on choosing or translating this photo."""
    return _first(verdict, NOES | NEVER)


def _first(verdict: Verdict, codes: frozenset[ReasonCode]) -> Reason | None:
    return next((reason for reason in verdict.reasons if reason.code in codes), None)
