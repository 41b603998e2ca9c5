"""The colour tokens of both appearances and of high contrast; every pair that carries text is tested for contrast."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they are for, as ``#RRGGBB``; ``dark`` says which of the two appearances they make."""

    dark: bool
    canvas: str
    window: str
    panel: str
    raised: str
    hover: str
    pressed: str
    selected: str
    border: str
    border_strong: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    focus: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    danger: str
    danger_bg: str
    danger_fill: str
    info: str
    info_bg: str
    star: str
    scrim: str = "#000000"
    """Under badges on photos, at :data:`SCRIM_ALPHA`, with white text."""


SCRIM_ALPHA = 0.72

DARK = Tokens(
    dark=True,
    canvas="#111113", window="#18181B", panel="#1D1D21", raised="#28282E", hover="#323239", pressed="#3A3A43",
    selected="#2C2F5A", border="#303037", border_strong="#7C7C88", text="#F4F4F6", text2="#BCBCC6", text3="#9A9AA6",
    disabled="#6E6E79", accent="#5B5FE8", accent_hover="#5357D8", on_accent="#FFFFFF", accent_text="#A9AEFF",
    focus="#B3B8FF", ok="#5CD68A", ok_bg="#12331F", warn="#F5B83D", warn_bg="#3A2A0A", danger="#FF8A8A",
    danger_bg="#431A1D", danger_fill="#C8343B", info="#7DB8FF", info_bg="#14304F", star="#F5C451",
)  # fmt: skip

LIGHT = Tokens(
    dark=False,
    canvas="#F3F3F5", window="#FAFAFB", panel="#FFFFFF", raised="#F0F0F3", hover="#E7E7EC", pressed="#DDDDE4",
    selected="#E4E6FF", border="#E1E1E7", border_strong="#84848F", text="#18181B", text2="#4B4B55", text3="#66666F",
    disabled="#9C9CA6", accent="#4A4ADB", accent_hover="#3D3DC4", on_accent="#FFFFFF", accent_text="#3F3FC8",
    focus="#4A4ADB", ok="#14713A", ok_bg="#DCF5E5", warn="#8A4B00", warn_bg="#FDEFCF", danger="#B3202A",
    danger_bg="#FDE3E4", danger_fill="#B3202A", info="#1557A8", info_bg="#DFEDFF", star="#B87503",
)  # fmt: skip


def strengthened(tokens: Tokens) -> Tokens:
    """The same appearance for people who asked their system for more contrast: no greys, full outlines."""
    ink, paper = ("#FFFFFF", "#000000") if tokens.dark else ("#000000", "#FFFFFF")
    return dataclasses.replace(
        tokens, canvas=paper, window=paper, panel=paper, raised=paper, border=ink, border_strong=ink, text=ink,
        text2=ink, text3=ink, disabled=tokens.text3, focus="#FFD60A" if tokens.dark else "#0000C8",
        ok_bg=paper, warn_bg=paper, danger_bg=paper, info_bg=paper,
    )  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
