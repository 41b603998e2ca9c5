"""The two selfies and the pool that one of them shows."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas
from cast import NOON, Picture
from paint import as_array, blur, colour, mix, noise, rgb, smooth
from people import Light
from sea import evening_sea


def _portrait(
    c: Canvas,
    x: float,
    y: float,
    r: float,
    *,
    skin: str,
    hair: str,
    top: str,
    hat: str | None,
    long_hair: bool,
    glasses: str = "#20242b",
    light: Light = NOON,
) -> None:
    """A head-and-shoulders figure with sunglasses; ``r`` is half the height of the head."""
    ambient, key = colour(light.ambient), colour(light.key)

    def ball(
        px: float,
        py: float,
        wide: float,
        tall: float,
        code: str,
        *,
        turn: float = 0.0,
        soft: float = 1.6,
        relief: float = 0.3,
    ) -> None:
        dx, dy = c.x - px, c.y - py
        cos, sin = math.cos(turn), math.sin(turn)
        u, v = (dx * cos + dy * sin) / wide, (-dx * sin + dy * cos) / tall
        far = np.hypot(u, v)
        nz = np.sqrt(np.clip(1 - far * far, 0, 1))
        diffuse = smooth(-0.35, 1.0, as_array(-0.42 * u - 0.45 * v + 0.7 * nz))
        edge = soft / min(wide, tall)
        mask = 1 - smooth(1 - edge, 1 + edge, as_array(far))
        tone = colour(code) * (1 - relief + relief * 0.35 * ambient + relief * 1.15 * key * diffuse[..., None])
        c.blend(as_array(np.clip(tone, 0, 1)), mask)

    blush, deep = mix(rgb(skin), (0.95, 0.42, 0.36), 0.5), mix(rgb(skin), (0.45, 0.16, 0.12), 0.42)
    if long_hair:
        ball(x - r * 0.52, y + r * 0.5, r * 0.42, r * 1.35, hair, turn=0.1)
        ball(x + r * 0.56, y + r * 0.55, r * 0.42, r * 1.35, hair, turn=-0.1)
        ball(x, y - r * 0.1, r * 0.93, r * 1.0, hair)
    ball(x, y + r * 3.0, r * 1.95, r * 1.85, top, relief=0.36)
    c.polygon(
        [
            (x - r * 0.34, y + r * 0.5),
            (x + r * 0.34, y + r * 0.5),
            (x + r * 0.46, y + r * 1.4),
            (x, y + r * 1.75),
            (x - r * 0.46, y + r * 1.4),
        ],
        mix(rgb(skin), (0.35, 0.15, 0.1), 0.14),
        soft=2,
    )
    c.ellipse(x + r * 0.04, y + r * 0.98, r * 0.5, r * 0.3, deep, soft=r * 0.2, opacity=0.35)
    for side in (-1, 1):
        ball(x + side * r * 0.76, y + r * 0.1, r * 0.13, r * 0.2, skin)
    ball(x, y, r * 0.77, r * 0.8, skin)
    ball(x, y + r * 0.38, r * 0.63, r * 0.64, skin, soft=r * 0.05)
    ball(x, y + r * 0.1, r * 0.72, r * 0.66, skin, soft=r * 0.12)
    for side in (-1, 1):
        c.ellipse(x + side * r * 0.44, y + r * 0.34, r * 0.17, r * 0.13, blush, soft=r * 0.13, opacity=0.5)
    c.ellipse(x + r * 0.01, y + r * 0.27, r * 0.1, r * 0.055, deep, soft=r * 0.045, opacity=0.5)
    c.ellipse(
        x - r * 0.03, y + r * 0.16, r * 0.05, r * 0.14, mix(rgb(skin), (1, 0.95, 0.88), 0.5), soft=r * 0.05, opacity=0.5
    )
    arc = [(-0.3 + 0.6 * n / 20) for n in range(21)]
    upper = [(x + r * t, y + r * (0.56 - 0.25 * t * t * 2)) for t in arc]
    lower = [(x + r * t, y + r * (0.75 - 2.55 * t * t)) for t in reversed(arc)]
    c.polygon([*upper, *lower], mix(rgb(skin), (0.55, 0.1, 0.12), 0.72), soft=1.2)
    inner = [(x + r * t * 0.86, y + r * (0.575 - 0.4 * t * t)) for t in arc] + [
        (x + r * t * 0.86, y + r * (0.665 - 1.4 * t * t)) for t in reversed(arc)
    ]
    c.polygon(inner, "#fbf6ee", soft=1.0)
    ball(x - r * 0.3, y - r * 0.6, r * 0.52, r * 0.4, hair, turn=-0.35)
    ball(x + r * 0.26, y - r * 0.62, r * 0.58, r * 0.38, hair, turn=0.3)
    for side in (-1, 1):
        ball(x + side * r * 0.74, y - r * 0.25, r * 0.12, r * 0.4, hair)
        c.ellipse(x + side * r * 0.33, y - r * 0.05, r * 0.285, r * 0.225, mix(rgb(glasses), (0, 0, 0), 0.3), soft=1.4)
        c.ellipse(x + side * r * 0.33, y - r * 0.05, r * 0.25, r * 0.19, glasses, soft=1.4)
        c.ellipse(x + side * r * 0.33, y + r * 0.05, r * 0.2, r * 0.07, "#c98f6a", soft=r * 0.05, opacity=0.35)
        c.ellipse(
            x + side * r * 0.33 - r * 0.08,
            y - r * 0.13,
            r * 0.12,
            r * 0.045,
            "#d7ecf8",
            soft=r * 0.03,
            opacity=0.6,
            turn=-0.35,
        )
    c.polygon(
        [
            (x - r * 0.1, y - r * 0.11),
            (x + r * 0.1, y - r * 0.11),
            (x + r * 0.1, y - r * 0.06),
            (x - r * 0.1, y - r * 0.06),
        ],
        mix(rgb(glasses), (0, 0, 0), 0.3),
    )
    if hat:
        c.ellipse(x, y - r * 0.42, r * 0.86, r * 0.17, deep, soft=r * 0.1, opacity=0.4)
        ball(x, y - r * 1.0, r * 0.78, r * 0.62, hat)
        band = (np.abs(c.y - (y - r * 0.8) + 0.05 * (c.x - x) - ((c.x - x) / r) ** 2 * r * 0.12) < r * 0.11) & (
            np.hypot((c.x - x) / (r * 0.78), (c.y - y + r) / (r * 0.62)) < 1
        )
        c.blend("#8a4b3a", blur(as_array(band.astype(np.float32)), 1.2))
        ball(x, y - r * 0.62, r * 1.52, r * 0.25, hat, turn=-0.05)
        weave = noise(c.width, c.height, cell=7, seed=4, octaves=2)
        straw = 1 - smooth(
            0.97,
            1.0,
            as_array(
                np.minimum(
                    np.hypot((c.x - x) / (r * 1.52), (c.y - y + r * 0.62) / (r * 0.25)),
                    np.hypot((c.x - x) / (r * 0.78), (c.y - y + r) / (r * 0.62)),
                )
            ),
        )
        c.pixels = as_array(np.clip(c.pixels * (1 + 0.12 * straw * (weave - 0.5) * 2)[..., None], 0, 1))


def _pool(c: Canvas, top: float) -> None:
    """Fill everything below ``top`` with pool water and its net of light."""
    c.water(top, 1.0, [(0, "#55b8c9"), (1, "#2b95b4")], swell=0.25)
    a = c.plane(top - 0.08, noise(2048, 2048, cell=90, seed=c.seed + 60, octaves=3))
    b = c.plane(top - 0.08, noise(2048, 2048, cell=70, seed=c.seed + 61, octaves=3))
    net = np.exp(-((np.abs(a - 0.5) * 18) ** 2)) + np.exp(-((np.abs(b - 0.5) * 18) ** 2))
    c.add("#e9ffff", as_array(np.clip(net * 0.38, 0, 0.6) * smooth(top * c.height, top * c.height + 6, c.y)))


def selfie_pool() -> Picture:
    """A selfie by the pool: straw hat, sunglasses, arm towards the camera."""
    c = Canvas(960, 1280, seed=36)
    c.sky([(0, "#4a9ad2"), (1, "#d5ebf3")], horizon=0.4, clouds=0.35)
    for n in range(7):
        c.palm(60 + n * 150, 560, tall=300 + 60 * (n % 3), lean=0.06 * (-1) ** n, tint="#2c5a38", lit="#86b258")
    c.polygon([(0, 470), (960, 470), (960, 600), (0, 600)], "#e9ded0", shade=0.15)
    c.leaves(140, 520, 220, 70, tints=["#1f4a2e", "#79a64e"], count=700, size=13, flower="#e05a8a")
    c.leaves(800, 520, 240, 80, tints=["#1f4a2e", "#79a64e"], count=800, size=13)
    _pool(c, 0.45)
    c.pixels = blur(c.pixels, 7)
    c.polygon([(620, 1280), (760, 960), (960, 900), (960, 1280)], "#d7a27c", shade=0.3, soft=6)
    _portrait(c, 450, 640, 250, skin="#e0ab86", hair="#7a4a2a", top="#f4efe6", hat="#ead29a", long_hair=True)
    return c.finish(warmth=0.2, bloom=0.3)


def selfie_couple() -> Picture:
    """A couple's selfie before the evening sea."""
    c = evening_sea(37, 1080, 1080, sun=0.8, shore=0.8)
    c.pixels = blur(c.pixels, 6)
    evening = Light(key="#ffd9a8", ambient="#a28f92", level=0.4)
    _portrait(c, 360, 560, 205, skin="#9a6a48", hair="#1a1310", top="#2f4f63", hat=None, long_hair=False, light=evening)
    _portrait(
        c,
        690,
        620,
        195,
        skin="#e3b48f",
        hair="#b07a42",
        top="#d9725e",
        hat=None,
        long_hair=True,
        glasses="#3a2420",
        light=evening,
    )
    return c.finish(warmth=0.5, bloom=0.35)


