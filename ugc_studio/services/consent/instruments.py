"""What a person can give for some photos, as far as it is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from ugc_studio.domain.consent import BrandPolicy, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.parties import Party
from ugc_studio.library.session import Session


def instrument_for(session: Session, party: Party, ids: Sequence[int]) -> Instrument:
    """What this person can give for these photos; :class:`UsageError` when that is not one and the same thing."""
    found: set[Instrument] = set()
    dossiers = session.dossiers.gather(ids, policy=BrandPolicy(), packs={})
    for dossier in dossiers.values():
        facts = dossier.assets[dossier.asset]
        if party.uuid in facts.creators:
            found.add(Instrument.LICENCE)
        if any(depiction.party == party.uuid for depiction in facts.depictions):
            found.add(Instrument.IMAGE_RELEASE)
        if any(item.party == party.uuid for item in facts.items):
            found.add(Instrument.THIRD_PARTY)
    if len(found) == 1:
        return found.pop()
    if found:
        raise UsageError(
            _("{name} can give several things for these photos. Say which with --instrument: {choices}.",
              name=party.label, choices=sorted(found))
        )  # fmt: skip
    raise UsageError(
        _("{name} is neither the author of these photos nor recorded in them. Say what it is about with --instrument.",
          name=party.label)
    )  # fmt: skip
