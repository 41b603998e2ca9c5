"""What the kept photo would inherit from the copies that a merge hides, told before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clusters import Cluster
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication import decisions
from ugc_studio.services.deduplication.groups import GalleryRef, MergePreview, ProofNote

NOES = frozenset(
    {EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED, EventType.REVOKED, EventType.INVALIDATED}
)


def preview_of(session: Session, cluster: Cluster, keep: AssetId) -> MergePreview:
    """What merging a group under a photo would come to."""
    change, _carried = decisions.merge(session, cluster, keep)
    hidden = tuple(m.asset for m in cluster.members if m.present and m.asset != keep)
    mine = {place.gallery_id for place in session.stacks.places([keep])}
    names = {gallery.id: gallery.name for gallery in session.galleries.all()} if change.places else {}
    new = [GalleryId(gallery) for gallery, _asset in change.places if gallery not in mine]
    same_work = decisions.same_work(session, cluster)
    preview = MergePreview(
        keep,
        hidden,
        tuple(sorted(tag for _asset, tag in change.tags)),
        change.ratings.get(keep),
        tuple(GalleryRef(gallery, names[gallery]) for gallery in new),
        sum(gallery in mine for gallery, _asset in change.places),
        tuple(_proofs(session, keep, hidden, lends=bool(same_work))),
        same_work,
        cluster.several_authors,
        sum(member.bytes for member in cluster.members if member.asset in hidden),
    )
    return _with_lines(preview)


def _proofs(session: Session, keep: AssetId, hidden: Sequence[AssetId], *, lends: bool) -> Iterator[ProofNote]:
    """The latest word of each person about each hidden copy."""
    pictures = session.relations.pictures([keep, *hidden])
    events = session.ledger.by_keys(f"asset:{pictures[asset].sha256}" for asset in hidden)
    for asset in hidden:
        latest: dict[tuple[str | None, str | None, str | None], Event] = {}
        for event in events.get(f"asset:{pictures[asset].sha256}", ()):
            if event.type is EventType.GIVEN or event.type in NOES:
                latest[event.by, event.party, event.instrument] = event
        labels = session.parties.labels([event.by for event in latest.values() if event.by])
        for event in latest.values():
            yield _note(asset, event, labels, lends=lends)


def _note(asset: AssetId, event: Event, labels: Mapping[str, str], *, lends: bool) -> ProofNote:
    who = labels.get(event.by or "", "") or _("Someone")
    photo, day = str(asset), event.at.date()
    if event.type in NOES:
        text = _("{who} said no to photo {photo} on {day}: that blocks the kept photo too.",
                 who=who, photo=photo, day=day)  # fmt: skip
        return ProofNote(asset, text, counts=False)
    if lends:
        text = _("The permission of {who} for photo {photo} ({day}) counts for the kept photo once you state that "
                 "they are the same work.", who=who, photo=photo, day=day)  # fmt: skip
        return ProofNote(asset, text, counts=True)
    text = _("The permission of {who} for photo {photo} ({day}) can be read from the kept photo but does not count "
             "for it: it is not confirmed that one person took both.", who=who, photo=photo, day=day)  # fmt: skip
    return ProofNote(asset, text, counts=False)


def _with_lines(preview: MergePreview) -> MergePreview:
    return replace(preview, lines=tuple(_lines(preview)))


def _lines(preview: MergePreview) -> Iterator[Text]:
    n = len(preview.hidden)
    yield ngettext("{n} copy is hidden, nothing is deleted.", "{n} copies are hidden, nothing is deleted.", n, n=n)
    if preview.galleries:
        names = [gallery.name for gallery in preview.galleries]
        yield _("Takes its place in: {galleries}.", galleries=names)
    if preview.captions:
        n = preview.captions
        yield ngettext("Takes over the text of {n} post.", "Takes over the texts of {n} posts.", n, n=n)
    if preview.tags:
        yield _("Gets the tags: {tags}.", tags=list(preview.tags))
    if preview.rating is not None:
        n = preview.rating
        yield ngettext("Gets {n} star.", "Gets {n} stars.", n, n=n)
    yield from (note.text for note in preview.proofs)
