"""One consistent view of the library, with a repository for each aggregate.

A read session sees one snapshot; a write session is one transaction on the writer thread. Repositories hold no state
of their own: they are the SQL of their aggregate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sqlite_utils import Database

from ugc_studio.library.folder import LibraryFolder

if TYPE_CHECKING:
    from ugc_studio.library.access_answers import AccessAnswerRepository
    from ugc_studio.library.assets import AssetRepository
    from ugc_studio.library.authors import AuthorRepository
    from ugc_studio.library.batches import BatchRepository
    from ugc_studio.library.clusters import ClusterRepository
    from ugc_studio.library.consent_queue import ConsentQueueRepository
    from ugc_studio.library.creators import CreatorRepository
    from ugc_studio.library.dossiers import DossierRepository
    from ugc_studio.library.duplicate_queue import DuplicateQueueRepository
    from ugc_studio.library.edits import EditRepository
    from ugc_studio.library.erasure import ErasureRepository
    from ugc_studio.library.evidence import EvidenceRepository
    from ugc_studio.library.faces import FaceRepository
    from ugc_studio.library.fingerprints import FingerprintRepository
    from ugc_studio.library.forms import FormRepository
    from ugc_studio.library.galleries import GalleryRepository
    from ugc_studio.library.handovers import HandOverRepository
    from ugc_studio.library.history import HistoryRepository
    from ugc_studio.library.ledger import LedgerRepository
    from ugc_studio.library.occurrences import OccurrenceRepository
    from ugc_studio.library.parties import PartyRepository
    from ugc_studio.library.posts import PostRepository
    from ugc_studio.library.presets import PresetRepository
    from ugc_studio.library.processing_notes import ProcessingNotesRepository
    from ugc_studio.library.recovery import RecoveryRepository
    from ugc_studio.library.register import RegisterRepository
    from ugc_studio.library.relations import RelationRepository
    from ugc_studio.library.renditions import RenditionRepository
    from ugc_studio.library.request_drafts import RequestDraftRepository
    from ugc_studio.library.retention import RetentionRepository
    from ugc_studio.library.search import SearchRepository
    from ugc_studio.library.searches import SavedSearchRepository
    from ugc_studio.library.stacks import StackRepository
    from ugc_studio.library.summary import SummaryRepository
    from ugc_studio.library.texts import TextRepository
    from ugc_studio.library.trash import TrashRepository
    from ugc_studio.library.uses import UseRepository
    from ugc_studio.library.watching import WatchingRepository


@dataclass
class Session:
    """The repositories over one connection; ``writable`` only inside a write transaction."""

    db: Database
    folder: LibraryFolder
    now: Callable[[], str]
    writable: bool = False
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    @cached_property
    def ledger(self) -> LedgerRepository:
        """The append-only chain of consent events."""
        from ugc_studio.library.ledger import LedgerRepository

        return LedgerRepository(self)

    @cached_property
    def assets(self) -> AssetRepository:
        """Photos and videos, their tags and marks, and the text that search reads."""
        from ugc_studio.library.assets import AssetRepository

        return AssetRepository(self)

    @cached_property
    def history(self) -> HistoryRepository:
        """What can be undone and redone."""
        from ugc_studio.library.history import HistoryRepository

        return HistoryRepository(self)

    @cached_property
    def search(self) -> SearchRepository:
        """Ids that answer a query."""
        from ugc_studio.library.search import SearchRepository

        return SearchRepository(self)

    @cached_property
    def edits(self) -> EditRepository:
        """Words and aims that editors give to assets."""
        from ugc_studio.library.edits import EditRepository

        return EditRepository(self)

    @cached_property
    def trash(self) -> TrashRepository:
        """What is in the trash, and what of it may go."""
        from ugc_studio.library.trash import TrashRepository

        return TrashRepository(self)

    @cached_property
    def searches(self) -> SavedSearchRepository:
        """Saved searches."""
        from ugc_studio.library.searches import SavedSearchRepository

        return SavedSearchRepository(self)

    @cached_property
    def texts(self) -> TextRepository:
        """Names and messages that can be erased."""
        from ugc_studio.library.texts import TextRepository

        return TextRepository(self)

    @cached_property
    def parties(self) -> PartyRepository:
        """People and bodies who can give or refuse."""
        from ugc_studio.library.parties import PartyRepository

        return PartyRepository(self)

    @cached_property
    def authors(self) -> AuthorRepository:
        """Who seems to have taken a picture."""
        from ugc_studio.library.authors import AuthorRepository

        return AuthorRepository(self)

    @cached_property
    def evidence(self) -> EvidenceRepository:
        """Proof files."""
        from ugc_studio.library.evidence import EvidenceRepository

        return EvidenceRepository(self)

    @cached_property
    def access_answers(self) -> AccessAnswerRepository:
        """Answers to requests for access that were handed over."""
        from ugc_studio.library.access_answers import AccessAnswerRepository

        return AccessAnswerRepository(self)

    @cached_property
    def forms(self) -> FormRepository:
        """Release forms that were printed, and the signed papers that came back."""
        from ugc_studio.library.forms import FormRepository

        return FormRepository(self)

    @cached_property
    def register(self) -> RegisterRepository:
        """Brands, accounts, markets, places and notices."""
        from ugc_studio.library.register import RegisterRepository

        return RegisterRepository(self)

    @cached_property
    def consent_queue(self) -> ConsentQueueRepository:
        """Which photos wait on the consent desk."""
        from ugc_studio.library.consent_queue import ConsentQueueRepository

        return ConsentQueueRepository(self)

    @cached_property
    def dossiers(self) -> DossierRepository:
        """What the gate looks at, for many assets at once."""
        from ugc_studio.library.dossiers import DossierRepository

        return DossierRepository(self)

    @cached_property
    def batches(self) -> BatchRepository:
        """Imports and what they left out."""
        from ugc_studio.library.batches import BatchRepository

        return BatchRepository(self)

    @cached_property
    def creators(self) -> CreatorRepository:
        """Accounts of parties on platforms."""
        from ugc_studio.library.creators import CreatorRepository

        return CreatorRepository(self)

    @cached_property
    def occurrences(self) -> OccurrenceRepository:
        """Where the bytes of each asset were found."""
        from ugc_studio.library.occurrences import OccurrenceRepository

        return OccurrenceRepository(self)

    @cached_property
    def posts(self) -> PostRepository:
        """What people posted."""
        from ugc_studio.library.posts import PostRepository

        return PostRepository(self)

    @cached_property
    def faces(self) -> FaceRepository:
        """Where a detector found faces."""
        from ugc_studio.library.faces import FaceRepository

        return FaceRepository(self)

    @cached_property
    def fingerprints(self) -> FingerprintRepository:
        """What pictures look like, for comparing them."""
        from ugc_studio.library.fingerprints import FingerprintRepository

        return FingerprintRepository(self)

    @cached_property
    def relations(self) -> RelationRepository:
        """Which pictures show the same, and what people said about pairs."""
        from ugc_studio.library.relations import RelationRepository

        return RelationRepository(self)

    @cached_property
    def clusters(self) -> ClusterRepository:
        """Groups of the same picture."""
        from ugc_studio.library.clusters import ClusterRepository

        return ClusterRepository(self)

    @cached_property
    def duplicate_queue(self) -> DuplicateQueueRepository:
        """What waits for a decision about duplicates."""
        from ugc_studio.library.duplicate_queue import DuplicateQueueRepository

        return DuplicateQueueRepository(self)

    @cached_property
    def stacks(self) -> StackRepository:
        """Copies hidden under the one that shows, and what a merge carries over."""
        from ugc_studio.library.stacks import StackRepository

        return StackRepository(self)

    @cached_property
    def galleries(self) -> GalleryRepository:
        """Curated, ordered selections."""
        from ugc_studio.library.galleries import GalleryRepository

        return GalleryRepository(self)

    @cached_property
    def presets(self) -> PresetRepository:
        """Exports that are made often."""
        from ugc_studio.library.presets import PresetRepository

        return PresetRepository(self)

    @cached_property
    def renditions(self) -> RenditionRepository:
        """The files that left the library, and how to know them again."""
        from ugc_studio.library.renditions import RenditionRepository

        return RenditionRepository(self)

    @cached_property
    def uses(self) -> UseRepository:
        """What left the library, and what must come back."""
        from ugc_studio.library.uses import UseRepository

        return UseRepository(self)

    @cached_property
    def summary(self) -> SummaryRepository:
        """The projection of consent that lists read."""
        from ugc_studio.library.summary import SummaryRepository

        return SummaryRepository(self)

    @cached_property
    def erasures(self) -> ErasureRepository:
        """Erasing people and pictures from every table."""
        from ugc_studio.library.erasure import ErasureRepository

        return ErasureRepository(self)

    @cached_property
    def processing_notes(self) -> ProcessingNotesRepository:
        """What a brand adds to its record of processing."""
        from ugc_studio.library.processing_notes import ProcessingNotesRepository

        return ProcessingNotesRepository(self)

    @cached_property
    def retention(self) -> RetentionRepository:
        """What the retention purge has to know."""
        from ugc_studio.library.retention import RetentionRepository

        return RetentionRepository(self)

    @cached_property
    def recovery(self) -> RecoveryRepository:
        """Rows beside the ledger after a restore."""
        from ugc_studio.library.recovery import RecoveryRepository

        return RecoveryRepository(self)

    @cached_property
    def request_drafts(self) -> RequestDraftRepository:
        """Requests that are written but not sent."""
        from ugc_studio.library.request_drafts import RequestDraftRepository

        return RequestDraftRepository(self)

    @cached_property
    def watching(self) -> WatchingRepository:
        """Folders that are looked at again and again."""
        from ugc_studio.library.watching import WatchingRepository

        return WatchingRepository(self)

    @cached_property
    def handovers(self) -> HandOverRepository:
        """Files for readers without the program, and their answers."""
        from ugc_studio.library.handovers import HandOverRepository

        return HandOverRepository(self)
