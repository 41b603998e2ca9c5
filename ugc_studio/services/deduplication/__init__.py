"""Duplicates: found by an engine behind an interface, decided by people, remembered."""

from ugc_studio.services.deduplication.changes import DecisionLog, LedgerDecisions
from ugc_studio.services.deduplication.engine import FingerprintEngine, SimilarityEngine
from ugc_studio.services.deduplication.finding import FindReport
from ugc_studio.services.deduplication.proxies import StoredProxies
from ugc_studio.services.deduplication.service import Decision, DeduplicationService, DuplicateList

__all__ = [
    "Decision",
    "DecisionLog",
    "DeduplicationService",
    "DuplicateList",
    "FindReport",
    "FingerprintEngine",
    "LedgerDecisions",
    "SimilarityEngine",
    "StoredProxies",
]
