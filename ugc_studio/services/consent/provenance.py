"""Where a photo comes from, on one card: its sources, what its file claims, its copies, its uses, and who decided what.

What a file says about itself, content credentials included, is a claim of its sender: reported, never proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import Asset, AssetId, AssetState
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.domain.credentials import ContentCredentials
from ugc_studio.domain.faces import FacesFound
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.media.glimpses import Look
from ugc_studio.media.seeking import BadFinding, Seek, read_credentials
from ugc_studio.services.consent.reading import EventLine
from ugc_studio.services.words import RELATION_STATES, REPORT_ILLEGAL

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.publications import Publication
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.faces import Seeker

DECISIONS = frozenset(
    {
        EventType.APPROVED, EventType.REVOKED, EventType.INVALIDATED, EventType.OVERRIDE, EventType.FROZEN,
        EventType.UNFROZEN, EventType.WITHDRAWAL_CONTESTED, EventType.AUTHOR_STATED, EventType.PEOPLE_REVIEWED,
        EventType.FLAGGED, EventType.UNFLAGGED, EventType.MERGED, EventType.SAME_WORK, EventType.SPLIT,
        EventType.RELATED, EventType.GIVEN, EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED,
        EventType.ERASED,
    }
)  # fmt: skip
"""What was decided about a photo, by us or by those whose rights it touches; the audit log has everything else too."""
CLAIMS = (
    "creator", "credit", "copyright", "usage_terms", "title", "caption", "camera", "lens", "software", "place",
    "country",
)  # fmt: skip
"""What a file says about itself that helps to say where it comes from, in the order of the card."""

TOLD_FROM_HERE: Mapping[RelationKind, Text] = {
    RelationKind.EXACT: _("the same picture in another file"),
    RelationKind.SAME: _("the same photo"),
    RelationKind.DERIVED: _("this photo was made from it"),
    RelationKind.CONTAINED: _("a collage that holds this photo"),
    RelationKind.SAME_SCENE: _("another shot of the scene"),
}
TOLD_FROM_IT: Mapping[RelationKind, Text] = {
    **TOLD_FROM_HERE,
    RelationKind.DERIVED: _("made from this photo"),
    RelationKind.CONTAINED: _("a part of this collage"),
}
"""What another photo is to this one, by which of the two the relation begins with."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place where exactly these bytes were found."""

    path: str
    batch: int
    importer: str
    imported_at: str
    received_from: str | None
    post: str | None
    """The address of the post, where one is known."""
    author: str | None
    """The account that posted it."""
    posted_at: str | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another photo that looks like this one, how they hang together, and where its rights stand."""

    id: AssetId
    name: str
    kind: RelationKind
    state: RelationState
    comes_first: bool
    """Whether the relation is told from the other one: it was made from this photo, or is a part of this collage."""
    stacked: bool
    consent: ConsentState
    gone: bool
    """Erased: only its hashes are kept."""

    @property
    def text(self) -> Text:
        """What it is to this photo, and whether somebody decided so."""
        relation = (TOLD_FROM_IT if self.comes_first else TOLD_FROM_HERE)[self.kind]
        if self.stacked:
            return _("{relation} · stacked under this photo", relation=relation)
        return _("{relation} · {state}", relation=relation, state=RELATION_STATES[self.state])


@dataclass(frozen=True, slots=True)
class Provenance:
    """The card; times are as they were stored, in UTC unless the file says otherwise."""

    asset: Asset
    name: str
    first_seen: str | None
    taken_at: str | None
    sources: tuple[Source, ...]
    claims: Mapping[str, str]
    credentials: ContentCredentials | None
    unread: Text | None
    """Why the file could not be asked for credentials."""
    faces: FacesFound | None
    likenesses: tuple[Likeness, ...]
    publications: tuple[Publication, ...]
    decisions: tuple[EventLine, ...]
    """The latest first."""

    @property
    def credentials_text(self) -> Text:
        """What is known of content credentials, in a sentence."""
        if self.unread is not None:
            return self.unread
        if self.credentials is None:
            return _("The file carries no content credentials. Most photos have none.")
        return self.credentials.text


class ProvenanceService:
    """Gathers the card; reads the original once, offline."""

    def __init__(self, library: Library, *, consent: ConsentService, seeker: Callable[[], Seeker]) -> None:
        self._library = library
        self._consent = consent
        self._seeker = seeker

    def card(self, asset_id: int, *, brand: str | None = None) -> Provenance:
        """Everything about where a photo comes from and went; rights of copies are for a brand's standard use."""
        file = self._consent.reader.file(asset_id, brand=brand)
        with self._library.read() as session:
            asset = session.assets.get(asset_id)
            embedded, _features = session.assets.metadata(asset_id)
            sources = tuple(_sources(session, asset_id))
            likenesses = tuple(_likenesses(session, asset_id, brand, self._library.clock().date()))
            faces = session.faces.of(asset_id)
            illegal = session.ledger.is_illegal(asset.sha256)
        credentials, unread = self._credentials(asset, illegal=illegal)
        decisions = [line for line in file.events if line.event.type in DECISIONS]
        return Provenance(
            asset=asset,
            name=file.name,
            first_seen=min((one.imported_at for one in sources), default=None),
            taken_at=asset.taken_at,
            sources=sources,
            claims=_claims(embedded),
            credentials=credentials,
            unread=unread,
            faces=faces,
            likenesses=likenesses,
            publications=file.publications,
            decisions=tuple(reversed(decisions)),
        )

    def _credentials(self, asset: Asset, *, illegal: bool) -> tuple[ContentCredentials | None, Text | None]:
        if asset.state is AssetState.TOMBSTONE:
            return None, _("The photo was erased: its file can no longer be read.")
        if illegal:
            return None, REPORT_ILLEGAL
        path = self._library.originals.path(asset.sha256, asset.format)
        with self._seeker() as seeker:
            answer = seeker.look(Look(str(path), seek=Seek.CREDENTIALS))
        if not isinstance(answer, Rejected):
            try:
                return read_credentials(answer.data), None
            except BadFinding:
                answer = Rejected(RejectCode.WORKER_DIED)
        return None, answer.text


