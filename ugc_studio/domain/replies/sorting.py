"""Sorting what is no clear yes: taking back, no, a question, a yes with a condition, or simply unclear, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.replies.answers import Label, Span
from ugc_studio.domain.replies.signs import Folded, Signs

ALLOWS_IN_PART = _("Allows it with a condition or an exception.")
QUESTION_MARK = re.compile(r"[?¿]")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A label, why, and the words that it stands on."""

    label: Label
    reason: Text
    span: Span | None = None


def sort(text: str, signs: Signs, *, photos: int, says_yes: bool, says_no: bool, given_before: bool) -> Sorted:
    """What a message that is no clear yes says; ``says_yes`` and ``says_no``: what its known phrases contain."""
    plain = Folded(text)
    if not plain.text:
        return Sorted(Label.UNCLEAR, _("Nothing of it was written by them: it only repeats our message."))
    if automatic := plain.search(signs["automatic"]):
        return Sorted(Label.UNCLEAR, _("An automatic reply."), automatic)
    consents, limits = says_yes or plain.search(signs["consents"]) is not None, plain.search(signs["limits"])
    taken = _taken_back(plain, signs, is_limit=consents and limits is not None, given_before=given_before)
    if taken is not None:
        return taken
    refuses, asks = plain.search(signs["refuses"]), _asked(plain, text, signs)
    person = plain.search(signs["person"])
    if photos > 1 and person and asks is None:
        return Sorted(Label.UNCLEAR, _("Speaks of a photo by who or what is in it: look which one they mean."), person)
    if asks is not None and (not refuses or QUESTION_MARK.search(text)):
        return Sorted(Label.QUESTION, _("Asks something before they decide."), asks)
    allows = consents or plain.search(signs["only"]) is not None
    where = plain.search(signs["where"])
    if limits and allows and (not refuses or where):
        return Sorted(Label.LIMITED, ALLOWS_IN_PART, limits)
    if where and consents and refuses:
        return Sorted(Label.LIMITED, ALLOWS_IN_PART, where)
    if refuses or says_no:
        return Sorted(Label.NO, _("Says no."), refuses)
    return _undecided(plain, limits, signs)


def _taken_back(plain: Folded, signs: Signs, *, is_limit: bool, given_before: bool) -> Sorted | None:
    """Somebody takes a yes back, or wants the photo gone; a yes until something is deleted is a condition."""
    takes, deletes = plain.search(signs["takes_back"]), plain.search(signs["deletes"])
    if takes and not (is_limit and not deletes):
        return Sorted(Label.WITHDRAW, _("Takes back what they allowed."), takes)
    if not deletes or is_limit:
        return None
    if given_before:
        return Sorted(Label.WITHDRAW, _("Wants the photo to be taken down or deleted."), deletes)
    return Sorted(Label.NO, _("Wants the photo to be taken down or deleted."), deletes)


def _asked(plain: Folded, text: str, signs: Signs) -> Span | None:
    """The words of a question, with or without its mark; a single word with a mark asks nothing that can be known."""
    found = plain.search(signs["asks"])
    mark = QUESTION_MARK.search(text)
    if found is not None or mark is None or len(plain.text.split()) < 2:
        return found
    return Span(mark.start(), mark.end())


def _undecided(plain: Folded, limits: Span | None, signs: Signs) -> Sorted:
    if third := plain.search(signs["third"]):
        return Sorted(Label.UNCLEAR, _("Speaks for somebody else, or of somebody else’s photo."), third)
    if defers := plain.search(signs["defers"]):
        return Sorted(Label.UNCLEAR, _("Has not decided yet."), defers)
    if limits and plain.search(signs["where"]):
        return Sorted(Label.LIMITED, ALLOWS_IN_PART, limits)
    return Sorted(Label.UNCLEAR, _("Not a plain answer: read it yourself."))
