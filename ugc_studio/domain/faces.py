"""Faces that a detector found in a photo: a hint for whoever looks, never an answer, and never whose faces they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.consent import PeopleAnswer
from ugc_studio.domain.messages import Text, _, ngettext

MODEL = "centerface"
MODEL_SHA256 = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
"""The only file that is ever loaded; its source and licence stand beside it in ``third_party/centerface``."""
RECIPE = 1
"""How the model is used; raised when that changes, so that photos are looked at anew."""


@dataclass(frozen=True, slots=True)
class Face:
    """Where a face seems to be, in shares of the upright picture from its top left corner, and how sure that is."""

    left: float
    top: float
    width: float
    height: float
    score: float


@dataclass(frozen=True, slots=True)
class FacesFound:
    """What the detector found in one photo, and which detector that was."""

    faces: tuple[Face, ...]
    looked_at: str
    model: str = MODEL
    model_sha256: str = MODEL_SHA256
    recipe: int = RECIPE

    def __len__(self) -> int:
        return len(self.faces)

    @property
    def text(self) -> Text:
        """The hint in words; finding none is never said as if nobody were there."""
        n = len(self.faces)
        if not n:
            return _("No face found (automatic). People may still be present: please look.")
        return ngettext(
            "Faces found: {n} (automatic). Others may be present: please look.",
            "Faces found: {n} (automatic). Others may be present: please look.",
            n, n=n,
        )  # fmt: skip

    def as_json(self) -> Mapping[str, object]:
        """As commands print it."""
        return {
            "found": len(self.faces),
            "automatic": True,
            "faces": [
                {"left": f.left, "top": f.top, "width": f.width, "height": f.height, "score": f.score}
                for f in self.faces
            ],
            "model": self.model,
            "model_sha256": self.model_sha256,
            "recipe": self.recipe,
            "looked_at": self.looked_at,
        }


def to_note(found: FacesFound | None, answer: PeopleAnswer, recorded: int) -> int:
    """For how many faces nobody is recorded yet: none once a person has answered, whose word always wins."""
    if found is None or answer is not PeopleAnswer.NOT_REVIEWED:
        return 0
    return max(0, len(found) - recorded)
