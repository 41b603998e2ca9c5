"""Receipts of ISO/IEC TS 27560 in DPV 2.3 terms: complete, expandable offline, and without anybody's name."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.rights.expanding import LOST, expanded, leaves, words
from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import Consideration, EventType, Instrument
from ugc_studio.domain.errors import NotFound
from ugc_studio.services.consent.recording import Answer

DPV = "https://w3id.org/dpv#"
GDPR = "https://w3id.org/dpv/legal/eu/gdpr#"
DPV_TERMS = frozenset(
    """ActivityCompleted ActivityHalted ActivityOngoing ActivityProposed Adapt Alter ConsentExpired ConsentGiven
    ConsentInvalidated ConsentNotice ConsentReceipt ConsentRecord ConsentRefused ConsentRequested ConsentRevoked
    ConsentUnknown ConsentWithdrawn Copy DataController DataProcessingRecord DataSubject DataSubjectRight Display
    ExpressedConsent GuardianOfDataSubject IndeterminateDuration LocalLocation Marketing Modify Notice Process
    RecruitmentAdvertising StorageDuration StorageLocation Store Transform UntilTimeDuration WithdrawConsent
    hasActivityStatus hasApplicableLaw hasConsentControl hasConsentStatus hasContact hasDataController hasDataSubject
    hasDuration hasIndicationMethod hasJurisdiction hasLegalBasis hasLocation hasName hasNotice hasPersonalData
    hasProcess hasProcessing hasPurpose hasRecipient hasRecordOfActivity hasRight hasStorageCondition isExercisedAt
    isIndicatedAtTime isIndicatedBy""".split()
)
"""The terms of DPV 2.3 that we write, each looked up in its list of terms."""
RECORD_FIELDS = (
    "dct:identifier", "dpv:hasDataSubject", "dpv:hasDataController", "dpv:hasJurisdiction", "dpv:hasApplicableLaw",
    "dpv:hasLegalBasis", "dpv:hasProcess", "dpv:hasNotice",
)  # fmt: skip
"""Mandatory in a record by TS 27560 and the GDPR profile of its DPV guide."""
PROCESS_FIELDS = (
    "dpv:hasPurpose", "dpv:hasProcessing", "dpv:hasPersonalData", "dpv:hasRecipient", "dpv:hasStorageCondition",
)  # fmt: skip
NAMES = ("Mia", "Léa", "Fontaine", "Marc", "Dubois", "@marc", "Oui", "gentil")


@pytest.fixture
def family(tmp_path: Path) -> Iterator[World]:
    """A photo by Marc that shows Mia, a child; her mother signed for her, and took part of it back later."""
    world = World(tmp_path / "library")
    (photo,) = world.photos("beach")
    notice = world.notice()
    marc, mia, lea = (world.person(name) for name in ("Marc Dubois", "Mia Fontaine", "Léa Fontaine"))
    world.studio.consent.recorder.state(EventType.AUTHOR_STATED, [photo], facts={"creators": [marc]})
    world.licence([photo], marc, notice, message="Oui, c’est gentil")
    release: dict[str, Any] = {"by": lea, "party": mia, "instrument": Instrument.IMAGE_RELEASE}
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        people = {uuid: session.parties.by_uuid(uuid) for uuid in (mia, lea)}
    recorder.request([photo], by=people[lea], party=people[mia], instrument=Instrument.IMAGE_RELEASE, notice=notice)
    world.clock.forward(days=1)
    yes: dict[str, Any] = {"notice": notice.uuid, "message": "Oui", "evidence": "email", "said_on": dt.date(2026, 9, 1)}
    recorder.answer(Answer(EventType.GIVEN, [photo], **release, **yes))
    world.clock.forward(days=1)
    recorder.answer(Answer(EventType.WITHDRAWN, [photo], **release, limits={"media": frozenset({"website"})}))
    yield world
    world.close()


def of_type(document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found = [node for node in document["@graph"] if node["@type"] == kind]
    inner = [record for node in document["@graph"] for record in node.get("dpv:hasRecordOfActivity", [])]
    return found + [record for record in inner if record["@type"] == kind]


def test_consent_has_a_receipt_and_a_licence_a_processing_record(family: World) -> None:
    document = family.studio.rights_documents.of_assets([1])
    (receipt,) = of_type(document, "dpv:ConsentReceipt")
    (consent,) = of_type(document, "dpv:ConsentRecord")
    (licence,) = of_type(document, "dpv:DataProcessingRecord")
    assert receipt["dpv:hasRecordOfActivity"] == [consent]
    assert (consent["dpv:hasLegalBasis"], licence["dpv:hasLegalBasis"]) == ("eu-gdpr:A6-1-a", "eu-gdpr:A6-1-b")
    assert receipt["dct:conformsTo"].endswith("#receipt-eu-gdpr")
    assert consent["dct:conformsTo"].endswith("#record-eu-gdpr")
    assert "dct:conformsTo" not in licence
    for record in (consent, licence):
        assert [name for name in RECORD_FIELDS if not record.get(name)] == []
        assert [name for name in PROCESS_FIELDS if not record["dpv:hasProcess"].get(name)] == []
        assert record["dpv:hasProcess"]["ugc:photo"] == f"urn:sha256:{sha_of('beach')}"
    assert consent["dpv:hasConsentControl"]["@type"] == "dpv:WithdrawConsent"


def test_the_whole_life_of_a_consent_is_in_its_record(family: World) -> None:
    (record,) = of_type(family.studio.rights_documents.of_assets([1]), "dpv:ConsentRecord")
    asked, given, withdrawn = record["dpv:hasConsentStatus"]
    assert asked["@type"] == "dpv:ConsentRequested"
    assert given["@type"] == ["dpv:ConsentGiven", "dpv:ExpressedConsent"]
    assert given["dpv:isIndicatedBy"]["@type"] == "dpv:GuardianOfDataSubject"
    assert (given["dpv:hasIndicationMethod"], given["ugc:saidOn"]) == ("email", "2026-09-01")
    assert withdrawn["@type"] == "dpv:ConsentWithdrawn"
    assert withdrawn["ugc:limitedTo"] == {"ugc:media": ["website"]}
    with family.studio.library.read() as session:
        hashes = {row.seq: row.hash for row in session.ledger.rows()}
    assert [one["ugc:eventHash"] for one in (asked, given, withdrawn)] == [
        hashes[one["ugc:event"]] for one in (asked, given, withdrawn)
    ]


def test_it_expands_offline_and_nothing_is_lost(family: World) -> None:
    for document in (
        family.studio.rights_documents.of_assets([1]),
        family.studio.rights_documents.of_person("Léa Fontaine", named=True),
    ):
        nodes = expanded(document)
        found = list(words(nodes))
        assert not [word for word in found if LOST in word]
        used = {word.removeprefix(DPV) for word in found if word.startswith(DPV)}
        assert used <= DPV_TERMS
        assert {word for word in found if word.startswith(GDPR)} <= {
            f"{GDPR}{term}" for term in ("A6-1-a", "A6-1-b", "A6-1-f", "A7-3", "A15", "A17", "A21")
        }
        literals = json.dumps(nodes, ensure_ascii=False)
        told = [leaf.partition("=")[2] for leaf in leaves(document)]
        short = [value.rpartition(":")[2] for value in told]
        assert [value for value in short if json.dumps(value, ensure_ascii=False)[1:-1] not in literals] == []


def test_nobody_is_named_but_the_person_it_is_made_for(family: World) -> None:
    documents = family.studio.rights_documents
    for document in (documents.of_assets([1]), documents.of_person("Léa Fontaine")):
        assert not [name for name in NAMES if name in json.dumps(document, ensure_ascii=False)]
    own = json.dumps(documents.of_person("Léa Fontaine", named=True), ensure_ascii=False)
    assert "Léa Fontaine" in own
    assert "Texte" in own  # the notice, word for word
    assert not [name for name in ("Mia", "Marc", "Dubois", "gentil") if name in own]


def test_one_persons_document_holds_only_what_is_theirs(family: World) -> None:
    documents = family.studio.rights_documents
    assert of_type(documents.of_person("Marc Dubois"), "dpv:ConsentRecord") == []
    assert of_type(documents.of_person("Léa Fontaine"), "dpv:DataProcessingRecord") == []
    assert len(of_type(documents.of_assets([1], person="Mia Fontaine"), "dpv:ConsentRecord")) == 1
    family.person("Paul")
    with pytest.raises(NotFound, match="Nobody was asked"):
        documents.of_person("Paul")


def test_who_never_answered_is_asked_on_legitimate_interest(family: World) -> None:
    (photo,) = family.photos("other")
    zoe = family.person("Zoé")
    with family.studio.library.read() as session:
        party = session.parties.by_uuid(zoe)
    family.studio.consent.recorder.request(
        [photo], by=party, party=party, instrument=Instrument.IMAGE_RELEASE, notice=family.notice("Autre")
    )
    (record,) = family.studio.rights_documents.of_person("Zoé")["@graph"]
    assert (record["@type"], record["dpv:hasLegalBasis"]) == ("dpv:DataProcessingRecord", "eu-gdpr:A6-1-f")
    assert {"@type": ["dpv:DataSubjectRight", "eu-gdpr:A21"]} in record["dpv:hasRight"]
    assert [one["@type"] for one in record["dpv:hasActivityStatus"]] == ["dpv:ActivityProposed"]


def test_a_paid_release_is_a_contract_and_a_past_end_is_told(family: World) -> None:
    (photo,) = family.photos("paid")
    zoe = family.person("Zoé")
    notice = family.notice("Court", end=dt.date(2026, 12, 31))
    fields: dict[str, Any] = {"by": zoe, "notice": notice.uuid, "message": "Oui", "evidence": "email"}
    answers = [
        Answer(EventType.GIVEN, [photo], instrument=Instrument.IMAGE_RELEASE,
               consideration=Consideration("voucher", 50.0), **fields),
        Answer(EventType.GIVEN, family.photos("free"), instrument=Instrument.IMAGE_RELEASE, **fields),
    ]  # fmt: skip
    family.studio.consent.recorder.answer_all(answers)
    before = family.studio.rights_documents.of_person("Zoé")
    assert [one["dpv:hasLegalBasis"] for one in of_type(before, "dpv:DataProcessingRecord")] == ["eu-gdpr:A6-1-b"]
    family.clock.forward(days=130)
    after = family.studio.rights_documents.of_person("Zoé")
    (consent,) = of_type(after, "dpv:ConsentRecord")
    assert consent["dpv:hasConsentStatus"][-1]["@type"] == "dpv:ConsentExpired"
    assert consent["dpv:hasConsentStatus"][-1]["dpv:isIndicatedAtTime"]["@value"] == "2027-01-01"
    (paid,) = of_type(after, "dpv:DataProcessingRecord")
    assert paid["dpv:hasActivityStatus"][-1]["@type"] == "dpv:ActivityCompleted"


def test_an_objection_to_everything_reaches_every_record_and_the_same_ledger_gives_the_same_receipt(
    family: World,
) -> None:
    documents = family.studio.rights_documents
    before = documents.of_assets([1])
    assert before == documents.of_assets([1])
    (mia,) = {one["dpv:hasDataSubject"]["@id"] for one in of_type(before, "dpv:ConsentRecord")}
    family.studio.consent.recorder.answer(
        Answer(EventType.OBJECTED, by=mia.removeprefix("urn:uuid:"), wide=True, message="Non")
    )
    family.studio.consent.recorder.answer(
        Answer(EventType.WITHDRAWN, by="Léa Fontaine", party="Mia Fontaine", wide=True, message="Non")
    )
    after = documents.of_assets([1])
    (mothers,) = of_type(after, "dpv:ConsentRecord")
    assert mothers["@id"] == of_type(before, "dpv:ConsentRecord")[0]["@id"]
    assert mothers["dpv:hasConsentStatus"][-1]["@type"] == "dpv:ConsentWithdrawn"
    own = next(one for one in of_type(after, "dpv:DataProcessingRecord") if one["dpv:hasDataSubject"]["@id"] == mia)
    assert own["dpv:hasLegalBasis"] == "eu-gdpr:A6-1-f"  # she was never asked herself
    assert [one["ugc:eventType"] for one in own["dpv:hasActivityStatus"]] == ["objected"]
    assert of_type(after, "dpv:ConsentReceipt")[0]["@id"] != of_type(before, "dpv:ConsentReceipt")[0]["@id"]
