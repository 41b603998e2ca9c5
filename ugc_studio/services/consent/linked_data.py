"""Records as JSON-LD for other programs: ISO/IEC TS 27560 receipts with the Data Privacy Vocabulary (DPV) 2.3.

Sources: ISO/IEC TS 27560:2023; the guide https://w3id.org/dpv/guides/consent-27560 and its profile
https://w3id.org/dpv/schema/dpv-27560; https://w3id.org/dpv (2.3). The context stands in the document itself, so that
nobody has to fetch anything. A receipt is issued for consent only (GDPR 6(1)(a)); the rest are processing records.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ugc_studio.domain.consent import WORLDWIDE, EventType, Scope
from ugc_studio.domain.events import Event, Limits, limits_to_json
from ugc_studio.domain.identifiers import urn_of, uuid_of
from ugc_studio.domain.legal_basis import LETTERS, LegalBasis
from ugc_studio.library.register import Brand, Notice
from ugc_studio.services.consent.records import ProcessingRecord

Node = dict[str, Any]

REFERENCES = (
    "dct:conformsTo", "dct:publisher", "dct:spatial", "dpv:hasDataController", "dpv:hasJurisdiction",
    "dpv:hasApplicableLaw", "dpv:hasLegalBasis", "dpv:hasPurpose", "dpv:hasProcessing", "dpv:hasPersonalData",
    "dpv:hasRecipient", "dpv:hasLocation",
)  # fmt: skip
"""Properties whose values are terms or identifiers, never text."""
CONTEXT: Mapping[str, Any] = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "legal-eu": "https://w3id.org/dpv/legal/eu#",
    "loc": "https://w3id.org/dpv/loc#",
    "pd": "https://w3id.org/dpv/pd#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ugc": "urn:ugc:term:",
    **{name: {"@type": "@id"} for name in REFERENCES},
    "dct:created": {"@type": "xsd:dateTime"},
    "dpv:isIndicatedAtTime": {"@type": "xsd:dateTime"},
    "ugc:saidOn": {"@type": "xsd:date"},
}
RECORD_PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
RECEIPT_PROFILE = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr"

CONSENT_STATUS = {
    EventType.REQUESTED: "dpv:ConsentRequested",
    EventType.NO_RESPONSE: "dpv:ConsentRequested",
    EventType.REPLIED: "dpv:ConsentUnknown",
    EventType.GIVEN: "dpv:ConsentGiven",
    EventType.REFUSED: "dpv:ConsentRefused",
    EventType.WITHDRAWN: "dpv:ConsentWithdrawn",
    EventType.OBJECTED: "dpv:ConsentRefused",
    EventType.REVOKED: "dpv:ConsentRevoked",
    EventType.INVALIDATED: "dpv:ConsentInvalidated",
}
"""The table of consent.md §3."""
ACTIVITY_STATUS = {
    EventType.REQUESTED: "dpv:ActivityProposed",
    EventType.NO_RESPONSE: "dpv:ActivityProposed",
    EventType.REPLIED: "dpv:ActivityProposed",
    EventType.GIVEN: "dpv:ActivityOngoing",
}
HALTED, COMPLETED = "dpv:ActivityHalted", "dpv:ActivityCompleted"
"""What is not consent has no status of consent: what was licensed goes on, was halted, or is over."""
PROCESSING = {
    "reproduction": "dpv:Copy",
    "representation": "dpv:Display",
    "adaptation.crop": "dpv:Modify",
    "adaptation.colour": "dpv:Modify",
    "adaptation.retouch": "dpv:Alter",
    "adaptation.overlay": "dpv:Adapt",
    "adaptation.translation": "dpv:Adapt",
    "adaptation.generative": "dpv:Transform",
}
PURPOSES = {"promotion": "dpv:Marketing", "recruiting": "dpv:RecruitmentAdvertising"}
RIGHTS = {
    LegalBasis.CONSENT: ("eu-gdpr:A7-3", "eu-gdpr:A15", "eu-gdpr:A17"),
    LegalBasis.CONTRACT: ("eu-gdpr:A15", "eu-gdpr:A17"),
    LegalBasis.LEGITIMATE_INTEREST: ("eu-gdpr:A21", "eu-gdpr:A15", "eu-gdpr:A17"),
}


@dataclass(frozen=True, slots=True)
class Own:
    """The one person for whom a document is made: only they may be named in it."""

    party: str
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What records point to: brands and notices by UUID, and the head of the ledger that they were read from."""

    brands: Mapping[str, Brand]
    notices: Mapping[str, Notice]
    head: tuple[int, str]
    now: dt.datetime
    own: Own | None = None
    fallback: Sequence[Brand] = field(default_factory=tuple)
    """The brands that count where nobody was given anything yet."""


