"""Release forms on paper: which kinds there are, the code that is printed on each, and what the code stands for."""

from __future__ import annotations

import datetime as dt
import enum
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _

FORM_LANGUAGES = ("fr", "en", "de", "nl", "es")
"""The languages in which the words around the text of a notice exist."""
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""The signs of a code: 31, a prime, and none that is read as another one (0 and O, 1, I and L)."""
_CODE = re.compile(rf"([{SIGNS}]{{2}})-?([{SIGNS}]{{4}})-?([{SIGNS}])")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−_"), "-")
_TRIES = 100


class FormKind(enum.StrEnum):
    """Who signs: one person, a household for its children too, whoever owns what is shown, or an employee."""

    PERSON = "person"
    FAMILY = "family"
    PROPERTY = "property"
    EMPLOYEE = "employee"


class PaperSize(enum.StrEnum):
    """A4 for the desk and for filling in on a screen, A5 for a pocket."""

    A4 = "a4"
    A5 = "a5"


class Part(enum.StrEnum):
    """In which quality somebody stands on a form."""

    SIGNER = "signer"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected on a form: known in the register (``party``), or by name only so far."""

    part: Part
    party: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """What the code on a paper stands for; nothing of it but the code is in the QR code."""

    code: str
    kind: FormKind
    notice: str
    """UUID of the version whose text was printed."""
    language: str
    text_hash: str
    """SHA-256 of that text as it was printed."""
    brand: str
    size: PaperSize
    issued_at: str
    issued_by: str
    shas: tuple[str, ...]
    people: tuple[Expected, ...] = ()

    @property
    def issued_on(self) -> dt.date:
        """The day."""
        return dt.date.fromisoformat(self.issued_at[:10])


def check_sign(six: str) -> str:
    """The sign that guards a code: each sign weighs by its place, modulo the prime 31.

    Any one sign misread, and any two exchanged, change the sum.
    """
    return SIGNS[sum(weight * SIGNS.index(sign) for weight, sign in enumerate(six, start=1)) % len(SIGNS)]


def make_code(brand_key: str, taken: Callable[[str], bool]) -> str:
    """A new code: two letters of the brand, four signs drawn by lot, the check sign."""
    letters = [sign for sign in brand_key.upper() if sign in SIGNS and sign.isalpha()]
    prefix = "".join(letters[:2]).ljust(2, "X")
    for _try in range(_TRIES):
        six = prefix + "".join(secrets.choice(SIGNS) for _place in range(4))
        code = f"{six[:2]}-{six[2:]}-{check_sign(six)}"
        if not taken(code):
            return code
    raise UsageError(_("No code is free for another form."))


def read_code(text: str) -> str | None:
    """The code that a text is, however it was typed; ``None`` for anything else, a slip of a finger included."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_DASHES)
    found = _CODE.fullmatch("".join(plain.split()))
    if found is None or check_sign(found.group(1) + found.group(2)) != found.group(3):
        return None
    return "-".join(found.groups())


def code_of(text: str) -> str:
    """The code that somebody typed.

    Raises:
        UsageError: it is none; says so with what to look for.
    """
    code = read_code(text)
    if code is None:
        raise UsageError(
            _("{text} is not the code of a form. It stands beside the square pattern, such as BR-7K3M-3.", text=text)
        )
    return code
