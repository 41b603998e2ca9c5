"""Whom to ask, one person after the other, and which photos each can say yes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.photo_list import Tickable
from ugc_studio.desktop.pages.consent.reading import brief, parties_of, small_picture
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.consent import BrandPolicy, ConsentState, EventType
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.requests import RequestDraft
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.library.session import Session
from ugc_studio.services.consent.requests.drafting import PassedOver
from ugc_studio.services.consent.requests.service import Letters
from ugc_studio.services.consent.requests.signers import rights_of, signers_of
from ugc_studio.services.words import CONSENT_STATES

MOST_PHOTOS, MOST_LOOKED_AT = 60, 500
"""How many photos one request offers, and in how many of those selected people are looked for."""
Person = tuple[str, str]
"""UUID and name."""


@dataclass(frozen=True, slots=True)
class Round:
    """Everybody who may be asked now: those whose answer is missing first, each with their letter."""

    people: tuple[Person, ...]
    letters: tuple[RequestDraft, ...]
    passed_over: tuple[PassedOver, ...] = ()
    wanted: tuple[AssetId, ...] = ()
    """The photos that this is about; none: those of whoever is chosen."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the window shows of one person: their letter, and the photos that they can answer for."""

    label: str
    letter: RequestDraft
    photos: tuple[Tickable, ...]


Source = Callable[[Studio], Round]


def round_for(
    ids: Sequence[AssetId], brand: str | None, *, gallery: str | None = None, most: int | None = None
) -> Source:
    """Who has to be asked about some photos; whoever else could be asked about them can be chosen too."""

    def read(studio: Studio) -> Round:
        found = _letters(studio, ids, brand, gallery, most)
        asked = [letter.party for letter in found.letters]
        with studio.library.read() as session:
            signers = [one for dossier in _dossiers(session, ids[:MOST_LOOKED_AT]) for one in signers_of(dossier)]
            first = list(dict.fromkeys([*asked, *signers]))
            known = parties_of(session, first)
        people = known[: len(first)] if first else known
        return Round(tuple(people), found.letters, found.passed_over, tuple(ids))

    return read


def _letters(
    studio: Studio, ids: Sequence[AssetId], brand: str | None, gallery: str | None, most: int | None
) -> Letters:
    if not ids:
        return Letters((), ())
    try:
        return studio.requests.letters(ids, gallery=gallery, most=most, brand=None if gallery else brand)
    except UsageError:  # the gallery does not say yet where it appears, or there is no brand: nothing can be proposed
        return Letters((), ())


def drafted_round(studio: Studio) -> Round:
    """The requests that are drafted and not sent."""
    drafts = studio.requests.drafts()
    with studio.library.read() as session:
        labels = session.parties.labels([one.party for one in drafts])
    people = dict.fromkeys((one.party, brief(labels[one.party])) for one in drafts)
    return Round(tuple(people), tuple(drafts))


def asking(
    studio: Studio, party: str, letter: RequestDraft | None, wanted: Sequence[AssetId], brand: str | None
) -> Asking:
    """One person: the wanted photos ticked, their other ones that are not cleared offered too."""
    with studio.library.read() as session:
        who = session.parties.resolve(party)
        own = [AssetId(one) for one in session.authors.assets_of(who.id)]
        ticked = list(letter.assets) if letter is not None else []
        theirs = sorted(wanted, key=lambda asset: asset not in own)  # theirs first, then those of children they hold
        candidates = list(dict.fromkeys([*ticked, *theirs, *own]))[:MOST_PHOTOS]
        gathered = session.dossiers.gather(list(candidates), policy=BrandPolicy(), packs={})
        dossiers = {asset: gathered[asset] for asset in candidates if asset in gathered}
        asked = {
            asset: max((e.at for e in dossier.events if e.type is EventType.REQUESTED and e.by == who.uuid
                        and dossier.asset in e.assets), default=None)
            for asset, dossier in dossiers.items()
        }  # fmt: skip
        links = {asset: next((p.permalink for p in session.posts.of_asset(asset) if p.permalink), None)
                 for asset in candidates}  # fmt: skip
    rows = {row.asset.id: row for row in studio.browsing.rows(candidates, brand=brand)}
    able = [one for one in candidates if one in rows and one in dossiers and rights_of(dossiers[one], who.uuid)]
    if letter is None:
        ticked = [one for one in able if one in wanted]
        letter = studio.requests.letter(who.uuid, ticked, brand=brand)
        ticked = list(letter.assets)
    offered = [one for one in able if one in ticked or one in wanted or rows[one].consent is not ConsentState.CLEARED]
    photos = tuple(_tickable(studio, rows[one], asked[one], links[one], ticked=one in ticked) for one in offered)
    kept = tuple(one for one in letter.assets if one in offered)
    return Asking(who.label, replace(letter, assets=kept), photos)


def _dossiers(session: Session, ids: Sequence[AssetId]) -> list[Dossier]:
    found = session.dossiers.gather(list(ids), policy=BrandPolicy(), packs={})
    return [found[asset] for asset in ids if asset in found]


def _tickable(
    studio: Studio, row: AssetRow, asked: dt.datetime | None, address: str | None, *, ticked: bool
) -> Tickable:
    image = small_picture(studio, str(row.asset.sha256), sensitive=row.sensitive, side=40)
    hint: Text = CONSENT_STATES[row.consent]
    if asked is not None:
        hint = _("{state}, asked on {day}", state=hint, day=asked.date())
    return Tickable(row.asset.id, row.name, image, hint, ticked=ticked, address=address)
