"""Faces as a hint: looked for in the background, shown beside what people recorded, and never counted as an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.consent import BrandPolicy, DepictionRole, EventType, PartyKind, PeopleAnswer
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event, EventDraft
from ugc_studio.domain.faces import FacesFound, to_note
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.domain.messages import Text, Translator, _, ngettext
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.media.face_model import read_model
from ugc_studio.media.glimpses import Glimpse, Look
from ugc_studio.media.seeking import BadFinding, Seek, read_faces
from ugc_studio.services.consent.recording import party_drafts
from ugc_studio.services.words import REPORT_ILLEGAL

if TYPE_CHECKING:
    from ugc_studio.jobs.context import JobContext
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.recording import Recorder

AT_ONCE = 25
"""Photos between two writes: stopping loses no more than these."""


class Seeker(Protocol):
    """Looks into originals in another process (:class:`ugc_studio.media.lightbox.Lightbox`)."""

    def __enter__(self) -> Seeker:
        """Itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """End the process."""

    def look(self, look: Look) -> Glimpse | Rejected:
        """What is found in one original."""


@dataclass(frozen=True, slots=True)
class FaceReport:
    """What a run through the photos came to."""

    looked_at: int
    with_faces: int
    faces: int
    left_out: int

    @property
    def text(self) -> Text:
        """In a sentence."""
        n = self.looked_at
        return ngettext(
            "Faces were found in {found} of {n} photo.", "Faces were found in {found} of {n} photos.",
            n, n=n, found=self.with_faces,
        )  # fmt: skip


class FaceService:
    """Runs the detector and keeps what it says; what people say stands in the ledger and always wins."""

    def __init__(
        self, library: Library, *, seeker: Callable[[], Seeker], recorder: Recorder, translator: Translator
    ) -> None:
        self._library = library
        self._seeker = seeker
        self._recorder = recorder
        self._translator = translator

    # ------------------------------------------------------------------ looking

    def waiting(self) -> int:
        """How many photos nobody has searched for faces yet."""
        with self._library.read() as session:
            return len(session.faces.waiting())

    def of(self, asset_id: int) -> FacesFound | None:
        """What was found in a photo; nothing while it was not searched, or when nothing of it may be shown."""
        with self._library.read() as session:
            return session.faces.of(asset_id)

    def of_many(self, ids: Sequence[int]) -> dict[AssetId, FacesFound]:
        """The same for many."""
        with self._library.read() as session:
            return session.faces.of_many(ids)

    def find(self, context: JobContext, ids: Sequence[int] | None = None) -> FaceReport:
        """Search the photos (all, or some) that were not searched yet; stopping keeps what is done.

        Raises:
            WrongModel: the detector is not the one that came with the program.
        """
        with self._library.read() as session:
            waiting = session.faces.waiting(ids)
        context.stage(_("Looking for faces"), len(waiting))
        looked = with_faces = faces = 0
        if not waiting:
            return FaceReport(0, 0, 0, 0)
        read_model()
        with self._seeker() as seeker:
            for start in range(0, len(waiting), AT_ONCE):
                found: dict[int, FacesFound] = {}
                try:
                    for asset_id in waiting[start : start + AT_ONCE]:
                        context.check()
                        one = self._look(seeker, asset_id, context)
                        if one is not None:
                            found[asset_id] = one
                        context.advance()
                finally:
                    self._keep(found)
                looked += len(found)
                with_faces += sum(1 for one in found.values() if len(one))
                faces += sum(len(one) for one in found.values())
        return FaceReport(looked, with_faces, faces, len(waiting) - looked)

    def _keep(self, found: dict[int, FacesFound]) -> None:
        if found:
            self._library.write(lambda session: session.faces.put(found))

    def _look(self, seeker: Seeker, asset_id: int, context: JobContext) -> FacesFound | None:
        with self._library.read() as session:
            asset = session.assets.get(asset_id)
            illegal = session.ledger.is_illegal(asset.sha256)
        if asset.state is not AssetState.PRESENT:  # erased or put away meanwhile
            return None
        name = f"sha256:{asset.sha256[:12]}"
        if illegal:
            context.problem(ItemProblem(name, "illegal", REPORT_ILLEGAL))
            return None
        path = self._library.originals.path(asset.sha256, asset.format)
        answer = seeker.look(Look(str(path), seek=Seek.FACES))
        if not isinstance(answer, Rejected):
            try:
                return FacesFound(read_faces(answer.data), self._library.now())
            except BadFinding:
                answer = Rejected(RejectCode.WORKER_DIED)
        context.problem(answer.as_problem(name))
        return None

    # ------------------------------------------------------------------ from a hint to people

    def to_note(self, asset_id: int) -> int:
        """For how many found faces nobody is recorded yet; none once somebody has answered who is in the photo."""
        with self._library.read() as session:
            return to_note(session.faces.of(asset_id), *_people(session, asset_id))

    def note_people(self, *asset_ids: int) -> list[Event]:
        """Note somebody to be named for every found face of these photos for whom nobody is recorded yet.

        They count as recognisable and of unknown age until somebody says otherwise: noting them can only block.
        That everybody is recorded stays a question for whoever looks.

        Raises:
            UsageError: there is nobody to note.
        """

        def work(session: Session) -> list[Event]:
            drafts = [draft for asset_id in asset_ids for draft in self._noting(session, asset_id)]
            if not drafts:
                raise UsageError(_("There is no found face for which somebody has to be noted."))
            return self._recorder.record(session, drafts)

        return self._library.write(work)

    def _noting(self, session: Session, asset_id: int) -> Iterator[EventDraft]:
        """The events that note people in one photo, numbered after those who are recorded already."""
        asset = session.assets.get(asset_id)
        answer, recorded = _people(session, asset_id)
        missing = to_note(session.faces.of(asset_id), answer, recorded)
        for number in range(recorded + 1, recorded + missing + 1):
            name = self._translator(_("Face {n} in photo {photo}", n=str(number), photo=str(asset_id)))
            party = session.parties.create(PartyKind.DEPICTED.value, name=name)
            yield from party_drafts(session, party, {})
            facts = {"role": DepictionRole.RECOGNISABLE.value}
            yield EventDraft(EventType.DEPICTED, party=party.uuid, assets=(asset.sha256,), facts=facts)


def _people(session: Session, asset_id: int) -> tuple[PeopleAnswer, int]:
    """What people said: whether somebody looked, and how many are recorded."""
    dossier = session.dossiers.gather([asset_id], policy=BrandPolicy(), packs={})[asset_id]
    facts = dossier.assets[dossier.asset]
    return facts.people, len(facts.depictions)

