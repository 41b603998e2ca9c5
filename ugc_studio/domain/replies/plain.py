"""Is a reply a plain yes, and nothing but that? Only then may a form propose what was asked for.

Everything that is not known here makes a reply one that a person has to read: an unknown word, a number, a question,
a dot too many. So a missed yes costs one choice in a list, and a no, a condition or a joke is never taken for a yes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

LONGEST = 160
"""A longer reply says more than yes."""

YES = (
    "oui", "bien sûr", "bien sur", "avec plaisir", "avec joie", "d'accord", "j'accepte", "volontiers",
    "je suis d'accord", "je vous autorise", "allez-y", "vas-y",
    "yes", "of course", "i agree", "with pleasure", "go ahead", "absolutely",
    "ja", "gerne", "sehr gerne", "ja gerne", "natürlich", "selbstverständlich", "einverstanden",
    "ich bin einverstanden", "mit vergnügen",
    "graag", "heel graag", "ja graag", "natuurlijk", "akkoord", "ik ga akkoord", "met plezier",
    "sí", "si", "claro que sí", "claro que si", "por supuesto", "de acuerdo", "estoy de acuerdo", "acepto",
    "con mucho gusto", "con gusto",
)  # fmt: skip
"""What says yes by itself. "Ok" and a thumb are not here: they also mean that a message was seen."""

THANKS = (
    "merci", "merci beaucoup", "un grand merci", "bonne journée", "thanks", "thank you", "thanks a lot",
    "thank you so much", "danke", "vielen dank", "danke schön", "liebe grüße", "bedankt", "dank je", "dank u",
    "dank u wel", "dankjewel", "groetjes", "gracias", "muchas gracias", "un saludo", "saludos",
)  # fmt: skip
GREETINGS = (
    "bonjour", "bonsoir", "coucou", "salut", "hello", "hi", "hey", "hallo", "guten tag", "hoi", "hola", "buenos días",
)  # fmt: skip
"""Only in front: "oui bonjour" is how one picks up the telephone, and "ja, dag" is a Dutch no."""
GLAD = "👍🙏😊😀😃😄😁🥰😍🤩🎉🙌👌✅❤♥💛💚💙💜🧡🤍🌞☀✨💕💖☺🤗"
_BESIDE = frozenset("\ufe0f" + "".join(chr(tone) for tone in range(0x1F3FB, 0x1F400)))
"""What may follow an emoji and changes only how it looks."""
_PAUSE = re.compile(r"[,;.!¡]")
_DOTS = re.compile(r"\.\s*\.|…")
_HASHTAG = re.compile(r"#\w+")
_PHRASES = frozenset(tuple(phrase.split()) for phrase in (*YES, *THANKS, *GREETINGS))
_MOST_WORDS = max(len(words) for words in _PHRASES)


def hashtags_in(texts: Iterable[str]) -> frozenset[str]:
    """The hashtags that a request names in any of its languages: using one of them is how it asks to be answered."""
    return frozenset(tag.casefold() for text in texts for tag in _HASHTAG.findall(unicodedata.normalize("NFC", text)))


def is_plain_yes(text: str | None, *, hashtags: Collection[str] = ()) -> bool:
    """Whether a reply consists of a yes or of a hashtag that was agreed on, with at most thanks and greetings.

    A yes that is said twice in a row ("ja ja", "oui oui") is none: it is also how people put somebody off.
    """
    if text is None or len(text) > LONGEST:
        return False
    plain = unicodedata.normalize("NFC", text).replace("’", "'").casefold()
    if _DOTS.search(plain):
        return False
    agreed = {unicodedata.normalize("NFC", tag).casefold() for tag in hashtags}
    said: list[str] = []
    for clause in _PAUSE.split(plain):
        found = _phrases(_without_gladness(clause).split(), agreed)
        if found is None:
            return False
        said += found
    if said and said[0] in GREETINGS:
        said.pop(0)
    yes = [phrase for phrase in said if phrase in agreed or phrase in YES]
    return bool(yes) and len(set(yes)) == len(yes) and not set(said) & set(GREETINGS)


def _without_gladness(clause: str) -> str:
    """Take away happy emoji; any other one stays, and is an unknown word then."""
    return "".join(" " if sign in GLAD else "" if sign in _BESIDE else sign for sign in clause)


def _phrases(words: list[str], agreed: Collection[str]) -> list[str] | None:
    """What one clause consists of, the longest phrases first; ``None`` as soon as one word is unknown."""
    said: list[str] = []
    while words:
        sizes = range(min(_MOST_WORDS, len(words)), 0, -1)
        many = next((many for many in sizes if tuple(words[:many]) in _PHRASES), 1 if words[0] in agreed else 0)
        if not many:
            return None
        said.append(" ".join(words[:many]))
        del words[:many]
    return said
