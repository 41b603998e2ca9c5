"""Rights that other programs read, as files: receipts and processing records of people, policies of photos."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.consent import Use
from ugc_studio.domain.errors import NotFound, RefusedError, UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.library import Library
from ugc_studio.library.originals import whole_file
from ugc_studio.services.consent.linked_data import Own, Surroundings, document
from ugc_studio.services.consent.records import records_of_assets, records_of_party

if TYPE_CHECKING:
    from ugc_studio.library.parties import Party
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.service import ConsentService

LinkedData = dict[str, Any]


class RightsDocuments:
    """Makes JSON-LD out of the ledger; nothing is stored, the same ledger gives the same document."""

    def __init__(self, library: Library, *, consent: ConsentService) -> None:
        self._library = library
        self._consent = consent

    def of_assets(self, asset_ids: Sequence[int], *, person: str | None = None) -> LinkedData:
        """Receipts and processing records of photos, of everybody or of one person; nobody is named in it."""
        with self._library.read() as session:
            shas = [str(asset.sha256) for asset in session.assets.get_many(asset_ids)]
            records = records_of_assets(session, shas, now=self._library.clock())
            if person is not None:
                party = session.parties.resolve(person)
                records = [one for one in records if party.uuid in {one.party, one.signer}]
            if not records:
                raise NotFound(_("Nobody was asked or said anything about that yet."))
            return document(records, self._surroundings(session, None))

    def of_person(self, person: str, *, named: bool = False) -> LinkedData:
        """Receipts and processing records of one person.

        ``named``: for the person's own hands, with their name (nobody else's) and the texts that they agreed to.
        """
        with self._library.read() as session:
            party = session.parties.resolve(person)
            records = records_of_party(session, party.uuid, now=self._library.clock())
            if not records:
                raise NotFound(_("Nobody was asked or said anything about that yet."))
            return document(records, self._surroundings(session, party if named else None))

    def policy(self, asset_id: int, use: Use) -> Mapping[str, Any]:
        """The ODRL agreement of a photo for one use; refused where the photo is not cleared for it."""
        with self._library.read() as session:
            verdict, rights = self._consent.answers(session, [asset_id], use)[asset_id]
        if not verdict.cleared or rights.odrl is None:
            raise RefusedError(_("This photo is not cleared for that use, so nothing can be handed on."))
        return rights.odrl

    def _surroundings(self, session: Session, own: Party | None) -> Surroundings:
        brands = session.register.brands()
        return Surroundings(
            brands={brand.uuid: brand for brand in brands},
            notices={notice.uuid: notice for notice in session.register.notices()},
            head=session.ledger.head(),
            now=self._library.clock(),
            own=Own(own.uuid, own.label) if own is not None else None,
            fallback=brands,
        )


def write_document(target: Path, data: Mapping[str, Any]) -> None:
    """Write a document as a JSON file, atomically; nothing that exists is replaced."""
    if target.exists():
        raise UsageError(_("{path} exists already.", path=str(target)))
    with whole_file(target) as stream:
        stream.write((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass"))
