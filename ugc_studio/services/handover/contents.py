"""What a review file says about each photo: everything that a lawyer decides on, and as little as a chooser needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import GalleryItem, UseParts
from ugc_studio.domain.handover import Leaver, ReviewKind
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.exporters.review.page import PageItem, PageLine, PagePart
from ugc_studio.services.consent.desk.opened import Message, OpenedPhoto, PersonLine
from ugc_studio.services.consent.desk.service import ConsentDesk
from ugc_studio.services.consent.reading import EventLine
from ugc_studio.services.words import CONSENT_STATES, EVIDENCE, network_name

SUBJECTS: Mapping[ReasonCode, str] = {
    ReasonCode.APPROVAL_PENDING: "grant",
    ReasonCode.CONSIDERATION_REVIEW: "consideration",
    ReasonCode.MANNEQUIN_RISK: "consideration",
}
"""What an approval from outside may be about. A sensitive photo is decided where it can be seen, in the program."""
STATE_STYLES = {ConsentState.CLEARED: "cleared", ConsentState.BLOCKED: "blocked"}


class ItemWriter:
    """Puts photos into words, in the reader's language."""

    def __init__(
        self, desk: ConsentDesk, translator: Translator, *, kind: ReviewKind, brand: str, parts: UseParts | None
    ) -> None:
        self._desk = desk
        self._show = translator
        self._kind = kind
        self._brand = brand
        self._parts = parts

    def item(self, number: int, leaver: Leaver, item: GalleryItem | None) -> PageItem:
        """One photo; its picture comes later."""
        bare = PageItem(number, leaver.sha256, None, absence=leaver.code)
        if self._kind is ReviewKind.TRANSLATOR:
            return replace(bare, texts=texts_of(item))
        opened = self._opened(leaver.asset_id)
        state = opened.verdict.state
        bare = replace(
            bare, state=self._show(CONSENT_STATES[state]), state_code=STATE_STYLES.get(state, "other")
        )
        if self._kind is not ReviewKind.LAWYER:
            return bare
        subjects = dict.fromkeys(SUBJECTS[r.code] for r in opened.verdict.reasons if r.code in SUBJECTS)
        return replace(
            bare, name=opened.file.name, parts=tuple(self._parts_of(opened)), subjects=tuple(subjects)
        )

    def _opened(self, asset_id: AssetId) -> OpenedPhoto:
        """The photo for the gallery's planned use, or for the standard use where that is not described in full."""
        if self._parts is not None:
            try:
                return self._desk.open(asset_id, brand=self._brand, parts=self._parts)
            except UsageError:
                self._parts = None
        return self._desk.open(asset_id, brand=self._brand)

    # ------------------------------------------------------------------ for lawyers

    def _parts_of(self, opened: OpenedPhoto) -> Iterator[PagePart]:
        verdict, people = opened.verdict, opened.people
        if verdict.use is not None:
            use = verdict.use
            text = _(
                "{network}, {countries}, from {start}", network=network_name(use.channel),
                countries=sorted(use.territories), start=use.publish_at.date(),
            )  # fmt: skip
            yield self._list("use", [text])
        yield self._list("verdict", [reason.text for reason in verdict.reasons])
        yield self._list("needs", verdict.needs)
        persons = [*people.creators, *(one for one in people.depicted if one not in people.creators)]
        yield PagePart("who", tuple(self._person(one) for one in persons))
        notices = {message.notice.uuid: message.notice for message in opened.conversation if message.notice}
        yield PagePart(
            "notices",
            tuple(
                PageLine(f"{notice.name} v{notice.version} ({language})", text, f"SHA-256 {notice.hash}", ours=True)
                for notice in notices.values() for language, text in notice.texts.items()
            ),
            quotes=True,
        )  # fmt: skip
        yield PagePart("conversation", tuple(map(self._message, opened.conversation)), quotes=True)
        yield PagePart("events", tuple(map(self._event, opened.file.events)))

    def _list(self, name: str, texts: Sequence[Text]) -> PagePart:
        return PagePart(name, tuple(PageLine(self._show(text)) for text in texts))

    def _person(self, person: PersonLine) -> PageLine:
        ages = {"yes": _("of age"), "no": _("a minor"), "unknown": _("age not known")}
        text = _("{name}: {age}", name=person.label, age=ages.get(person.adult, person.adult))
        small = [self._show(missing) for missing in person.missing]
        if person.holders:
            holders = [holder.label for holder in person.holders]
            small.insert(0, self._show(_("Parental authority: {names}", names=holders)))
        return PageLine(self._show(text), small=" ".join(small))

    def _message(self, message: Message) -> PageLine:
        kind = EVIDENCE.get(message.evidence or "")
        said = message.said_on or message.at.date()
        title = _("{who}, {day}: {what}", who=message.who, day=said, what=message.title)
        proofs = [
            self._show(_("Proof ({kind}): {hash}", kind=EVIDENCE.get(proof.kind, proof.kind), hash=proof.sha256))
            for proof in message.proofs
        ]
        if kind is not None:
            proofs.insert(0, self._show(kind))
        if message.permalink:
            proofs.append(message.permalink)
        return PageLine(self._show(title), message.text or "", " · ".join(proofs), ours=message.ours)

    def _event(self, line: EventLine) -> PageLine:
        text = _("{seq}. {at}, {actor}: {what}", seq=str(line.event.seq), at=line.event.at, actor=line.actor,
                 what=line.text)  # fmt: skip
        small = [self._show(one) for one in line.particulars]
        if line.reason:
            small.append(self._show(_("Reason: {reason}", reason=line.reason)))
        return PageLine(self._show(text), small=" ".join([*small, f"SHA-256 {line.hash}"]))


def texts_of(item: GalleryItem | None) -> dict[str, str]:
    """Our own texts that go with a photo; a guest's words are theirs and are not altered."""
    if item is None:
        return {}
    return {"caption": item.caption or "", "alt_text": item.alt_text or ""}


def source_of(item: GalleryItem | None) -> str:
    """What tells later whether the texts are still those that were sent out."""
    texts = texts_of(item)
    return hashlib.sha256("\0".join(texts.values()).encode("utf-8", "replace")).hexdigest() if texts else ""
