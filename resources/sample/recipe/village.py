"""Scenes in the village, by day and by night."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas
from cast import JULES, NOOR, SHADE, Picture
from paint import as_array, blur, colour, mix, noise, rgb, smooth
from people import Light, Look, Pose, stand


def table_under_lights() -> Picture:
    """Friends round a long table at dusk, under strings of bulbs."""
    c = Canvas(1280, 853, seed=35)
    c.pixels = c.rows([(0, "#1d2b44"), (0.5, "#43506a"), (0.62, "#5a5560"), (1, "#2b2420")])
    c.hills(0.62, rise=0.3, tint="#1a2a2c", seed=4, cell=120, rough=6, softness=6)
    rng = np.random.default_rng(8)
    c.bokeh(
        [
            (
                rng.random() * 1280,
                330 + rng.random() * 170,
                12 + rng.random() * 26,
                str(rng.choice(["#ffb45c", "#ffd28a", "#ff8f5c", "#9fc0ff"])),
            )
            for _ in range(34)
        ],
        strength=0.4,
    )
    c.pixels = blur(c.pixels, 4)
    warm = Light(towards=(0.1, -0.7, 0.7), key="#ffd9a4", ambient="#9a8c8c", level=0.55, rim=0.3)
    people = [
        (250, 610, Look(top="#efe3cf", long_hair=True, hair="#7a4b2a"), (16, -122), -9),
        (640, 660, Look(top="#3f6f7d", skin="#b07a55", hair="#17110f", sleeve=1.2), (22, -26), 5),
        (1010, 600, Look(top="#e0a94a", long_hair=True, hair="#2c1d16", skin="#cf9a74"), (118, -16), 10),
    ]
    for seat, tall, look, elbows, tilt in people:
        pose = Pose(view="front", arms=(-16, 15), elbows=elbows, tilt=tilt, lean=tilt / 3)
        stand(c, seat, 690 + tall * 0.475, tall, look, pose, light=warm, cast=0)
    c.polygon([(0, 640), (1280, 640), (1280, 853), (0, 853)], "#8a6844", shade=0.5, soft=1.5)
    grain = noise(1280, 853, cell=50, seed=77, stretch=7)
    c.pixels = as_array(np.where((c.y > 640)[..., None], c.pixels * (0.86 + 0.28 * grain[..., None]), c.pixels))
    for n in range(13):
        x, y = 50.0 + n * 98 + 14 * math.sin(n * 2.1), 690 + 70 * ((n * 7) % 5) / 5
        if n % 3 == 1:
            c.ellipse(x, y, 15, 5, "#e6c98e", opacity=0.5)
            c.polygon([(x - 15, y), (x - 10, y - 62), (x + 10, y - 62), (x + 15, y)], "#e9a84a", opacity=0.55, soft=1.2)
            c.ellipse(x, y - 62, 10, 3, "#fff0cf", opacity=0.8)
        else:
            c.shadow(x, y + 10, 60, 14, 0.4)
            c.ellipse(x, y, 54, 17, "#efe6d8", light=0.15)
            c.ellipse(x, y - 2, 37, 10, ("#b5563f", "#7d9a4a", "#d8a24a")[n % 3], light=0.3)
    near = Light(towards=(0.0, -0.7, -0.5), key="#ffcf8f", ambient="#4a4450", level=0.25, rim=0.8, silhouette=0.7)
    for near_seat, look in (
        (430, Look(top="#6b7f4a", hair="#2b1f19")),
        (850, Look(top="#a77c96", long_hair=True, hair="#8a5a34")),
    ):
        stand(
            c,
            near_seat,
            1190,
            700,
            look,
            Pose(legs=False, arms=(-15, 15), elbows=(8, -8)),
            light=near,
            cast=0,
            soft=2.5,
        )
    for base, sag in ((60, 90), (130, 70)):
        for n in range(23):
            t = n / 22
            x, y = 1280 * t, base + sag * 4 * t * (1 - t) - 40 * math.sin(t * 9)
            c.bokeh([(x, y, 8, "#ffd793")], strength=0.95)
    return c.finish(warmth=0.5, bloom=0.4, vignette=0.35)


def campfire() -> Picture:
    """Six people round a fire on the beach at night."""
    c = Canvas(1280, 853, seed=41)
    c.sky([(0, "#0b1226"), (0.7, "#1e2a4a"), (1, "#3c3f5c")], horizon=0.5)
    c.stars(horizon=0.48, count=520)
    c.water(0.5, 0.64, [(0, "#37405e"), (1, "#141a2c")], swell=0.6)
    far = np.hypot((c.x - 640) / 520, (c.y - 690) / 210)
    c.sand(0.63, tint="#7a5a40", wet="#22222e", foam=False, light=as_array(0.22 + 1.5 * np.exp(-far * 1.6)))
    fire = Light(towards=(0.0, 0.2, -0.6), key="#ff9a45", ambient="#3a3240", level=0.4, rim=1.0, silhouette=0.75)
    seats = [(300, 700, 1), (420, 660, 0.75), (860, 662, 0.75), (980, 704, 1), (520, 790, -0.6), (770, 792, 0.6)]
    looks = [
        Look(top="#b5483f"),
        Look(top="#d7c8a8", long_hair=True),
        Look(top="#4a6b7a"),
        Look(top="#8a9a5a", long_hair=True),
        Look(top="#55607a"),
        Look(top="#c9b79a", hat="#3a3230"),
    ]
    for n, ((x, feet, lean), look) in enumerate(zip(seats, looks, strict=True)):
        side = 1 if x < 640 else -1
        light = Light(
            towards=(0.9 * side, -0.1 if feet < 750 else -0.6, 0.1 if feet < 750 else -0.7),
            key=fire.key,
            ambient=fire.ambient,
            level=0.55,
            rim=0.9,
            silhouette=0.35 if feet < 750 else 0.85,
        )
        if n == 4:
            _fire(c, 640, 706)
        back = feet > 690
        pose = Pose(
            hip=0.09,
            legs=False,
            thighs=(-62, 62),
            knees=(88, -88),
            arms=(-20, 20),
            elbows=(40, -40),
            lean=4 * lean * side,
            view="back" if back else "front",
        )
        stand(c, x, feet + 30, 300 if feet < 750 else 350, look, pose, light=light, cast=0.2)
    return c.finish(warmth=0.3, bloom=0.55, vignette=0.35, grain=0.02)


def _fire(c: Canvas, x: float, y: float) -> None:
    rng = np.random.default_rng(3)
    c.add("#ff7a2a", as_array(0.6 * np.exp(-(((c.x - x) / 170) ** 2) - (((c.y - y + 50) / 130) ** 2))))
    for turn in (-0.5, 0.45, 0.1):
        c.ellipse(x, y + 8, 66, 9, "#3a2418", turn=turn * 0.5)
    for n in range(60):
        t = n / 59
        px = x + rng.normal() * 26 * (1 - t * 0.8)
        tone = ("#ff6a1f", "#ff9a35", "#ffd06a", "#fff0b8")[min(int(t * 4), 3)]
        c.add(
            tone,
            as_array(
                0.6
                * np.exp(
                    -(((c.x - px) / (19 - 10 * t)) ** 2)
                    - (((c.y - y + 26 + 64 * rng.random() * (1 - t * 0.5)) / (46 - 22 * t)) ** 2)
                )
            ),
        )
    for _ in range(40):
        c.ellipse(x + rng.normal() * 60, y - 90 - 190 * rng.random(), 1.5, 1.5, "#ffb45c", opacity=0.8)


def concert() -> Picture:
    """An evening concert on the square: the stage glows, the crowd stands against it."""
    c = Canvas(1280, 853, seed=46)
    c.pixels = c.rows([(0, "#141a33"), (0.6, "#3a2c4a"), (1, "#150f18")])
    for x, tint in ((420, "#ff5c8a"), (640, "#ffd27a"), (860, "#5cb8ff")):
        beam = (
            np.exp(-(((c.x - x - (c.y - 150) * (x - 640) / 500) / (20 + np.abs(c.y - 150) * 0.22)) ** 2))
            * smooth(140, 170, c.y)
            * (1 - smooth(420, 640, c.y))
        )
        c.add(tint, as_array(beam * 0.62))
        c.bokeh([(x, 150, 13, tint)], strength=1)
    c.polygon([(330, 470), (950, 470), (970, 520), (310, 520)], "#2a1d2c")
    light = Light(towards=(0, -0.7, 0.5), key="#ffd9a0", ambient="#5a4a6a", level=0.5, rim=0.5, silhouette=0.2)
    for x, top in ((520, "#e9e0d0"), (640, "#c2453f"), (770, "#3c5f7d")):
        stand(
            c,
            x,
            474,
            150,
            Look(top=top, bottom="#22252f", leg=1.9),
            Pose(view="front", arms=(-30, 24), elbows=(60, -76), thighs=(-10, 8)),
            light=light,
            cast=0,
        )
    rng = np.random.default_rng(12)
    crowd = Light(towards=(0, -0.9, -0.5), key="#ff9f8a", ambient="#2a2233", level=0.2, rim=0.8, silhouette=0.95)
    for n in range(64):
        near = n / 63
        up = rng.random() < 0.24
        pose = Pose(arms=(-150, 148) if up else (-14, 14), elbows=(-14, 14), tilt=rng.normal() * 8)
        stand(
            c,
            rng.random() * 1300 - 10,
            700 + near * 420,
            210 + 190 * near,
            Look(long_hair=bool(rng.random() < 0.5), top="#6a5560", hat="#40343c" if rng.random() < 0.1 else None),
            pose,
            light=crowd,
            cast=0,
        )
    return c.finish(bloom=0.5, vignette=0.35, grain=0.02)


def starry_bungalows() -> Picture:
    """Lit bungalows under the Milky Way."""
    c = Canvas(1280, 853, seed=51)
    c.sky([(0, "#070d20"), (0.6, "#14224a"), (1, "#3d4668")], horizon=0.72)
    band = np.exp(-(((c.y - 0.2 * c.x - 120) / 130) ** 2))
    c.add("#8f9ad0", as_array(band * noise(1280, 853, cell=170, seed=2, octaves=6) ** 1.6 * 0.6))
    c.stars(horizon=0.7, count=1900)
    c.hills(0.73, rise=0.16, tint="#111a2c", seed=6, cell=420)
    for n in range(40):
        c.pine(
            n * 34 + 12 * math.sin(n * 3),
            650 + 8 * math.sin(n),
            tall=70 + 60 * abs(math.sin(n * 1.3)),
            tint="#0d1518",
            lit="#1a2830",
        )
    c.polygon([(0, 640), (1280, 625), (1280, 853), (0, 853)], "#131a1c", soft=6)
    for x, s in ((190, 1.15), (560, 0.95), (900, 1.05), (1160, 0.8)):
        y = 700
        c.polygon(
            [(x - 90 * s, y), (x - 90 * s, y - 72 * s), (x + 90 * s, y - 72 * s), (x + 90 * s, y)],
            "#3a3338",
            shade=-0.2,
        )
        c.polygon([(x - 112 * s, y - 66 * s), (x, y - 128 * s), (x + 112 * s, y - 66 * s)], "#221d24", soft=0.8)
        for dx in (-46, 30):
            c.polygon(
                [
                    (x + dx * s, y - 52 * s),
                    (x + (dx + 30) * s, y - 52 * s),
                    (x + (dx + 30) * s, y - 18 * s),
                    (x + dx * s, y - 18 * s),
                ],
                "#ffcf7a",
            )
        c.add("#ff9f45", as_array(0.5 * np.exp(-(((c.x - x) / (120 * s)) ** 2) - (((c.y - y - 12) / (46 * s)) ** 2))))
    c.bokeh([(60 + n * 62, 770 + 26 * math.sin(n * 1.2), 4, "#ffd28a") for n in range(20)], strength=0.8)
    return c.finish(bloom=0.5, vignette=0.3, grain=0.02)


def kids_club() -> Picture:
    """Two children and a host painting at a table in the shade."""
    c = Canvas(1280, 853, seed=52)
    c.pixels = c.rows([(0, "#a9cfa0"), (0.6, "#dfe9c9"), (1, "#cdb891")])
    rng = np.random.default_rng(7)
    c.bokeh(
        [
            (
                rng.random() * 1280,
                rng.random() * 420,
                18 + rng.random() * 44,
                str(rng.choice(["#f4f7d0", "#8fbf73", "#c8e0a0", "#fff3c0"])),
            )
            for _ in range(46)
        ],
        strength=0.4,
    )
    c.pixels = blur(c.pixels, 5)
    stand(
        c,
        640,
        1020,
        800,
        Look(top="#d9533f", bottom="#2f4158", long_hair=True, hair="#4a2f20", sleeve=0.6),
        Pose(view="front", arms=(-15, 14), elbows=(26, -34), tilt=-7, lean=-2),
        light=SHADE,
        cast=0,
    )
    stand(
        c,
        320,
        905,
        600,
        in_smock(NOOR),
        Pose(view="front", arms=(-13, 15), elbows=(24, -36), tilt=9),
        light=SHADE,
        cast=0,
    )
    stand(
        c,
        970,
        890,
        570,
        in_smock(JULES),
        Pose(view="front", arms=(-16, 12), elbows=(34, -24), tilt=-8),
        light=SHADE,
        cast=0,
    )
    c.polygon([(60, 640), (1220, 640), (1280, 853), (0, 853)], "#e8d9bd", shade=0.16, soft=1.5)
    for n, (x, y) in enumerate(((330, 730), (640, 760), (960, 728))):
        c.shadow(x, y + 10, 130, 30, 0.25)
        c.polygon([(x - 120, y - 34), (x + 110, y - 40), (x + 136, y + 40), (x - 140, y + 46)], "#fffdf7")
        for k in range(9):
            c.ellipse(
                x - 70 + 18 * k,
                y - 8 + 22 * math.sin(k * 1.3 + n),
                17,
                10,
                ("#e2574c", "#4f9ad0", "#e9b949", "#6fae5a")[(k + n) % 4],
                opacity=0.85,
                soft=3,
            )
    for n, tint in enumerate(("#e2574c", "#4f9ad0", "#e9b949", "#6fae5a", "#a77cc0")):
        x = 470 + n * 82
        c.ellipse(x, 690, 22, 9, "#ffffff")
        c.polygon([(x - 22, 690), (x - 18, 722), (x + 18, 722), (x + 22, 690)], "#f3efe6", shade=0.2)
        c.ellipse(x, 690, 17, 6, tint)
    return c.finish(warmth=0.25)


def in_smock(look: Look) -> Look:
    """The same child in a paint-proof smock."""
    return Look(child=True, top="#f1ede2", bottom=look.bottom, hair=look.hair, long_hair=look.long_hair, sleeve=1.6)


def breakfast() -> Picture:
    """A breakfast table from above: coffee, fruit, croissants, linen."""
    c = Canvas(1080, 1080, seed=50)
    wood = noise(1080, 1080, cell=150, seed=3, stretch=0.06, octaves=5)
    c.pixels = as_array(np.clip(colour("#b58a5f") * (0.72 + 0.5 * wood[..., None]), 0, 1))
    for x in (216, 432, 648, 864):
        c.polygon([(x - 2, 0), (x + 2, 0), (x + 2, 1080), (x - 2, 1080)], "#5f4530", opacity=0.7)
    cloth = noise(1080, 1080, cell=8, seed=6, octaves=2)
    mask = c.polygon([(60, 620), (470, 560), (560, 1080), (90, 1080)], "#dfe5e4", soft=1.5)
    c.pixels = as_array(c.pixels * (1 - 0.12 * mask * (cloth - 0.3))[..., None])

    def plate(x: float, y: float, r: float, tint: str = "#f6f2ea") -> None:
        c.shadow(x + 16, y + 18, r * 1.05, r * 1.05, 0.5)
        c.ellipse(x, y, r, r, tint, light=0.06)
        c.ellipse(x, y, r * 0.72, r * 0.72, mix(rgb(tint), (0, 0, 0), 0.05), light=-0.06, soft=4)

    plate(330, 350, 210)
    for n in range(3):
        x, y, turn = 270 + n * 62, 300 + n * 62, 0.5 - n * 0.35
        for step in range(9):
            t = step / 8 - 0.5
            c.ellipse(
                x + 150 * t * math.cos(turn),
                y + 150 * t * math.sin(turn) + 90 * t * t,
                26,
                40 - 52 * abs(t),
                mix(rgb("#c9853f"), rgb("#8a4f20"), 0.5 * (step % 2)),
                turn=turn,
                light=0.35,
            )
    plate(770, 700, 170, "#e9eef0")
    fruit = ("#d8344a", "#e9683f", "#f2b33b", "#7fae4e", "#5a2f5f", "#d8344a", "#f4d35e")
    rng = np.random.default_rng(4)
    for n in range(46):
        angle, far = rng.random() * math.tau, rng.random() ** 0.5 * 112
        r = 15 + 14 * rng.random()
        c.ellipse(770 + math.cos(angle) * far, 700 + math.sin(angle) * far, r, r * 0.9, fruit[n % 7], light=0.4)
        c.ellipse(
            770 + math.cos(angle) * far - r * 0.3,
            700 + math.sin(angle) * far - r * 0.35,
            r * 0.25,
            r * 0.16,
            "#ffffff",
            opacity=0.5,
            soft=3,
        )
    for x, y, r in ((760, 260, 110), (350, 820, 96)):
        c.shadow(x + 14, y + 16, r * 1.2, r * 1.2, 0.45)
        c.ellipse(x, y, r * 1.25, r * 1.25, "#f3efe6", light=0.08)
        c.ellipse(x, y, r * 0.8, r * 0.8, "#ffffff", light=-0.1)
        c.ellipse(x, y, r * 0.7, r * 0.7, "#7a4a2a", light=0.2)
        swirl = np.sin(np.arctan2(c.y - y, c.x - x) * 3 + np.hypot(c.x - x, c.y - y) / 9)
        c.blend(
            "#e9d2ae",
            as_array(
                smooth(0.2, 0.8, as_array(swirl))
                * (1 - smooth(r * 0.4, r * 0.62, as_array(np.hypot(c.x - x, c.y - y))))
                * 0.85
            ),
        )
        c.polygon(
            [(x + r * 1.05, y - 12), (x + r * 1.5, y - 10), (x + r * 1.5, y + 10), (x + r * 1.05, y + 12)],
            "#f3efe6",
            soft=2,
        )
    c.shadow(558, 902, 70, 70, 0.4)
    c.ellipse(548, 892, 60, 60, "#f29a2e", light=0.25)
    c.ellipse(548, 892, 48, 48, "#f7b955", light=0.1)
    c.leaves(70, 90, 170, 130, tints=["#27472a", "#8ab060"], count=260, size=26)
    sunlight = smooth(0.46, 0.6, noise(1080, 1080, cell=330, seed=21, octaves=3))
    c.pixels = as_array(np.clip(c.pixels * (0.8 + 0.34 * sunlight)[..., None], 0, 1))
    return c.finish(warmth=0.3, vignette=0.28)
