"""The codes of the core as people read them: states, marks, kinds, channels. JSON and the ledger keep the codes."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ugc_studio.domain.assets import AssetKind, AssetState, Flag
from ugc_studio.domain.consent import AfterEnd, ConsentState, EvidenceKind, HolderBasis, PartyKind
from ugc_studio.domain.handover import EXPORTER as REVIEW
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.domain.verdicts import ReasonCode

REPORT_ILLEGAL = _(
    "Stop here. Do not open, copy or forward this file. Report it to the authority of your country "
    "(France: internet-signalement.gouv.fr; elsewhere: inhope.org)."
)
"""The official route for illegal content; nothing of such a picture is shown."""

CONSENT_STATES: Mapping[ConsentState, Text] = {
    ConsentState.NOT_REQUESTED: _("Not requested"),
    ConsentState.WAITING: _("Waiting"),
    ConsentState.TO_READ: _("To read"),
    ConsentState.CLEARED: _("Cleared"),
    ConsentState.BLOCKED: _("Blocked"),
    ConsentState.ENDED: _("Ended"),
}

FLAGS: Mapping[Flag, Text] = {
    Flag.UNREVIEWED: _("undecided"),
    Flag.PICKED: _("picked"),
    Flag.REJECTED: _("rejected"),
}

ASSET_KINDS: Mapping[AssetKind, Text] = {AssetKind.PHOTO: _("photo"), AssetKind.VIDEO: _("video")}

ASSET_STATES: Mapping[AssetState, Text] = {
    AssetState.PRESENT: _("in the library"),
    AssetState.TRASHED: _("in the trash"),
    AssetState.TOMBSTONE: _("erased for good"),
}

PARTY_KINDS: Mapping[PartyKind, Text] = {
    PartyKind.CREATOR: _("author"),
    PartyKind.DEPICTED: _("person in photos"),
    PartyKind.GUARDIAN: _("parent or guardian"),
    PartyKind.EMPLOYEE: _("employee"),
    PartyKind.THIRD_PARTY: _("holder of other rights"),
}

HOLDER_BASES: Mapping[HolderBasis, Text] = {
    HolderBasis.JOINT: _("joint parental authority"),
    HolderBasis.SOLE_JUDGMENT: _("alone, by a judgment"),
    HolderBasis.SOLE_DEATH: _("alone, the other parent has died"),
    HolderBasis.SOLE_FILIATION: _("alone, the only known parent"),
    HolderBasis.GUARDIAN: _("guardian"),
    HolderBasis.EMANCIPATED: _("emancipated, signs alone"),
}

EVIDENCE: Mapping[str, Text] = {
    EvidenceKind.HASHTAG: _("hashtag"),
    EvidenceKind.COMMENT: _("comment"),
    EvidenceKind.DIRECT_MESSAGE: _("direct message"),
    EvidenceKind.EMAIL: _("e-mail"),
    EvidenceKind.FORM: _("form"),
    EvidenceKind.SIGNATURE: _("signature"),
    "text": _("message"),
    "file": _("file"),
}
"""Forms of a proof, and the two ways in which one is kept."""

AFTER_END: Mapping[AfterEnd, Text] = {
    AfterEnd.REMOVE: _("posts come down"),
    AfterEnd.POSTS_STAY: _("posts stay"),
}

RELATIONS: Mapping[RelationKind, Text] = {
    RelationKind.EXACT: _("the same picture"),
    RelationKind.SAME: _("a copy"),
    RelationKind.DERIVED: _("a changed copy"),
    RelationKind.CONTAINED: _("a part of a collage"),
    RelationKind.SAME_SCENE: _("another shot of the scene"),
}
"""What the first picture is to the second."""

RELATION_STATES: Mapping[RelationState, Text] = {
    RelationState.PROPOSED: _("proposed"),
    RelationState.CONFIRMED: _("confirmed"),
    RelationState.REJECTED: _("not so"),
}

RELATION_DETAILS: Mapping[str, Text] = {
    "crop": _("cropped"),
    "screenshot": _("screenshot"),
    "overlay": _("with text or pictures on top"),
    "border": _("with a border"),
    "mirror": _("mirrored"),
    "rotated": _("turned"),
    "resized": _("another size"),
    "re-encoded": _("saved again"),
    "excerpt": _("a part of the film"),
    "filter": _("filtered"),
    "cell": _("one of its pictures"),
    "burst": _("taken in one series"),
    "frame": _("one frame of the film"),
}
"""What was done to a copy; people may state other words, which stay as they are."""

NETWORKS: Mapping[str, str | Text] = {
    "instagram": "Instagram",
    "facebook": "Facebook",
    "x": "X",
    "linkedin": "LinkedIn",
    "pinterest": "Pinterest",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "google_business": "Google Business",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "snapchat": "Snapchat",
    "open_graph": _("link previews"),
    "website_gallery": _("web gallery"),
    "website_hero": _("banner of the website"),
    "email_newsletter": _("newsletter"),
    "print": _("print"),
    "meta_ads": _("advertising on Facebook and Instagram"),
    "partners": _("partners"),
    "press": _("press"),
    "internal": _("internal use"),
    "employee_accounts": _("accounts of employees"),
    "in_store": _("shops"),
    "out_of_home": _("posters"),
    "tv": _("television"),
}
"""Where uses and accounts are, by the word that they keep (the network of a channel)."""

TAKEDOWN_CAUSES: Mapping[str, Text] = {
    ReasonCode.ILLEGAL_CONTENT: _("illegal content"),
    ReasonCode.TOMBSTONE: _("erased"),
    ReasonCode.OBJECTED: _("someone objected"),
    ReasonCode.WITHDRAWN: _("withdrawn"),
    ReasonCode.REFUSED: _("refused"),
    ReasonCode.REVOKED: _("revoked"),
    ReasonCode.INVALIDATED: _("declared invalid"),
    ReasonCode.BLOCKED_BY_NEAR_DUPLICATE: _("a copy is blocked"),
    ReasonCode.FROZEN: _("publishing is frozen"),
    ReasonCode.EXPIRED: _("the right has ended"),
    ReasonCode.OUTLIVES_GRANT: _("the right has ended"),
    ReasonCode.EMPLOYEE_LEFT: _("the employee has left"),
    "not_renewed": _("not renewed"),
    **dict.fromkeys(
        (
            ReasonCode.MEDIA_NOT_GRANTED, ReasonCode.TERRITORY_NOT_GRANTED, ReasonCode.RIGHT_NOT_GRANTED,
            ReasonCode.ALTERATION_NOT_GRANTED, ReasonCode.PURPOSE_NOT_GRANTED, ReasonCode.BRAND_NOT_GRANTED,
            ReasonCode.EXCLUDED_CONTEXT,
        ),
        _("a later answer left this use out"),
    ),
}
"""Why a publication has to come down."""


def relation_detail(detail: str) -> str | Text:
    """What was done to a copy."""
    return RELATION_DETAILS.get(detail, detail)


def network_name(network: object) -> str | Text:
    """Where something is published; nothing for nothing."""
    return NETWORKS.get(str(network), "" if network is None else str(network))


PAPERS: Mapping[str, Text] = {
    "register": _("consent register"),
    "dossier": _("consent dossier"),
}
"""What papers are called, by the id that uses keep when one is handed to somebody."""


@functools.cache
def exporter_names() -> Mapping[str, str | Text]:
    """What exporters are called, by the id that uses keep."""
    from ugc_studio.channels.schedulers.dialect import Dialects  # a library with no use at all need not read them
    from ugc_studio.channels.schedulers.registry import scheduler_formats
    from ugc_studio.exporters.registry import Exporters

    exporters = Exporters.standard(scheduler_formats(Dialects.load()).values())
    return {**PAPERS, REVIEW: _("Review file"), **{one.id: one.name for one in exporters}}


@functools.cache
def scheduling_tools() -> frozenset[str]:
    """The exporters that fill a scheduling tool: what they hand over is a row there before it is a post."""
    from ugc_studio.channels.schedulers.registry import FORMATS  # a library with no use at all need not read them

    return frozenset(kind.id for kind in FORMATS)
