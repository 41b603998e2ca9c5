"""The message to a person: a greeting that may be changed, numbered photos, the notice unaltered, how to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ugc_studio.domain.consent import Scope
from ugc_studio.services.consent.notices.wording import Wording

MOST_BYTES = {"instagram": 1000}
"""What one direct message may hold in UTF-8, where a network sets so low a limit that a notice does not fit."""


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """How a photo is named to the person: by its post, else by the file that they sent."""

    address: str | None
    posted: dt.date | None
    file: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is copied and sent; ``notice`` stands in ``text`` unaltered."""

    greeting: str
    notice: str
    text: str
    language: str


def greeting_of(
    wording: Wording, name: str, photos: int, *, reminds: dt.date | None = None, renews: dt.date | None = None
) -> str:
    """The first words: for one photo, for several, for a reminder, for a permission that ends."""
    if reminds is not None:
        return wording.say("message", "reminder", name=name, day=wording.day(reminds))
    if renews is not None:
        return wording.say("message", "renewal", name=name, day=wording.day(renews))
    return wording.say("message", "many" if photos > 1 else "one", name=name)


def message_of(wording: Wording, *, greeting: str, notice: str, scope: Scope, photos: Sequence[PhotoLine]) -> Message:
    """Greeting, photos, notice and how to answer, in one language."""
    listed = [wording.say("message", "photos" if len(photos) > 1 else "single"), *_numbered(wording, photos)]
    blocks = [greeting.strip(), "\n".join(listed), notice, " ".join(_how_to_answer(wording, scope, len(photos)))]
    return Message(greeting, notice, "\n\n".join(blocks), wording.language)


def _numbered(wording: Wording, photos: Sequence[PhotoLine]) -> Iterator[str]:
    for n, photo in enumerate(photos, 1):
        if photo.address is None:
            yield wording.say("message", "file", n=n, file=photo.file)
        elif photo.posted is not None:
            yield wording.say("message", "posted", n=n, day=wording.day(photo.posted), address=photo.address)
        else:
            yield wording.say("message", "photo", n=n, address=photo.address)


def _how_to_answer(wording: Wording, scope: Scope, photos: int) -> Iterator[str]:
    """Examples only name what was asked for."""
    yield wording.say("message", "reply")
    if photos > 1:
        yield wording.say("message", "some")
    example = next((one for one in wording.names("example") if one in scope.media), None)
    if example is not None and len(scope.media) > 1:
        yield wording.say("message", "part", example=wording.say("example", example))
    yield wording.say("message", "no")


def parts_of(text: str, channel: str | None) -> list[str]:
    """The message in as few pieces as a network needs, cut between paragraphs where that takes no more of them."""
    most = MOST_BYTES.get(channel or "")
    if most is None or len(text.encode()) <= most:
        return [text]
    by_paragraph, by_line = (_packed(_blocks(text, most, lines=lines), most) for lines in (False, True))
    return by_paragraph if len(by_paragraph) <= len(by_line) else by_line


def _packed(blocks: Iterable[tuple[str, str]], most: int) -> list[str]:
    """Blocks put together until the next one does not fit any more."""
    pieces: list[str] = []
    for joint, block in blocks:
        joined = f"{pieces[-1]}{joint}{block}" if pieces else block
        if pieces and len(joined.encode()) <= most:
            pieces[-1] = joined
        else:
            pieces.append(block)
    return pieces


def _blocks(text: str, most: int, *, lines: bool) -> Iterator[tuple[str, str]]:
    """Paragraphs, each with what joins it to the one before; by lines, or by words, what is too long or may be cut."""
    for paragraph in text.split("\n\n"):
        if not lines and len(paragraph.encode()) <= most:
            yield "\n\n", paragraph
            continue
        for place, one in enumerate(paragraph.split("\n")):
            for piece in _words(one, most):
                yield ("\n" if place else "\n\n"), piece


def _words(line: str, most: int) -> Iterator[str]:
    """A line that no message holds, cut between words (a word that is itself too long: anywhere)."""
    piece = ""
    for word in line.split(" "):
        joined = f"{piece} {word}" if piece else word
        if len(joined.encode()) <= most:
            piece = joined
            continue
        if piece:
            yield piece
        while len(word.encode()) > most:
            head = word.encode()[:most].decode(errors="ignore")
            yield head
            word = word[len(head) :]
        piece = word
    if piece:
        yield piece
