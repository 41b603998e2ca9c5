"""Reading replies: what a message says about each photo that was asked for, proposed and never decided."""

from __future__ import annotations

from ugc_studio.domain.replies.answers import (
    AskedPhoto,
    AskedRequest,
    Label,
    Proposal,
    Reading,
    ReceivedReply,
    Span,
)
from ugc_studio.domain.replies.reader import LONGEST, read_reply
from ugc_studio.domain.replies.tags import hashtags_in
from ugc_studio.domain.replies.vocabulary import Lexicon

__all__ = [
    "LONGEST",
    "AskedPhoto",
    "AskedRequest",
    "Label",
    "Lexicon",
    "Proposal",
    "Reading",
    "ReceivedReply",
    "Span",
    "hashtags_in",
    "read_reply",
]  # fmt: skip
