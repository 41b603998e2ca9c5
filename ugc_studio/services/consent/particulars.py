"""What stands in an event beside its sentence: the text that was agreed to, the small print, the other photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ugc_studio.domain.consent import BASE_RIGHTS, PROMOTION, AfterEnd, Consideration, EventType, Scope
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.describing import RIGHTS
from ugc_studio.services.consent.requests.words import channel_words, language_name

ABOUT_PAIRS = frozenset({EventType.RELATED, EventType.MERGED, EventType.SAME_WORK, EventType.SPLIT})


@dataclass(frozen=True, slots=True)
class Particulars:
    """Writes them down; ``names`` shows notices, brands and photos by UUID or hash."""

    names: Mapping[str, object]

    def of(self, event: Event, *, seen_from: str | None = None) -> tuple[Text, ...]:
        """A sentence for each particular; ``seen_from`` is the photo whose file is read, which goes without saying."""
        return tuple(self._lines(event, seen_from))

    def _lines(self, event: Event, seen_from: str | None) -> Iterator[Text]:
        if event.type == EventType.GIVEN:
            if event.notice is not None:
                yield _("Agreed to the text: {notice}", notice=self._name(event.notice))
            if event.scope is not None:
                yield from self._small_print(event.scope)
            if event.consideration is not None:
                yield _in_return(event.consideration)
        if event.type == EventType.REQUESTED:
            yield from _sent(event)
        others = [self._name(sha) for sha in event.assets if sha != seen_from]
        if event.type in ABOUT_PAIRS and others:
            yield _("The other photos: {photos}", photos=others)
        if event.type == EventType.APPROVED and event.party is not None:
            yield _("The grant of {name}", name=self._name(event.party))
        if said_on := event.facts.get("said_on"):
            yield _("Said on {day}", day=dt.date.fromisoformat(str(said_on)))

    def _small_print(self, scope: Scope) -> Iterator[Text]:
        changes = sorted(scope.rights - BASE_RIGHTS)
        if changes:
            yield _("Changes allowed: {changes}", changes=[RIGHTS.get(change, change) for change in changes])
        else:
            yield _("Changes allowed: none")
        if scope.purposes != {PROMOTION}:
            yield _("Purposes: {purposes}", purposes=sorted(scope.purposes))
        if scope.brands:
            yield _("Brands: {brands}", brands=[self._name(brand) for brand in sorted(scope.brands)])
        if scope.excluded_contexts:
            yield _("Never together with: {contexts}", contexts=sorted(scope.excluded_contexts))
        if scope.credit_line:
            yield _("Credit line: {credit}", credit=scope.credit_line)
        if scope.end is not None:
            stay = scope.after_end == AfterEnd.POSTS_STAY
            yield _("After the end: posts stay") if stay else _("After the end: everything comes down")

    def _name(self, uuid: str) -> object:
        return self.names.get(uuid, uuid[:8])


def _sent(event: Event) -> Iterator[Text]:
    """Where a request went, in which language, and which exact text it showed."""
    channel, language, text = (event.facts.get(name) for name in ("channel", "language", "text"))
    if channel:
        yield _("Sent through: {channel}", channel=channel_words(str(channel)))
    if language:
        yield _("Language of the message: {language}", language=language_name(str(language)))
    if text:
        yield _("Text that was shown: SHA-256 {hash}", hash=str(text))


def _in_return(said: Consideration) -> Text:
    what = [part for part in (said.kind, said.advertiser, said.objective) if part]
    if said.value is None:
        return _("In return: {what}; what it is worth was not said", what=what)
    return _("In return: {what}; worth {value} euros", what=what, value=f"{said.value:g}")