def pool_parasols() -> Picture:
    """The pool at midday with parasols, sunbeds and a few swimmers far off."""
    c = Canvas(1280, 853, seed=38)
    c.sky([(0, "#3d8fd0"), (1, "#cfe6f2")], horizon=0.36, clouds=0.3)
    c.hills(0.37, rise=0.12, tint="#6f8f78", seed=4, cell=300, haze=0.4, haze_tint="#cfe0e6")
    for n in range(12):
        c.pine(30 + n * 115, 345, tall=110 + 46 * ((n * 5) % 4), tint="#2c4f38", lit="#6d955a")
    c.polygon([(0, 318), (1280, 318), (1280, 470), (0, 470)], "#ead9c2", shade=0.12)
    for n in range(7):
        x = 90 + n * 185
        c.shadow(x + 14, 402, 74, 10, 0.35)
        c.polygon([(x - 52, 398), (x + 40, 398), (x + 60, 386), (x - 32, 386)], "#f7f4ee")
        c.polygon([(x - 2, 400), (x - 2, 312), (x + 2, 312), (x + 2, 400)], "#8a7a66")
        tint = ("#e2574c", "#f3efe6", "#e9b949")[n % 3]
        c.polygon(
            [(x - 74, 322), (x - 40, 292), (x, 280), (x + 40, 292), (x + 74, 322), (x, 314)], tint, shade=0.25, soft=0.8
        )
        c.polygon(
            [(x - 26, 317), (x, 280), (x + 26, 317), (x, 314)], mix(rgb(tint), (0, 0, 0), 0.1), soft=0.8, opacity=0.7
        )
    c.polygon([(0, 452), (1280, 440), (1280, 476), (0, 478)], "#f3ebdf", soft=1)
    _pool(c, 0.55)
    for x, y, r, skin in ((420, 560, 9, "#c98f66"), (520, 600, 11, "#8a5a3c"), (905, 545, 8, "#e0ab86")):
        c.ellipse(x, y + r * 1.5, r * 3, r * 0.8, "#ffffff", soft=6, opacity=0.35)
        c.ellipse(x, y + r, r * 1.7, r * 0.9, skin)
        c.ellipse(x, y - r * 0.5, r, r * 1.2, "#3a2820")
    c.ellipse(700, 690, 92, 34, "#f4a7b9", light=0.35)
    c.ellipse(700, 686, 46, 14, "#3ea4bf")
    return c.finish(warmth=0.1)
