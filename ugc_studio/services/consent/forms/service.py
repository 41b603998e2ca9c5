"""Release forms as front ends use them: print, take back, open, record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of, undeclared
from ugc_studio.domain.consent import BrandPolicy, PeopleAnswer
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, Part, code_of
from ugc_studio.domain.messages import _
from ugc_studio.exporters.forms.content import boxes_of_media, boxes_of_rights
from ugc_studio.library.forms import SignedPaper
from ugc_studio.library.library import Library
from ugc_studio.library.originals import whole_file
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.forms.issuing import FormIssuer, FormOrder, SmallPicture
from ugc_studio.services.consent.forms.reading import PaperReading, PaperRecorder
from ugc_studio.services.consent.forms.returning import LookedAt, PaperTaker, ReaderMaker
from ugc_studio.services.consent.recording import Recorder


@dataclass(frozen=True, slots=True)
class PersonOnPaper:
    """Somebody who was expected on a form, with what is recorded of them."""

    place: int
    part: Part
    party: str | None
    label: str
    is_known: bool
    """Whether somebody in the register is meant, or is called so."""
    shown: bool
    """Whether they are taken to be in the photos: recorded so, or nobody has looked yet."""
    author: bool
    """Whether they are the recorded author of every photo."""


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """What is needed to read a paper: who and which photos and which notice, never what was ticked."""

    paper: SignedPaper
    form: IssuedForm
    notice: Notice
    brand_name: str
    assets: tuple[AssetId, ...]
    """The photos of the form that are still here."""
    people: tuple[PersonOnPaper, ...]
    rights: tuple[str, ...]
    media: tuple[str, ...]
    holders_known: bool
    """Whether it is recorded for every child on it who decides."""
    everybody_known: bool
    file: Path
    was_recorded: bool


class FormService:
    """One library's forms, for one actor."""

    def __init__(
        self, library: Library, *, actor: Actor, recorder: Recorder, small: SmallPicture, make_reader: ReaderMaker
    ) -> None:
        self._library = library
        self._recorder = PaperRecorder(recorder)
        self._issuer = FormIssuer(library, actor, small)
        self._taker = PaperTaker(library, actor, make_reader)

    # ------------------------------------------------------------------ printing

    def suggested(self, kind: FormKind, assets: Sequence[int]) -> tuple[Expected, ...]:
        """Who would have to sign for these photos, as far as it is recorded."""
        return self._issuer.suggested(kind, assets)

    def issue(self, order: FormOrder) -> IssuedForm:
        """Give out a code; the PDF is :meth:`pdf`'s."""
        return self._issuer.issue(order)

    def pdf(self, code: str) -> bytes:
        """The form as it was printed, also years later."""
        from ugc_studio.exporters.forms.drawing import draw_form

        return draw_form(self._issuer.content(self.get(code)))

    def save(self, code: str, path: Path) -> None:
        """Write the PDF of a form; a file that is there is replaced only once the new one is whole."""
        data = self.pdf(code)
        with whole_file(path) as stream:
            stream.write(data)

    def get(self, code: str) -> IssuedForm:
        """The form with a code, however it was typed."""
        known = code_of(code)
        with self._library.read() as session:
            return session.forms.get(known)

    def all(self, asset_id: int | None = None) -> list[IssuedForm]:
        """Every form, the newest first; with a photo only those that name it."""
        with self._library.read() as session:
            sha = str(session.assets.get(asset_id).sha256) if asset_id is not None else None
            return session.forms.all(asset_sha=sha)

    # ------------------------------------------------------------------ coming back

    def look(self, paths: Iterable[Path]) -> list[LookedAt]:
        """Which of these files are signed forms, by their codes; nothing is kept yet."""
        return list(self._taker.look(paths))

    def attach(self, path: Path, code: str, *, as_read: bool = False) -> SignedPaper:
        """Keep a paper as evidence; it waits until somebody has read it.

        ``as_read``: :meth:`look` read the code from this very file; a code that was typed is compared with the paper.
        """
        return self._taker.keep(path, code, as_read=as_read)

    def dismiss(self, evidence: str) -> None:
        """Nothing is to be recorded from a paper."""
        self._taker.dismiss(evidence)

    def papers(self, code: str | None = None, *, waiting: bool = False) -> list[SignedPaper]:
        """The papers that came back."""
        with self._library.read() as session:
            return session.forms.papers(code, waiting=waiting)

    def waiting(self) -> list[SignedPaper]:
        """The papers that nobody has read yet, the oldest first."""
        return self.papers(waiting=True)

    def open(self, evidence: str) -> OpenedPaper:
        """Everything about a paper but its ticks.

        Raises:
            NotFound: it is not there (any more).
        """
        with self._library.read() as session:
            paper = next((one for one in session.forms.papers() if one.evidence == evidence), None)
            if paper is None:
                raise NotFound(_("There is no such paper."))
            form = session.forms.get(paper.code)
            notice = session.register.notice(form.notice)
            assets = tuple(AssetId(one) for one in _present(session, form))
            kept = session.evidence.get_many([evidence])[evidence]
            brand = session.register.brand_of_use(form.brand)
            return OpenedPaper(
                paper, form, notice, brand.name if brand is not None else "", assets,
                _people(session, form, assets),
                tuple(boxes_of_rights(notice.scope.rights)), tuple(boxes_of_media(notice.scope.media)),
                _holders_known(session, form, assets), _everybody_known(session, assets),
                session.evidence.path(kept), paper.recorded_at is not None,
            )  # fmt: skip

    def pictures(self, evidence: str) -> tuple[bytes, ...]:
        """The pages of a paper to look at while it is read: JPEGs of our own making, never the file itself."""
        return self._taker.pictures(self.open(evidence).file)

    def record(self, reading: PaperReading) -> list[Event]:
        """Record what was read on a paper: all of it, or nothing.

        Raises:
            UsageError: it was recorded before, names other photos, or contradicts what is recorded.
        """
        opened = self.open(reading.evidence)
        if opened.was_recorded:
            raise UsageError(_("This paper was recorded before. To add to it, record the answer on the photo itself."))
        strangers = set(reading.assets) - {int(one) for one in opened.assets}
        if strangers or not reading.assets:
            raise UsageError(_("Choose from the photos that the form {code} is for.", code=opened.form.code))
        return self._library.write(lambda session: self._recorder.record(session, opened.form, reading, opened.file))


