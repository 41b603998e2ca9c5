"""How each state of consent looks: its own icon shape, its own colour, its words; never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Text
from ugc_studio.services.words import CONSENT_STATES


@dataclass(frozen=True, slots=True)
class StateLook:
    """Icon name, the colour tokens of ink and ground, and the words of one state."""

    icon: str
    ink: str
    ground: str
    words: Text
    on_photo: str
    """The ink on the dark scrim over a photo, the same in both appearances."""


LOOKS: Mapping[ConsentState, StateLook] = {
    state: StateLook(icon, ink, ground, CONSENT_STATES[state], on_photo)
    for state, icon, ink, ground, on_photo in (
        (ConsentState.NOT_REQUESTED, "not_requested", "text2", "raised", "#FFFFFF"),
        (ConsentState.WAITING, "waiting", "info", "info_bg", "#7DB8FF"),
        (ConsentState.TO_READ, "to_read", "warn", "warn_bg", "#F5B83D"),
        (ConsentState.CLEARED, "cleared", "ok", "ok_bg", "#5CD68A"),
        (ConsentState.BLOCKED, "blocked", "danger", "danger_bg", "#FF8A8A"),
        (ConsentState.ENDED, "ended", "text2", "raised", "#BCBCC6"),
    )
}
