"""Content credentials (C2PA) that a file carries: reported as its sender wrote them, never taken for proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ugc_studio.domain.messages import N_, Text, _

BY_MACHINE = frozenset(
    {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia", "compositeSynthetic"}
)
"""Kinds of source (IPTC NewsCodes ``digitalsourcetype``) of which a machine made at least a part."""

ACTIONS: Mapping[str, str] = {
    "c2pa.created": N_("created"),
    "c2pa.opened": N_("opened for editing"),
    "c2pa.edited": N_("edited"),
    "c2pa.cropped": N_("cropped"),
    "c2pa.resized": N_("resized"),
    "c2pa.orientation": N_("turned"),
    "c2pa.color_adjustments": N_("colours changed"),
    "c2pa.filtered": N_("filtered"),
    "c2pa.drawing": N_("drawn on"),
    "c2pa.placed": N_("another picture placed in it"),
    "c2pa.removed": N_("something removed"),
    "c2pa.redacted": N_("something redacted"),
    "c2pa.converted": N_("converted"),
    "c2pa.transcoded": N_("encoded again"),
    "c2pa.repackaged": N_("packed again"),
    "c2pa.published": N_("published"),
    "c2pa.watermarked": N_("watermarked"),
    "c2pa.unknown": N_("changed in an unknown way"),
}
"""Actions of the C2PA specification in words; others are shown by their code."""


@dataclass(frozen=True, slots=True)
class CredentialAction:
    """One thing that is said to have been done: its code, with what and when, and from what kind of source."""

    code: str
    agent: str = ""
    when: str = ""
    source: str = ""

    @property
    def text(self) -> Text:
        """In words."""
        what: object = Text(ACTIONS[self.code]) if self.code in ACTIONS else self.code.removeprefix("c2pa.")
        if self.agent:
            return _("{action}, with {program}", action=what, program=self.agent)
        return _("{action}", action=what)


@dataclass(frozen=True, slots=True)
class ContentCredentials:
    """What the newest manifest in a file says; ``signer`` and ``issuer`` are names in a certificate nobody checked."""

    readable: bool = True
    """Whether it could be read; credentials are there in any case."""
    manifests: int = 0
    generator: str = ""
    title: str = ""
    signer: str = ""
    issuer: str = ""
    authors: tuple[str, ...] = ()
    actions: tuple[CredentialAction, ...] = ()
    ingredients: tuple[str, ...] = ()
    by_machine: bool = False
    """Whether some manifest says that a machine (generative AI or another program) made at least a part of it."""
    elsewhere: str = ""
    """A place on the network that the file names for its credentials; nothing is ever fetched from there."""

    @property
    def text(self) -> Text:
        """What is there, in a sentence that says what it is not."""
        if not self.manifests and self.elsewhere:
            return _("The file says that its content credentials are kept elsewhere. They were not fetched.")
        if not self.readable:
            return _("Content credentials are present but cannot be read.")
        if self.signer:
            return _("Content credentials are present, signed in the name of {name}. The signature was not checked: "
                     "they are a statement, no proof.", name=self.signer)  # fmt: skip
        return _("Content credentials are present. The signature was not checked: they are a statement, no proof.")

    def as_json(self) -> dict[str, object]:
        """As commands print it."""
        return {**asdict(self), "signature_verified": False}
