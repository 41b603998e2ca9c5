"""Scenes on land and on the lake."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas
from cast import AN, JULES, NOON, NOOR, WIM, Picture
from paint import as_array, blur, colour, noise, smooth
from people import Light, Look, Pose, stand


def kayak_dawn() -> Picture:
    """One kayak on a still lake at dawn, in the mist."""
    c = Canvas(1280, 853, seed=39)
    c.sky([(0, "#8fa9c0"), (0.6, "#f1d3b4"), (1, "#ffe9c9")], horizon=0.5)
    c.sun(0.36, 0.33, radius=24, glow="#ffd9a0", strength=0.6)
    for n, (rise, tint, haze) in enumerate(((0.3, "#93a3b4", 0.75), (0.22, "#73889a", 0.65), (0.13, "#4f6674", 0.55))):
        c.hills(0.505, rise=rise, tint=tint, seed=10 + n, cell=380 - 70 * n, haze=haze, haze_tint="#f3dfc6", rough=6)
    for n in range(70):
        c.pine(n * 19 + 6 * math.sin(n), 430, tall=24 + 34 * abs(math.sin(n * 1.7)), tint="#3d5560", lit="#6f848a")
    shore = c.pixels[: int(0.505 * 853)][::-1]
    c.water(0.505, 1.0, [(0, "#e9cfb2"), (1, "#7f93a3")], swell=0.25, glint="#fff0d0", glint_x=0.36, glint_power=0.7)
    depth = min(len(shore), 853 - 431)
    fade = np.linspace(0.6, 0.1, depth, dtype=np.float32)[:, None, None]
    c.pixels[431 : 431 + depth] = (
        c.pixels[431 : 431 + depth] * (1 - fade) + blur(np.ascontiguousarray(shore[:depth]), 2) * fade
    )
    mist = noise(1280, 853, cell=160, seed=71, stretch=6) * np.exp(-(((c.y - 436) / 34) ** 2))
    c.add("#fff1dd", as_array(mist * 0.9))
    light = Light(towards=(-0.6, -0.5, -0.2), key="#ffe1ae", ambient="#76808c", level=0.35, rim=0.7, silhouette=0.66)
    stand(
        c,
        800,
        640,
        190,
        Look(top="#d2553f", sleeve=1.7, hat="#3a4a55"),
        Pose(hip=0.13, legs=False, arms=(-52, 66), elbows=(-46, -30)),
        light=light,
        cast=0,
    )
    c.polygon(
        [(590, 618), (690, 634), (910, 634), (1015, 614), (945, 654), (800, 664), (665, 656)],
        "#8c3a2b",
        shade=0.5,
        soft=1,
    )
    c.polygon([(700, 512), (706, 508), (902, 690), (896, 694)], "#2f2a2a", soft=0.8)
    c.ellipse(700, 506, 26, 9, "#3a3230", turn=0.74)
    c.shadow(800, 674, 190, 8, 0.5)
    return c.finish(warmth=0.35, haze=0.05)


def bungalow() -> Picture:
    """A white bungalow with blue shutters under bougainvillea."""
    c = Canvas(960, 1280, seed=42)
    c.sky([(0, "#2f84c8"), (1, "#bcdcee")], horizon=0.6, clouds=0.25)
    c.palm(120, 1040, tall=760, lean=-0.08, tint="#29552f", lit="#8ab455", trunk="#7a624a")
    c.polygon([(230, 470), (960, 430), (960, 1010), (230, 1000)], "#f4eee2", shade=0.1)
    wall = noise(960, 1280, cell=90, seed=5)
    c.pixels = as_array(
        np.where(
            ((c.x > 230) & (c.y > 440) & (c.y < 1010))[..., None], c.pixels * (0.94 + 0.1 * wall[..., None]), c.pixels
        )
    )
    c.polygon([(190, 482), (960, 408), (960, 452), (200, 512)], "#b96a48", shade=0.35)
    for n in range(38):
        x = 195 + n * 21
        c.ellipse(x, 500 - n * 2.05, 12, 15, "#c87a55", light=0.4)
    for x, y, w, h in ((330, 610, 120, 170), (640, 595, 260, 400)):
        c.polygon([(x, y), (x + w, y - 6), (x + w, y + h), (x, y + h)], "#2a3a48", shade=-0.6)
        for side in (-1, 1):
            left = x - 62 if side < 0 else x + w
            c.polygon([(left, y), (left + 62, y - 3), (left + 62, y + h), (left, y + h)], "#3f86ad", shade=0.15)
            for line in range(int(h / 14)):
                c.polygon(
                    [
                        (left + 8, y + 8 + line * 14),
                        (left + 54, y + 6 + line * 14),
                        (left + 54, y + 11 + line * 14),
                        (left + 8, y + 13 + line * 14),
                    ],
                    "#2f6a8c",
                    opacity=0.8,
                )
    shade = blur(smooth(0.5, 0.62, noise(960, 1280, cell=150, seed=9, octaves=3, stretch=0.5)), 9)
    c.pixels = as_array(c.pixels * (1 - 0.16 * shade * ((c.x > 230) & (c.y > 500) & (c.y < 1000)))[..., None])
    c.leaves(90, 985, 190, 60, tints=["#24452a", "#6f9a4c"], count=700, size=12)
    c.polygon([(0, 1005), (960, 990), (960, 1280), (0, 1280)], "#d9bd97", shade=0.15, soft=2)
    c.pixels = as_array(
        np.where(
            (c.y > 995)[..., None],
            c.pixels * (0.85 + 0.3 * noise(960, 1280, cell=46, seed=15, stretch=3)[..., None]),
            c.pixels,
        )
    )
    c.leaves(310, 520, 150, 110, tints=["#2a4a2a", "#6f9a4c"], count=900, size=13, flower="#d8327e")
    c.leaves(250, 760, 70, 240, tints=["#2a4a2a", "#6f9a4c"], count=900, size=12, flower="#d8327e")
    c.leaves(870, 500, 120, 80, tints=["#2a4a2a", "#6f9a4c"], count=700, size=12, flower="#e2508f")
    for x, flower in ((420, "#e9a13b"), (590, "#f2f0ea")):
        c.shadow(x, 1046, 70, 14, 0.5)
        c.polygon([(x - 42, 975), (x + 42, 975), (x + 32, 1045), (x - 32, 1045)], "#b8603f", shade=0.3)
        c.leaves(x, 935, 62, 52, tints=["#27472a", "#7ba657"], count=420, size=9, flower=flower)
    return c.finish(warmth=0.2)


def ridge_hikers() -> Picture:
    """Four hikers in a line on a ridge, ranges fading behind."""
    c = Canvas(1280, 853, seed=43)
    c.sky([(0, "#5d8fbd"), (0.6, "#c9dbe6"), (1, "#f3e6d2")], horizon=0.75, clouds=0.4)
    for n in range(6):
        c.hills(
            0.5 + n * 0.075,
            rise=0.3 - n * 0.03,
            tint=("#a9bccb", "#8ea6b8", "#738fa3", "#5c7a8c", "#47656f", "#3a5550")[n],
            seed=20 + n,
            cell=520 - n * 40,
            rough=6,
            haze=0.55 - n * 0.06,
            haze_tint="#e5e3dc",
            texture=0.04,
        )
    ridge = noise(1280, 8, cell=600, seed=500, octaves=5)[3]
    line = (0.9 - 0.2 * ridge) * 853
    mask = smooth(-1, 1, as_array(c.y - line[None, :]))
    turf = noise(1280, 853, cell=34, seed=8, octaves=6)
    c.blend(as_array(np.clip(colour("#3d4a2c") * (0.5 + 0.9 * turf[..., None]), 0, 1)), mask)
    light = Light(towards=(0.6, -0.6, 0.1), key="#fff0d0", ambient="#7f8c99", level=0.4, rim=0.5, silhouette=0.4)
    for x, tall, look, sway in ((430, 150, AN, 16), (530, 108, NOOR, 20), (612, 100, JULES, 14), (720, 164, WIM, 18)):
        feet = float(line[x]) + 6
        pack = ("#c2543d", "#e0a94a", "#4f86a0", "#37506b")[(x // 100) % 4]
        stand(
            c,
            x,
            feet,
            tall,
            look,
            Pose(view="side", thighs=(-sway, sway + 4), knees=(-12, -8), arms=(-24, 26), elbows=(24, 26), lean=6),
            light=light,
            cast=0.2,
        )
        c.ellipse(x - tall * 0.05, feet - tall * 0.66, tall * 0.065, tall * 0.12, pack, light=0.4)
    return c.finish(warmth=0.15)


def pine_walk() -> Picture:
    """Two people walking down a sandy path under umbrella pines."""
    c = Canvas(1280, 853, seed=44)
    c.sky([(0, "#7fb2d8"), (1, "#eef3ea")], horizon=0.55, clouds=0.25)
    c.hills(0.56, rise=0.1, tint="#7f9a86", seed=4, haze=0.5, haze_tint="#e8efe6")
    c.grass(0.54, tints=["#5f7d3a", "#86a04c", "#a9b65e"], blades=7000, tall=26)
    c.polygon([(560, 470), (640, 470), (1180, 853), (120, 853)], "#d9c39c", soft=5, shade=0.12)
    dapple = smooth(0.48, 0.6, c.plane(0.48, noise(2048, 2048, cell=120, seed=90, octaves=4)))
    c.pixels = as_array(c.pixels * (1 - 0.34 * dapple * smooth(480, 560, c.y))[..., None])
    rng = np.random.default_rng(4)
    for near in np.sort(rng.random(26)):
        side = -1 if rng.random() < 0.5 else 1
        x, foot = 600 + side * (70 + near**1.6 * 720 + 60 * rng.random()), 470 + near**1.7 * 330
        tall = 110 + near**1.5 * 620
        wide = tall * 0.018 + 2
        c.polygon(
            [(x - wide, foot), (x - wide * 0.5, foot - tall), (x + wide * 0.5, foot - tall), (x + wide, foot)],
            "#6a4a38",
            shade=0.3,
        )
        c.leaves(
            x,
            foot - tall,
            tall * 0.28,
            tall * 0.13,
            tints=["#2a4630", "#7c9c56"],
            count=int(200 + 900 * near),
            size=3 + 7 * near,
        )
    stand(
        c,
        590,
        742,
        262,
        Look(top="#c9564c", bottom="#2f4158", hair="#3b2a22"),
        Pose(thighs=(-5, 8), knees=(0, -10), arms=(-14, 16)),
        light=NOON,
    )
    stand(
        c,
        690,
        746,
        244,
        Look(top="#efe3cf", skirt=0.6, long_hair=True, hat="#ead29a"),
        Pose(thighs=(-7, 4), arms=(-18, 12)),
        light=NOON,
    )
    return c.finish(warmth=0.25)
