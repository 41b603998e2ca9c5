"""On which ground of GDPR art. 6(1) personal data of somebody in or behind a picture is processed (consent.md §2)."""

from __future__ import annotations

import enum

from ugc_studio.domain.consent import Instrument


class LegalBasis(enum.StrEnum):
    """The three grounds that a brand's pictures rest on."""

    CONSENT = "consent"
    """6(1)(a): the person agrees, and may take it back at any time."""
    CONTRACT = "contract"
    """6(1)(b): what was promised to each other is carried out."""
    LEGITIMATE_INTEREST = "legitimate_interest"
    """6(1)(f): before anybody answered, only to be able to ask; anyone may object."""


LETTERS = {LegalBasis.CONSENT: "a", LegalBasis.CONTRACT: "b", LegalBasis.LEGITIMATE_INTEREST: "f"}


def basis_of(instrument: str | None, *, answered: bool, paid: bool = False) -> LegalBasis:
    """The ground for one instrument of one person (policy: the careful reading, not legal advice).

    Nothing but the wish to ask justifies keeping the picture of somebody who never answered. A release for nothing in
    return is consent; a licence, and whatever was paid for, is a contract.
    """
    if not answered:
        return LegalBasis.LEGITIMATE_INTEREST
    if instrument == Instrument.IMAGE_RELEASE and not paid:
        return LegalBasis.CONSENT
    return LegalBasis.CONTRACT
