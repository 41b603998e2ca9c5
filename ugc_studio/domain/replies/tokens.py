"""A message as words, numbers, tags, emoji and marks, each with its place in the text as it was written."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0308\u030a\u0327")
"""What people leave out when they type in a hurry. Not every combining sign: a struck-through word is no word."""
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
GLAD = frozenset(
    "👍🙏😊🙂😀😃😄😁🥰😍🤩🎉🙌👌✅✔❤♥💛💚💙💜🧡🤍🩵🩷💞💓💗💖💝💕💘❣🌞☀⭐🌟✨☺🤗🥳🫶🫡💯💃🕺👏🤝😘🤠😎🥹😇🍀🥂🍾🎊🎈💪☝✌🆗"
    "🌊🏖🏝🏔⛰🌅🌄🌇🌴🌸🌺🌻🌼🌷🌹💐🌈🌙⛵🚣🏊🏄🚴🚵⛷🏂🏕⛺🐶🐕🐾🐱🐴🐑🐄🦆🦋🐞📸📷🤳🎶🎵🍷🍹🍸🍺🍻☕🥐🍰🎂🍦🍽🔥💦🌿🍃🍁🍂❄⛄"
    "🇫🇷🇧🇪🇩🇪🇦🇹🇨🇭🇳🇱🇪🇸🇲🇽🇬🇧🇮🇪🇮🇹🇱🇺🇵🇹🇦🇷🇨🇴🇨🇱🇺🇸🇨🇦"
)
"""What goes with a yes and says nothing else. Laughing, winking, thinking and rolled eyes are not among it."""
MOODS = frozenset("😅😭🙈😬😳🤭😢🥲😜😋🤪")
"""What may stand beside a clear yes, and makes a bare one doubtful."""
_BESIDE = "\ufe0f\u200d\u20e3" + "".join(chr(tone) for tone in range(0x1F3FB, 0x1F400)) + "♀♂"
_TOKEN = re.compile(
    r"(?P<link>https?://\S+|www\.\S+)"
    r"|(?P<smile>(?<![\w:])(?::-?[)\]D]+|=\)+|\^\^|<3)(?!\w))"
    r"|(?P<glued>(?<=\w)[#＃])"
    r"|(?P<tag>[#＃](?!\d+\b)[\w\u0300-\u036f]+)"
    r"|(?P<mention>@[\w.]*\w)"
    r"|(?P<number>\d+)"
    r"|(?P<word>(?:[^\W\d_]|[\u0300-\u036f])+)"
    r"|(?P<dots>\.\s*\.[\s.]*|…)"
    r"|(?P<hyphen>(?<=[^\W\d_])-(?=[^\W\d_]))"
    r"|(?P<short>(?<=\b[nN][rR])\.(?=\s*\d)|°)"
    r"|(?P<arrow>->|=>|→|[=:])"
    r"|(?P<end>[.!¡;\n])"
    r"|(?P<ask>[?¿])"
    r"|(?P<pause>[,–—()\[\]/|+&•-])"
    r"|(?P<join>['’‘`´\"“”„«»])"
    r"|(?P<space>[^\S\n]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_RUN = re.compile(r"([^\W\d_])\1{2,}$")


class Kind(enum.Enum):
    """What a token is."""

    WORD = enum.auto()
    NUMBER = enum.auto()
    TAG = enum.auto()
    MENTION = enum.auto()
    GLAD = enum.auto()
    MOOD = enum.auto()
    PAUSE = enum.auto()
    """A comma, a dash, a bracket: a phrase ends here, a sentence does not."""
    ARROW = enum.auto()
    END = enum.auto()
    ASK = enum.auto()
    ODD = enum.auto()
    """Anything else: three dots, quotation marks, links, emoji that may mean anything."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a message: ``text`` is folded for comparing, ``start`` and ``end`` are places in the original."""

    kind: Kind
    text: str
    start: int
    end: int
    has_accents: bool = False
    """Whether it was written with accents: they are folded away in ``text``, and "si" without one may be "if"."""


def fold(word: str) -> str:
    """A word as it is compared: small letters, no accents, no drawn-out end ("ouiiii")."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    bare = "".join(sign for sign in plain if sign not in ACCENTS)
    return _RUN.sub(r"\1", unicodedata.normalize("NFC", bare))


def spellings(word: str) -> frozenset[str]:
    """How a known word may be written: also with "ue" for "ü"."""
    long = "".join(UMLAUTS.get(sign, sign) for sign in unicodedata.normalize("NFC", word).casefold())
    return frozenset((fold(word), fold(long)))


def tokenise(text: str) -> list[Token]:
    """Cut a message into tokens; nothing of it is lost except spaces, apostrophes and what only colours an emoji."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    line_start = 0
    for found in _TOKEN.finditer(text):
        name, piece = str(found.lastgroup), found.group()
        if piece == "\n":
            wrapped = found.start() - line_start > 64 and text[found.end() : found.end() + 1].islower()
            line_start = found.end()
            if wrapped:  # a mail program broke a long line
                continue
        kind = _kind(name, piece)
        if kind is not None:
            text_folded = fold(piece)
            yield Token(kind, text_folded, found.start(), found.end(), text_folded != piece.casefold())


def _kind(name: str, piece: str) -> Kind | None:
    if name in {"space", "hyphen", "short"}:
        return None
    if name == "join":
        return None if piece in "'’‘`´" else Kind.ODD
    if name == "sign" and piece in "#＃":
        return Kind.PAUSE
    if name == "sign":
        return None if piece in _BESIDE else Kind.GLAD if piece in GLAD else Kind.MOOD if piece in MOODS else Kind.ODD
    return {
        "smile": Kind.GLAD, "tag": Kind.TAG, "mention": Kind.MENTION, "number": Kind.NUMBER, "word": Kind.WORD,
        "end": Kind.END, "ask": Kind.ASK, "pause": Kind.PAUSE, "arrow": Kind.ARROW,
    }.get(name, Kind.ODD)  # fmt: skip
