"""The words that replies are read with, from ``resources/replies``; written for this program."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection
from typing import Any

from ugc_studio import resources
from ugc_studio.domain.replies import AskedPhoto, AskedRequest, Label, ReceivedReply, read_reply
from ugc_studio.domain.replies.signs import Signs
from ugc_studio.domain.replies.vocabulary import CODES, Lexicon, vocabulary_of


@functools.cache
def lexicon() -> Lexicon:
    """All languages and signs; read once, when the first reply is."""
    return Lexicon({code: vocabulary_of(code, _file(code)) for code in CODES}, Signs(_file("signs")))


def is_plain_yes(text: str | None, *, hashtags: Collection[str] = ()) -> bool:
    """Whether a message about one photo is a yes and nothing else."""
    request = AskedRequest((AskedPhoto(1),), frozenset(hashtags))
    return text is not None and read_reply(ReceivedReply(text), request, lexicon()).of(1).label is Label.YES


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("replies", f"{name}.toml").read_text("utf-8"))
