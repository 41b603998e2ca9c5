"""Asks the gate for many assets at once; the only way to a verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from ugc_studio.domain.clearance import clearance
from ugc_studio.domain.clearance.dossier import CountryPack, Dossier
from ugc_studio.domain.consent import BrandPolicy, Use
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.verdicts import Reason, ReasonCode, Verdict
from ugc_studio.library.clock import instant
from ugc_studio.library.journal import read_head
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session


class Gatekeeper:
    """Clearance for assets of one library.

    If the ledger in the database is not the one that was last written (its known head is missing or differs), every
    answer is "frozen": a cut-off tail may hold a refusal.
    """

    def __init__(self, library: Library, packs: Mapping[str, CountryPack]) -> None:
        self._library = library
        self._packs = packs

    def clearance(self, asset_id: int, use: Use, *, as_of: dt.datetime | None = None) -> Verdict:
        """The verdict for one asset and one use; :class:`NotFound` for an unknown asset."""
        verdicts = self.clearances([asset_id], use, as_of=as_of)
        if asset_id not in verdicts:
            raise NotFound(_("There is no photo with the number {id}.", id=str(asset_id)))
        return verdicts[asset_id]

    def clearances(
        self, asset_ids: Sequence[int], use: Use, *, as_of: dt.datetime | None = None, session: Session | None = None
    ) -> dict[int, Verdict]:
        """The verdicts for many assets and one use, in a few queries; ``as_of`` reads the ledger as it stood."""
        if session is not None:
            return self._ask(session, asset_ids, use, as_of)
        with self._library.read() as reading:
            return self._ask(reading, asset_ids, use, as_of)

    def each(self, session: Session, uses: Mapping[int, Use]) -> dict[int, Verdict]:
        """The verdict for each asset and its own use, with one reading of the ledger a brand: posts at different times.

        The days of asking are those of the uses, else today.
        """
        today = self._library.clock()
        verdicts: dict[int, Verdict] = {}
        for brand in {use.brand for use in uses.values()}:
            mine = {asset: use for asset, use in uses.items() if use.brand == brand}
            some = next(iter(mine.values()))
            for asset, (frozen, dossier) in self.judged(session, list(mine), some).items():
                use = mine[asset]
                asked = replace(use, on=use.on or today.astimezone(ZoneInfo(use.zone)).date())
                cut = any(reason.field == "ledger" for reason in frozen.reasons)
                verdicts[asset] = frozen if cut else clearance(dossier, asked)
        return verdicts

    def ledger_cut(self, session: Session) -> bool:
        """Whether the known head of the ledger is not in this database."""
        known = read_head(session.folder.head)
        return known is not None and not session.ledger.holds(*known)

    def policy_of(self, session: Session, brand_uuid: str) -> BrandPolicy:
        """The policy of the brand of a use; the careful default for one that is not registered."""
        brand = session.register.brand_of_use(brand_uuid)
        return brand.policy if brand is not None else BrandPolicy()

    def _ask(
        self, session: Session, asset_ids: Sequence[int], use: Use, as_of: dt.datetime | None
    ) -> dict[int, Verdict]:
        judged = self.judged(session, asset_ids, use, as_of)
        return {asset_id: verdict for asset_id, (verdict, _dossier) in judged.items()}

    def judged(
        self, session: Session, asset_ids: Sequence[int], use: Use, as_of: dt.datetime | None = None
    ) -> dict[int, tuple[Verdict, Dossier]]:
        """The verdicts, each with everything it was made from; the day of asking is today unless the use says one."""
        if use.on is None:
            asked = as_of or self._library.clock()
            use = replace(use, on=asked.astimezone(ZoneInfo(use.zone)).date())
        dossiers = session.dossiers.gather(
            asset_ids,
            policy=self.policy_of(session, use.brand),
            packs=self._packs,
            until=instant(as_of) if as_of else None,
        )
        if self.ledger_cut(session):
            reason = Reason(ReasonCode.FROZEN, field="ledger")
            return {asset_id: (Verdict(dossier.asset, (reason,)), dossier) for asset_id, dossier in dossiers.items()}
        return {asset_id: (clearance(dossier, use), dossier) for asset_id, dossier in dossiers.items()}