def _present(session: Session, form: IssuedForm) -> list[int]:
    """The photos of a form that are still in the library, in its order."""
    known = session.assets.known(form.shas)
    found = {int(asset.id) for asset in session.assets.get_many(list(known.values())) if asset.state == "present"}
    return [int(known[sha]) for sha in form.shas if sha in known and int(known[sha]) in found]


def _people(session: Session, form: IssuedForm, assets: Sequence[int]) -> tuple[PersonOnPaper, ...]:
    facts = [
        dossier.assets[dossier.asset]
        for dossier in session.dossiers.gather(list(assets), policy=BrandPolicy(), packs={}).values()
    ]
    unseen = any(one.people is PeopleAnswer.NOT_REVIEWED for one in facts)
    shown = {one.party for each in facts for one in each.depictions if one.role in IDENTIFIABLE}
    authors = set.intersection(*(set(each.creators) for each in facts)) if facts else set()
    found = []
    for place, one in enumerate(form.people):
        party = one.party or _known_as(session, one.name)
        label = session.parties.by_uuid(party).label if party is not None else one.name or ""
        is_shown = form.kind is not FormKind.PROPERTY and (unseen or party in shown)
        found.append(PersonOnPaper(place, one.part, party, label, party is not None, is_shown, party in authors))
    return tuple(found)


def _known_as(session: Session, name: str | None) -> str | None:
    """The one person in the register who is called so."""
    try:
        return session.parties.resolve(name).uuid if name else None
    except (NotFound, UsageError):
        return None


def _holders_known(session: Session, form: IssuedForm, assets: Sequence[int]) -> bool:
    children = [one.party for one in form.people if one.part is Part.CHILD]
    if not children or None in children:
        return False
    dossiers = session.dossiers.gather(list(assets), policy=BrandPolicy(), packs={})
    return all(
        not undeclared(holders_of(dossier, dossier.assets[dossier.asset], str(child)))
        for dossier in dossiers.values()
        for child in children
    )


def _everybody_known(session: Session, assets: Sequence[int]) -> bool:
    dossiers = session.dossiers.gather(list(assets), policy=BrandPolicy(), packs={})
    return all(one.assets[one.asset].people is not PeopleAnswer.NOT_REVIEWED for one in dossiers.values())
