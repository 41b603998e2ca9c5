"""The opened library with its services, wired together: what a front end holds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ugc_studio import resources
from ugc_studio.app.rights_services import RightsServices
from ugc_studio.domain.messages import Translator
from ugc_studio.jobs.context import JobContext

if TYPE_CHECKING:
    from ugc_studio.services.browsing import BrowsingService
    from ugc_studio.services.checking import CheckService
    from ugc_studio.services.curation import CurationService
    from ugc_studio.services.curation_board import GalleryBoard
    from ugc_studio.services.deduplication.desk import DuplicateDesk
    from ugc_studio.services.deduplication.service import DeduplicationService
    from ugc_studio.services.editing import EditingService
    from ugc_studio.services.exporting.desk import ExportDesk
    from ugc_studio.services.exporting.service import ExportService
    from ugc_studio.services.handover.answering import AnswerService
    from ugc_studio.services.handover.listing import ReviewList
    from ugc_studio.services.handover.service import HandOverService
    from ugc_studio.services.history import HistoryService
    from ugc_studio.services.importing.desk import ImportDesk
    from ugc_studio.services.importing.service import ImportService
    from ugc_studio.services.maintenance import MaintenanceService
    from ugc_studio.services.marking import MarkingService
    from ugc_studio.services.quality import QualityService
    from ugc_studio.services.register import RegisterService
    from ugc_studio.services.searches import SavedSearchService
    from ugc_studio.services.today import TodayService
    from ugc_studio.services.trash import TrashService
    from ugc_studio.services.watching import WatchingService


class Studio(RightsServices):
    """Services of one library for one actor, each made when it is first asked for (imports stay cheap).

    The ones that register undo handlers are made before an undo: see :meth:`history`.
    """

    @cached_property
    def history(self) -> HistoryService:
        """Undo and redo; without the handlers of services that were not made yet (see :meth:`undoing`)."""
        from ugc_studio.services.history import HistoryService

        return HistoryService(self.library, actor=self.actor)

    def undoing(self) -> HistoryService:
        """The history with every service's handlers registered, ready to undo whatever comes."""
        _registered = (
            self.importing, self.deduplication, self.curation, self.marking, self.editing, self.searches, self.answers,
        )  # fmt: skip
        return self.history

    @cached_property
    def deduplication(self) -> DeduplicationService:
        """Finding duplicates and deciding about them."""
        from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE
        from ugc_studio.services.deduplication.engine import FingerprintEngine
        from ugc_studio.services.deduplication.proxies import StoredProxies
        from ugc_studio.services.deduplication.service import DeduplicationService

        return DeduplicationService(
            self.library,
            engine=FingerprintEngine(StoredProxies(self.library, recipe=PROXY_RECIPE, size=PROXY_SIZE)),
            history=self.history,
            decisions=self.consent,
        )

    @cached_property
    def duplicates(self) -> DuplicateDesk:
        """The place for duplicates: queues, groups and decisions."""
        from ugc_studio.services.deduplication.desk import DuplicateDesk

        return DuplicateDesk(self.library, duplicates=self.deduplication, consent=self.consent)

    @cached_property
    def importing(self) -> ImportService:
        """Taking in what people have."""
        from ugc_studio.services.importing.service import ImportService

        return ImportService(
            self.library,
            history=self.history,
            answers=self.consent,
            make_party=self.consent.make_party,
            after_import=self._compare_new,
        )

    @cached_property
    def import_desk(self) -> ImportDesk:
        """The import dialog and its reports."""
        from ugc_studio.services.importing.desk import ImportDesk

        return ImportDesk(self.library, importing=self.importing)

    @cached_property
    def watching(self) -> WatchingService:
        """Folders that are looked at again and again."""
        from ugc_studio.services.watching import WatchingService

        return WatchingService(self.library, importing=self.importing)

    def _compare_new(self, context: JobContext) -> None:
        self.deduplication.find(context)
        self.consent.relations_changed()
        self.requests.draft_for_ambassadors()

    @cached_property
    def curation(self) -> CurationService:
        """Galleries."""
        from ugc_studio.services.curation import CurationService

        return CurationService(self.library, history=self.history, uses=self.uses)

    @cached_property
    def board(self) -> GalleryBoard:
        """The place of galleries: goals, readiness, captions, neighbours."""
        from ugc_studio.services.curation_board import GalleryBoard

        return GalleryBoard(self.library, consent=self.consent, uses=self.uses)

    @cached_property
    def marking(self) -> MarkingService:
        """Flags, stars, tags and the trash."""
        from ugc_studio.services.marking import MarkingService

        return MarkingService(self.library, history=self.history)

    @cached_property
    def editing(self) -> EditingService:
        """Words, places and marks of many photos at once."""
        from ugc_studio.services.editing import EditingService

        return EditingService(
            self.library, history=self.history, marking=self.marking, record=self.consent.recorder.record
        )

    @cached_property
    def browsing(self) -> BrowsingService:
        """Lists of assets, and everything about one."""
        from ugc_studio.services.browsing import BrowsingService

        return BrowsingService(self.library)

    @cached_property
    def searches(self) -> SavedSearchService:
        """The saved searches of the sidebar."""
        from ugc_studio.services.searches import SavedSearchService

        return SavedSearchService(self.library, history=self.history, browsing=self.browsing)

    @cached_property
    def quality(self) -> QualityService:
        """How pictures turned out."""
        from ugc_studio.services.quality import QualityService

        return QualityService(self.library, previews=self.previews, channels=self.channels)

    @cached_property
    def trash(self) -> TrashService:
        """What is in the trash, and emptying it."""
        from ugc_studio.services.trash import TrashService

        return TrashService(self.library, history=self.history)

    @cached_property
    def maintenance(self) -> MaintenanceService:
        """Safety copies and the doctor."""
        from ugc_studio.services.maintenance import MaintenanceService, ledger_check, summary_check

        checks = (ledger_check(self.ledger), summary_check(self.library, self.consent.summariser))
        return MaintenanceService(self.library, checks=checks)

    @cached_property
    def exporting(self) -> ExportService:
        """Plans and exports."""
        from ugc_studio.channels.schedulers.dialect import Dialects
        from ugc_studio.channels.schedulers.registry import scheduler_formats
        from ugc_studio.exporters.registry import Exporters
        from ugc_studio.media.darkroom import Darkroom
        from ugc_studio.media.workers import DecodePool
        from ugc_studio.services.exporting.service import ExportService

        return ExportService(
            self.library,
            consent=self.consent,
            uses=self.uses,
            exporters=Exporters.standard(scheduler_formats(Dialects.load()).values()),
            translator_for=lambda language: Translator(resources.translations(language), language),
            renderer=Darkroom,
            pool=DecodePool,
        )

    @cached_property
    def export_desk(self) -> ExportDesk:
        """The place of exports: the form, the check, presets."""
        from ugc_studio.services.exporting.desk import ExportDesk

        return ExportDesk(self.library, exporting=self.exporting, consent=self.consent)

    @cached_property
    def handovers(self) -> HandOverService:
        """Review files for readers without the program."""
        from ugc_studio.services.consent.packs import packs_of
        from ugc_studio.services.handover.service import HandOverService

        return HandOverService(
            self.library,
            actor=self.actor,
            consent=self.consent,
            desk=self.consent_desk,
            previews=self.previews,
            packs=packs_of(self.country_rules),
            translator_for=lambda language: Translator(resources.translations(language), language),
        )

    @cached_property
    def answers(self) -> AnswerService:
        """What comes back from those readers."""
        from ugc_studio.services.consent.packs import packs_of
        from ugc_studio.services.handover.answering import AnswerService

        return AnswerService(
            self.library,
            actor=self.actor,
            consent=self.consent,
            history=self.history,
            marking=self.marking,
            curation=self.curation,
            packs=packs_of(self.country_rules),
            translator=self.translator,
        )

    @cached_property
    def reviews(self) -> ReviewList:
        """The list of review files, and what was answered."""
        from ugc_studio.services.handover.listing import ReviewList

        return ReviewList(self.library)

    @cached_property
    def checking(self) -> CheckService:
        """Which asset is this file?"""
        from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE
        from ugc_studio.media.workers import DecodePool
        from ugc_studio.services.checking import CheckService
        from ugc_studio.services.deduplication.proxies import StoredProxies

        return CheckService(
            self.library,
            consent=self.consent,
            uses=self.uses,
            pool=DecodePool,
            read_proxy=StoredProxies(self.library, recipe=PROXY_RECIPE, size=PROXY_SIZE),
        )

    @cached_property
    def register(self) -> RegisterService:
        """Brands, accounts, markets, places, people and notices."""
        from ugc_studio.services.register import RegisterService

        return RegisterService(self.library, consent=self.consent, uses=self.uses)

    @cached_property
    def today(self) -> TodayService:
        """What has to be done."""
        from ugc_studio.services.today import TodayService

        return TodayService(self.library, consent=self.consent, uses=self.uses, requests=self.requests)

    def close(self) -> None:
        """Close the library, with a backup if something changed and one is due."""
        if "previews" in self.__dict__:
            self.previews.close()
        self.library.close(backup=True)