def _sources(session: Session, asset_id: int) -> Iterator[Source]:
    posts = {int(post.id): post for post in session.posts.of_asset(asset_id)}
    for found in session.assets.occurrences(asset_id):
        batch = session.batches.get(found.batch_id)
        post = posts.get(found.post_id) if found.post_id is not None else None
        creator = session.creators.get(post.creator_id) if post is not None and post.creator_id is not None else None
        yield Source(
            found.source_path, int(batch.id), batch.importer, batch.started_at, batch.received_from,
            post.permalink if post is not None else None,
            (creator.handle or creator.name) if creator is not None else None,
            post.posted_at if post is not None else None,
        )  # fmt: skip


def _likenesses(session: Session, asset_id: int, brand: str | None, today: dt.date) -> Iterator[Likeness]:
    """Stacked copies and relations of every state: one that somebody denied is a fact about the photo too."""
    relations = {
        (one.to_asset if one.from_asset == asset_id else one.from_asset): one
        for one in session.relations.of_assets([asset_id])
    }
    stacked = set(session.assets.copies_of(asset_id))
    chosen = session.register.brand_or_first(brand)
    wanted = [*sorted(stacked), *(int(other) for other in relations if other not in stacked)]
    for row in session.assets.page(wanted, brand_id=chosen.id if chosen is not None else None, today=today):
        relation = relations.get(row.asset.id)
        yield Likeness(
            row.asset.id, row.name,
            relation.kind if relation is not None else RelationKind.SAME,
            relation.state if relation is not None else RelationState.CONFIRMED,
            relation is None or relation.from_asset != asset_id,
            row.asset.id in stacked, row.consent, row.asset.state is AssetState.TOMBSTONE,
        )  # fmt: skip


def _claims(embedded: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(embedded[name]) for name in CLAIMS if embedded.get(name)}
