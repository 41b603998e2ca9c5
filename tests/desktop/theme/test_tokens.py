"""Every pair of ink and ground that carries text can be read in both appearances, and in high contrast."""

from __future__ import annotations

import pytest

from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.theme.tokens import DARK, LIGHT, SCRIM_ALPHA, Tokens, contrast, strengthened

GROUNDS = ("canvas", "window", "panel", "raised")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("text", "text2", "text3") for ground in GROUNDS),
    *(("text", ground) for ground in ("hover", "selected")),
    *((tone, f"{tone}_bg") for tone in ("ok", "warn", "danger", "info")),
    *((tone, ground) for tone in ("ok", "warn", "danger", "info", "accent_text") for ground in GROUNDS),
    ("accent_text", "selected"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "danger_fill"),
]
OUTLINE_PAIRS = [
    *(("border_strong", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    *(("star", ground) for ground in ("canvas", "window", "panel")),
]


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("ink", "ground"), OUTLINE_PAIRS)
def test_outlines_can_be_seen(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "border"])
def test_more_contrast_is_more(tokens: Tokens, ink: str) -> None:
    strong = strengthened(tokens)
    assert contrast(getattr(strong, ink), strong.window) >= max(7, contrast(getattr(tokens, ink), tokens.window))


@pytest.mark.parametrize("photo", ["#FFFFFF", "#000000", "#8A8A8A"])
def test_badges_can_be_read_on_any_photo(photo: str) -> None:
    channels = [round(int(photo[i : i + 2], 16) * (1 - SCRIM_ALPHA)) for i in (1, 3, 5)]
    ground = "#{:02X}{:02X}{:02X}".format(*channels)
    for look in LOOKS.values():
        assert contrast(look.on_photo, ground) >= 3


def test_states_differ_in_shape_and_words_not_only_in_colour() -> None:
    assert len({look.icon for look in LOOKS.values()}) == len(LOOKS)
    assert len({str(look.words) for look in LOOKS.values()}) == len(LOOKS)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
