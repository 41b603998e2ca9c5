"""Asking somebody: which photos they can say yes to, what was asked before, and recording that it was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.photo_list import Tickable
from ugc_studio.desktop.pages.consent.reading import parties_of, small_picture
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of
from ugc_studio.domain.consent import BrandPolicy, ConsentState, EventType, Instrument
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.library.session import Session
from ugc_studio.services.consent.desk.formules import Formule
from ugc_studio.services.words import CONSENT_STATES

MOST_PHOTOS, MOST_LOOKED_AT = 60, 500
"""How many photos one request offers, and in how many of those selected people are looked for."""
Right = tuple[str, Instrument]
"""Whose right it is, and the instrument."""


@dataclass(frozen=True, slots=True)
class Askable:
    """A photo and what one person can give for it."""

    photo: Tickable
    rights: tuple[Right, ...]
    permalink: str | None


@dataclass(frozen=True, slots=True)
class Asking:
    """What a request window needs for one person."""

    party: str
    label: str
    no_contact: bool
    photos: tuple[Askable, ...]


def people_for(studio: Studio, ids: Sequence[AssetId]) -> list[tuple[str, str]]:
    """Whom one may ask: those who can give something for these photos, else everybody."""
    with studio.library.read() as session:
        first = [signer for dossier in _dossiers(session, ids[:MOST_LOOKED_AT]) for signer in _signers(dossier)]
        known = parties_of(session, first)
    return known[: len(dict.fromkeys(first))] if first else known


def asking(studio: Studio, party: str, ids: Sequence[AssetId], brand: str | None) -> Asking:
    """The photos of a person: the wanted ones ticked, their other ones that are not cleared offered too."""
    with studio.library.read() as session:
        who = session.parties.resolve(party)
        said = session.ledger.by_keys([f"party:{who.uuid}"]).get(f"party:{who.uuid}", [])
        own = [AssetId(one) for one in session.authors.assets_of(who.id)]
        wanted = sorted(ids, key=lambda asset: asset not in own)  # theirs first, then those of children they hold
        candidates = [*wanted, *(one for one in own if one not in ids)][:MOST_PHOTOS]
        dossiers = dict(zip(candidates, _dossiers(session, candidates), strict=True))
        asked = {
            asset: max((e.at for e in dossier.events if e.type is EventType.REQUESTED and e.by == who.uuid
                        and dossier.asset in e.assets), default=None)
            for asset, dossier in dossiers.items()
        }  # fmt: skip
        links = {asset: next((p.permalink for p in session.posts.of_asset(asset) if p.permalink), None)
                 for asset in candidates}  # fmt: skip
    found = []
    for row in studio.browsing.rows(candidates, brand=brand):
        asset = row.asset.id
        rights = rights_of(dossiers[asset], who.uuid)
        if rights and (asset in ids or row.consent is not ConsentState.CLEARED):
            found.append(Askable(_tickable(studio, row, asked[asset], asset in ids), rights, links[asset]))
    refused = any(event.type is EventType.DO_NOT_CONTACT for event in said)
    return Asking(who.uuid, who.label, refused, tuple(found))


def record_request(studio: Studio, asking_: Asking, ids: Sequence[AssetId], formule: Formule, *, again: bool) -> int:
    """Record that they were asked, once for each right; returns for how many photos."""
    groups: dict[Right, list[int]] = {}
    for one in asking_.photos:
        if one.photo.asset_id in ids:
            for right in one.rights:
                groups.setdefault(right, []).append(one.photo.asset_id)
    with studio.library.read() as session:
        by = session.parties.by_uuid(asking_.party)
        parties = {uuid: session.parties.by_uuid(uuid) for uuid, _instrument in groups}
    for (uuid, instrument), assets in groups.items():
        studio.consent.recorder.request(
            assets, by=by, party=parties[uuid], instrument=instrument, notice=formule.notice, force=again
        )
    return len({asset for assets in groups.values() for asset in assets})


def rights_of(dossier: Dossier, signer: str) -> tuple[Right, ...]:
    """What somebody can give for a photo: for themselves, and for a child whom they hold."""
    facts = dossier.assets[dossier.asset]
    shown = [one.party for one in facts.depictions if one.role in IDENTIFIABLE or one.recognisable]
    found: list[Right] = []
    for instrument, parties in ((Instrument.LICENCE, facts.creators), (Instrument.IMAGE_RELEASE, shown)):
        for party in parties:
            if signer == party or signer in {holder.party for holder in holders_of(dossier, facts, party)}:
                found.append((party, instrument))
    return tuple(found)


def _signers(dossier: Dossier) -> list[str]:
    facts = dossier.assets[dossier.asset]
    parties = [*facts.creators, *(one.party for one in facts.depictions)]
    holders = [holder.party for party in parties for holder in holders_of(dossier, facts, party)]
    minors = {party for party in parties if holders_of(dossier, facts, party)}
    return list(dict.fromkeys([*(party for party in parties if party not in minors), *holders]))


def _dossiers(session: Session, ids: Sequence[AssetId]) -> list[Dossier]:
    found = session.dossiers.gather(list(ids), policy=BrandPolicy(), packs={})
    return [found[asset] for asset in ids]


def _tickable(studio: Studio, row: AssetRow, asked: dt.datetime | None, wanted: bool) -> Tickable:
    image = small_picture(studio, str(row.asset.sha256), sensitive=row.sensitive, side=40)
    hint: Text = CONSENT_STATES[row.consent]
    if asked is not None:
        hint = _("{state}, asked on {day}", state=hint, day=asked.date())
    return Tickable(row.asset.id, row.name, image, hint, ticked=wanted)
