"""One signed family release: a single file that creates every grant of a household at once (consent.md §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ugc_studio.domain.clearance.dossier import AssetFacts, Dossier
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of
from ugc_studio.domain.consent import BrandPolicy, EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Limits
from ugc_studio.domain.messages import _
from ugc_studio.library.parties import Party
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer

Key = tuple[str, str, Instrument]
"""Signer, whose right it is, instrument."""


@dataclass(frozen=True, slots=True)
class FamilyRelease:
    """Who signed one paper, for which photos, under which notice."""

    assets: Sequence[int]
    signers: Sequence[str]
    notice: str
    files: Sequence[Path]
    excludes: Limits = field(default_factory=dict)


def household_answers(session: Session, release: FamilyRelease) -> list[Answer]:
    """The grants that the paper stands for: each signer's own, and those for the children whom a signer holds.

    Raises:
        UsageError: a signer is neither author nor shown nor a holder in any of these photos.
    """
    signers = [session.parties.resolve(reference) for reference in release.signers]
    dossiers = session.dossiers.gather(release.assets, policy=BrandPolicy(), packs={})
    granted: dict[Key, list[int]] = {}
    for asset_id, dossier in dossiers.items():
        facts = dossier.assets[dossier.asset]
        for signer in signers:
            for key in _signed(dossier, facts, signer.uuid):
                granted.setdefault(key, []).append(asset_id)
    _refuse_strangers(signers, granted)
    return [
        Answer(
            EventType.GIVEN,
            assets=assets,
            by=signer,
            party=party,
            instrument=instrument,
            notice=release.notice,
            excludes=release.excludes,
            evidence=EvidenceKind.SIGNATURE.value,
            files=release.files,
        )
        for (signer, party, instrument), assets in granted.items()
    ]


def _signed(dossier: Dossier, facts: AssetFacts, signer: str) -> list[Key]:
    """What one signer can give in one photo: for themselves, and for every child whom they hold."""
    shown = [depiction.party for depiction in facts.depictions if depiction.role in IDENTIFIABLE]
    keys: list[Key] = []
    for instrument, parties in ((Instrument.LICENCE, facts.creators), (Instrument.IMAGE_RELEASE, shown)):
        for party in parties:
            holders = {holder.party for holder in holders_of(dossier, facts, party)}
            if signer == party or signer in holders:
                keys.append((signer, party, instrument))
    return keys


def _refuse_strangers(signers: Sequence[Party], granted: dict[Key, list[int]]) -> None:
    spoke = {signer for signer, _party, _instrument in granted}
    strangers = [signer.label for signer in signers if signer.uuid not in spoke]
    if strangers:
        raise UsageError(
            _(
                "{names}: neither the author, nor in these photos, nor a holder for a child in them. "
                "Record who is in the photos first: ugc-studio consent depict",
                names=strangers,
            )
        )
