"""Draws the icon of the program: ``python packaging/icons.py OUT``, or without OUT into ``resources/icons``.

One description of the shapes, on a grid of 64, makes the SVG and, four times as fine and then reduced, the pictures
in all sizes: a rounded indigo square with a photo, and a heart at its corner.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
NAME = "ugc-studio"
GRID = 64
FINE = 4
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
INDIGO, WHITE = "#4A4ADB", "#FFFFFF"
LINE = 3.6
SQUARE = ((2.0, 2.0, 62.0, 62.0), 15.0)
FRAME = ((14.5, 14.5, 45.5, 45.5), 6.5)
SUN = (36.5, 23.5, 2.6)
# Curves of four points each: where it starts, two that pull, where it ends.
HILLS = (
    ((14.5, 38.0), (19.0, 33.5), (20.5, 31.0), (23.0, 31.0)),
    ((23.0, 31.0), (25.5, 31.0), (28.0, 34.5), (33.0, 40.0)),
)
HEART_CENTRE = (45.5, 45.0)
HEART = (
    ((0.0, 10.0), (-5.2, 6.2), (-10.5, 2.2), (-10.5, -3.4)),
    ((-10.5, -3.4), (-10.5, -7.0), (-7.8, -9.5), (-4.8, -9.5)),
    ((-4.8, -9.5), (-2.6, -9.5), (-0.9, -8.3), (0.0, -6.5)),
    ((0.0, -6.5), (0.9, -8.3), (2.6, -9.5), (4.8, -9.5)),
    ((4.8, -9.5), (7.8, -9.5), (10.5, -7.0), (10.5, -3.4)),
    ((10.5, -3.4), (10.5, 2.2), (5.2, 6.2), (0.0, 10.0)),
)
HALO = 7.0

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


def main(arguments: Sequence[str]) -> int:
    """Draw all files into a folder."""
    out = Path(arguments[0]) if arguments else ROOT / "resources" / "icons"
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{NAME}.svg").write_text(svg(), "utf-8")
    for size in SIZES:
        picture(size).save(out / f"{NAME}-{size}.png", optimize=True)
    if arguments:  # only for the packages of Windows and macOS
        picture(256).save(out / f"{NAME}.ico", sizes=[(size, size) for size in SIZES if size <= 256])
        picture(512).save(out / f"{NAME}.icns")
    return 0


def heart() -> list[Curve]:
    """The heart at its place."""
    across, down = HEART_CENTRE
    moved = [tuple((x + across, y + down) for x, y in curve) for curve in HEART]
    return [(a, b, c, d) for a, b, c, d in moved]


def svg() -> str:
    """The icon as SVG."""
    (left, top, right, bottom), radius = SQUARE
    (inner_left, inner_top, inner_right, inner_bottom), inner_radius = FRAME
    x, y, r = SUN
    line = f'fill="none" stroke="{WHITE}" stroke-width="{LINE}" stroke-linecap="round" stroke-linejoin="round"'
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}" width="256" height="256">',
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="{radius}" fill="{INDIGO}"/>',
        f'<rect x="{inner_left}" y="{inner_top}" width="{inner_right - inner_left}" '
        f'height="{inner_bottom - inner_top}" rx="{inner_radius}" {line}/>',
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{WHITE}"/>',
        f'<path d="{path(HILLS)}" {line}/>',
        f'<path d="{path(heart())}Z" fill="{INDIGO}" stroke="{INDIGO}" stroke-width="{HALO}" '
        'stroke-linejoin="round"/>',
        f'<path d="{path(heart())}Z" fill="{WHITE}"/>',
        "</svg>",
        "",
    ])


def path(curves: Sequence[Curve]) -> str:
    """Curves as SVG writes them."""
    (x, y) = curves[0][0]
    steps = (" ".join(f"{px:g} {py:g}" for px, py in curve[1:]) for curve in curves)
    return f"M{x:g} {y:g}" + "".join(f"C{step}" for step in steps)


def picture(size: int) -> Image.Image:
    """The icon in one size, drawn finer and then reduced, which smooths its edges."""
    scale = FINE * max(size, 64) / GRID
    fine = Image.new("RGBA", (FINE * max(size, 64),) * 2, INDIGO + "00")
    pen = ImageDraw.Draw(fine)

    def scaled(box: Sequence[float]) -> list[float]:
        return [value * scale for value in box]

    pen.rounded_rectangle(scaled(SQUARE[0]), SQUARE[1] * scale, fill=INDIGO)
    half = LINE / 2
    box = FRAME[0]
    outer = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
    pen.rounded_rectangle(scaled(outer), (FRAME[1] + half) * scale, outline=WHITE, width=round(LINE * scale))
    x, y, r = SUN
    pen.ellipse(scaled((x - r, y - r, x + r, y + r)), fill=WHITE)
    stroke(pen, points(HILLS, scale), LINE * scale, WHITE)
    outline = points(heart(), scale)
    stroke(pen, [*outline, outline[0]], HALO * scale, INDIGO)
    pen.polygon(outline, fill=WHITE)
    return fine.resize((size, size), Image.Resampling.LANCZOS)


def points(curves: Sequence[Curve], scale: float, steps: int = 24) -> list[Point]:
    """Points along curves, close enough to look round."""
    found: list[Point] = []
    for a, b, c, d in curves:
        for step in range(steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            found.append((
                scale * sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                scale * sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
            ))
    return found


def stroke(pen: ImageDraw.ImageDraw, line: Sequence[Point], width: float, colour: str) -> None:
    """A line with round joints and ends."""
    pen.line(line, fill=colour, width=round(width), joint="curve")
    for x, y in line:
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=colour)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