def document(records: Sequence[ProcessingRecord], around: Surroundings) -> Node:
    """One receipt with every consent record in it, beside the processing records that rest on other grounds."""
    writer = _Writer(around)
    consents = [writer.record(record) for record in records if record.basis == LegalBasis.CONSENT]
    others = [writer.record(record) for record in records if record.basis != LegalBasis.CONSENT]
    graph = [writer.receipt(consents)] if consents else []
    return {"@context": dict(CONTEXT), "@graph": [*graph, *others]}


class _Writer:
    """Writes nodes of the document."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def receipt(self, consents: list[Node]) -> Node:
        """A TS 27560 receipt; the same records at the same state of the ledger are the same receipt."""
        identity = uuid_of("receipt", self._around.head[1], *(str(node["@id"]) for node in consents))
        controllers = {one["@id"]: one for node in consents for one in node["dpv:hasDataController"]}
        return {
            "@id": urn_of(identity),
            "@type": "dpv:ConsentReceipt",
            "dct:identifier": identity,
            "dct:conformsTo": RECEIPT_PROFILE,
            "dct:created": _instant(self._around.now),
            "dct:publisher": sorted(controllers),
            "ugc:ledgerHead": f"{self._around.head[0]}:{self._around.head[1]}",
            "dpv:hasRecordOfActivity": consents,
        }

    def record(self, record: ProcessingRecord) -> Node:
        """A consent record, or a processing record where the ground is another one."""
        identity = uuid_of("record", record.asset, record.party, record.signer, record.instrument)
        consent = record.basis == LegalBasis.CONSENT
        controllers = self._controllers(record)
        recipients = sorted(urn_of(_entity_uuid(brand)) for brand in controllers)
        node: Node = {
            "@id": urn_of(identity),
            "@type": "dpv:ConsentRecord" if consent else "dpv:DataProcessingRecord",
            "dct:identifier": identity,
            "dpv:hasDataSubject": self._person(record.party, "dpv:DataSubject"),
            "dpv:hasDataController": [_controller(brand) for brand in controllers],
            "dpv:hasJurisdiction": sorted({f"loc:{brand.policy.country}" for brand in controllers}),
            "dpv:hasApplicableLaw": "legal-eu:law-GDPR",
            "dpv:hasLegalBasis": f"eu-gdpr:A6-1-{LETTERS[record.basis]}",
            "dpv:hasProcess": _process(record, recipients),
            "dpv:hasRight": [_right(term, controllers) for term in RIGHTS[record.basis]],
            "ugc:instrument": record.instrument,
        }
        if consent:
            node["dct:conformsTo"] = RECORD_PROFILE
            node["dpv:hasConsentControl"] = _exercised({"@type": "dpv:WithdrawConsent"}, controllers)
        notice = self._around.notices.get(record.notice or "")
        if notice is not None:
            node["dpv:hasNotice"] = self._notice(notice, consent=consent)
        node["dpv:hasConsentStatus" if consent else "dpv:hasActivityStatus"] = self._statuses(record, consent=consent)
        return node

    def _controllers(self, record: ProcessingRecord) -> list[Brand]:
        named = sorted(record.scope.brands) if record.scope else []
        found = [self._around.brands[uuid] for uuid in named if uuid in self._around.brands]
        seen: dict[str, Brand] = {}
        for brand in found or self._around.fallback:  # several brands of one legal entity are one controller
            seen.setdefault(_entity_uuid(brand), brand)
        return list(seen.values())

    def _person(self, party: str, kind: str) -> Node:
        node: Node = {"@id": urn_of(party), "@type": kind}
        if self._around.own is not None and self._around.own.party == party:
            node["dpv:hasName"] = self._around.own.name
        return node

    def _notice(self, notice: Notice, *, consent: bool) -> Node:
        node: Node = {
            "@id": urn_of(notice.uuid),
            "@type": "dpv:ConsentNotice" if consent else "dpv:Notice",
            "dct:title": notice.name,
            "dct:identifier": f"{notice.key}@{notice.version}",
            "dct:language": sorted(notice.texts),
            "ugc:sha256": notice.hash,
        }
        if self._around.own is not None:
            node["dct:description"] = [
                {"@value": text, "@language": language} for language, text in sorted(notice.texts.items())
            ]
        return node

    def _statuses(self, record: ProcessingRecord, *, consent: bool) -> list[Node]:
        found = [self._status(record, event, consent=consent) for event in record.events]
        if record.expired_on is not None:
            day = {"@value": record.expired_on.isoformat(), "@type": "xsd:date"}
            found.append({"@type": "dpv:ConsentExpired" if consent else COMPLETED, "dpv:isIndicatedAtTime": day})
        return found

    def _status(self, record: ProcessingRecord, event: Event, *, consent: bool) -> Node:
        term = CONSENT_STATUS[event.type] if consent else ACTIVITY_STATUS.get(event.type, HALTED)
        node: Node = {
            "@type": [term, "dpv:ExpressedConsent"] if term == "dpv:ConsentGiven" else term,
            "dpv:isIndicatedAtTime": _instant(event.at),
            "ugc:event": event.seq,
            "ugc:eventHash": record.hashes[event.seq],
            "ugc:eventType": event.type.value,
        }
        if event.by is not None:
            kind = "dpv:DataSubject" if event.by == record.party else "dpv:GuardianOfDataSubject"
            node["dpv:isIndicatedBy"] = self._person(event.by, kind)
        if event.evidence:
            node["dpv:hasIndicationMethod"] = event.evidence
        if said_on := event.facts.get("said_on"):
            node["ugc:saidOn"] = str(said_on)
        if limits := (event.excludes if event.type == EventType.GIVEN else event.limits):
            node["ugc:excludes" if event.type == EventType.GIVEN else "ugc:limitedTo"] = _limits(limits)
        return node


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _entity_uuid(brand: Brand) -> str:
    return uuid_of("entity", brand.legal_entity or brand.name)


def _controller(brand: Brand) -> Node:
    node: Node = {
        "@id": urn_of(_entity_uuid(brand)),
        "@type": "dpv:DataController",
        "dpv:hasName": brand.legal_entity or brand.name,
    }
    if brand.policy.contact:
        node["dpv:hasContact"] = brand.policy.contact
    return node


def _right(term: str, controllers: Sequence[Brand]) -> Node:
    return _exercised({"@type": ["dpv:DataSubjectRight", term]}, controllers)


def _exercised(node: Node, controllers: Sequence[Brand]) -> Node:
    contacts = sorted({brand.policy.contact for brand in controllers if brand.policy.contact})
    return {**node, "dpv:isExercisedAt": contacts} if contacts else node


def _process(record: ProcessingRecord, recipients: list[str]) -> Node:
    scope = record.scope
    node: Node = {
        "@type": "dpv:Process",
        "dpv:hasPersonalData": "pd:Picture",
        "dpv:hasRecipient": recipients,
        "ugc:photo": f"urn:sha256:{record.asset}",
    }
    if scope is None:
        return {**node, "dpv:hasPurpose": "dpv:Marketing", "dpv:hasProcessing": "dpv:Store",
                "dpv:hasStorageCondition": _storage(None)}  # fmt: skip
    return {
        **node,
        "dpv:hasPurpose": sorted({PURPOSES.get(one, f"ugc:{one}") for one in scope.purposes}),
        "dpv:hasProcessing": sorted({"dpv:Store", *(PROCESSING[one] for one in scope.rights if one in PROCESSING)}),
        "dpv:hasStorageCondition": _storage(scope.end),
        "dct:spatial": sorted("ugc:worldwide" if one == WORLDWIDE else f"loc:{one}" for one in scope.territories),
        **_exactly(scope),
    }


def _exactly(scope: Scope) -> Node:
    """The scope in the words of the ledger, where the vocabulary has only coarser ones."""
    node: Node = {
        "ugc:right": sorted(scope.rights),
        "ugc:medium": sorted(scope.media),
        "ugc:purpose": sorted(scope.purposes),
        "ugc:afterEnd": scope.after_end.value,
    }
    for name, day in (("ugc:from", scope.start), ("ugc:until", scope.end)):
        if day is not None:
            node[name] = {"@value": day.isoformat(), "@type": "xsd:date"}
    if scope.excluded_contexts:
        node["ugc:excludedContext"] = sorted(scope.excluded_contexts)
    if scope.credit_line:
        node["ugc:credit"] = True  # the line itself may hold a name
    return node


def _storage(end: dt.date | None) -> list[Node]:
    duration: Node = {"@type": "dpv:IndeterminateDuration"}
    if end is not None:
        duration = {"@type": "dpv:UntilTimeDuration", "rdf:value": {"@value": end.isoformat(), "@type": "xsd:date"}}
    return [
        {"@type": "dpv:StorageDuration", "dpv:hasDuration": duration},
        {"@type": "dpv:StorageLocation", "dpv:hasLocation": "dpv:LocalLocation"},
    ]


def _limits(limits: Limits) -> Node:
    return {f"ugc:{name}": value for name, value in sorted(limits_to_json(limits).items())}
