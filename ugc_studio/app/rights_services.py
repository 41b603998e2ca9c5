"""The services of an opened library that everything about rights is done with: asking, recording, deciding, proving."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ugc_studio import resources
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.messages import Translator
from ugc_studio.library.library import Library

if TYPE_CHECKING:
    from ugc_studio.channels.registry import Channels
    from ugc_studio.services.consent.desk.service import ConsentDesk
    from ugc_studio.services.consent.forms.service import FormService
    from ugc_studio.services.consent.ledger_files import LedgerExporter
    from ugc_studio.services.consent.notices.adopting import NoticeAdopter
    from ugc_studio.services.consent.packs import CountryRule
    from ugc_studio.services.consent.provenance import ProvenanceService
    from ugc_studio.services.consent.replies.service import ReplyService
    from ugc_studio.services.consent.requests.service import RequestService
    from ugc_studio.services.consent.review.service import ReviewService
    from ugc_studio.services.consent.rights_documents import RightsDocuments
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.consent.verifying import LedgerKeeper
    from ugc_studio.services.faces import FaceService
    from ugc_studio.services.papers.service import PaperService
    from ugc_studio.services.previews import PreviewService
    from ugc_studio.services.uses import UseResolver


class RightsServices:
    """The half of the studio that knows people, what they said, and what follows; each made when first asked for."""

    def __init__(self, library: Library, *, actor: Actor, translator: Translator) -> None:
        self.library = library
        self.actor = actor
        self.translator = translator

    @cached_property
    def country_rules(self) -> dict[str, CountryRule]:
        """The rules of each country, with their sources."""
        from ugc_studio.services.consent.packs import load_rules

        return load_rules(resources.path("rules", "countries.toml"))

    @cached_property
    def channels(self) -> Channels:
        """The channel surfaces with their limits."""
        from ugc_studio.channels.registry import Channels

        return Channels.load()

    @cached_property
    def consent(self) -> ConsentService:
        """Recording, asking and erasing."""
        from ugc_studio.services.consent.packs import packs_of
        from ugc_studio.services.consent.service import ConsentService

        return ConsentService(
            self.library, actor=self.actor, packs=packs_of(self.country_rules), translator=self.translator
        )

    @cached_property
    def consent_desk(self) -> ConsentDesk:
        """The consent place: queues, one photo opened, formules, takedowns."""
        from ugc_studio.services.consent.desk.service import ConsentDesk
        from ugc_studio.services.consent.packs import packs_of

        return ConsentDesk(self.library, consent=self.consent, uses=self.uses, packs=packs_of(self.country_rules))

    @cached_property
    def notices(self) -> NoticeAdopter:
        """The standard formules that a brand adopts, and texts held against their scope."""
        from ugc_studio.services.consent.notices.adopting import NoticeAdopter
        from ugc_studio.services.consent.notices.catalogue import NoticeCatalogue

        catalogue = NoticeCatalogue.load(resources.path("notices"))
        return NoticeAdopter(self.library, recorder=self.consent.recorder, catalogue=catalogue)

    @cached_property
    def requests(self) -> RequestService:
        """Asking people: drafts, what was sent, reminders, silence."""
        from ugc_studio.services.consent.requests.service import RequestService

        return RequestService(
            self.library, actor=self.actor, consent=self.consent, notices=self.notices, uses=self.uses
        )

    @cached_property
    def replies(self) -> ReplyService:
        """Taking in what people answer: mails, chats, screenshots, pasted words."""
        from ugc_studio.services.consent.replies.service import ReplyService

        return ReplyService(self.library, recorder=self.consent.recorder)

    @cached_property
    def review(self) -> ReviewService:
        """Legal review: what waits for a decision, standing freezes, and the decisions."""
        from ugc_studio.services.consent.review.service import ReviewService

        return ReviewService(self.library, consent=self.consent)

    @cached_property
    def forms(self) -> FormService:
        """Release forms on paper."""
        from ugc_studio.media.code_reader import CodeReader
        from ugc_studio.services.consent.forms.service import FormService

        return FormService(
            self.library, actor=self.actor, recorder=self.consent.recorder, small=self.previews.small,
            make_reader=CodeReader,
        )  # fmt: skip

    @cached_property
    def ledger(self) -> LedgerKeeper:
        """Verifying the chain."""
        from ugc_studio.services.consent.verifying import LedgerKeeper

        return LedgerKeeper(self.library)

    @cached_property
    def ledger_files(self) -> LedgerExporter:
        """The chain as files for somebody without the program."""
        from ugc_studio.services.consent.ledger_files import LedgerExporter

        return LedgerExporter(self.library, actor=self.actor)

    @cached_property
    def rights_documents(self) -> RightsDocuments:
        """Receipts and policies that other programs read."""
        from ugc_studio.services.consent.rights_documents import RightsDocuments

        return RightsDocuments(self.library, consent=self.consent)

    @cached_property
    def uses(self) -> UseResolver:
        """Makes complete uses of what a person said."""
        from ugc_studio.services.uses import UseResolver

        return UseResolver(self.channels)

    @cached_property
    def faces(self) -> FaceService:
        """Where faces seem to be: a hint, never an answer."""
        from ugc_studio.media.lightbox import Lightbox
        from ugc_studio.media.seeking import LIMITS
        from ugc_studio.services.faces import FaceService

        return FaceService(
            self.library,
            seeker=lambda: Lightbox(1, limits=LIMITS),
            recorder=self.consent.recorder,
            translator=self.translator,
        )

    @cached_property
    def provenance(self) -> ProvenanceService:
        """Where a photo comes from, what was made of it, and who decided what."""
        from ugc_studio.media.lightbox import Lightbox
        from ugc_studio.media.seeking import LIMITS
        from ugc_studio.services.consent.provenance import ProvenanceService

        return ProvenanceService(self.library, consent=self.consent, seeker=lambda: Lightbox(1, limits=LIMITS))

    @cached_property
    def previews(self) -> PreviewService:
        """Pictures for the screen, made on demand."""
        from ugc_studio.media.lightbox import Lightbox
        from ugc_studio.services.previews import PreviewService

        return PreviewService(self.library, viewer=Lightbox)

    @cached_property
    def papers(self) -> PaperService:
        """The register, dossiers and other papers."""
        from ugc_studio.services.papers.service import PaperService

        return PaperService(
            self.library,
            actor=self.actor,
            consent=self.consent,
            previews=self.previews,
            translator=self.translator,
            translator_for=lambda language: Translator(resources.translations(language), language),
        )
