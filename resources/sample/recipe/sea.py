"""Scenes at the sea."""

from __future__ import annotations

import math

import cv2
import numpy as np
from canvas import Canvas
from cast import CAMILLE, DUSK, JULES, JULIEN, LINA, LOU, NOON, NOOR, SACHA, SOFIANE, Picture
from paint import as_array, blur, mix, noise, rgb, smooth
from people import Light, Look, Pose, stand


def evening_sea(seed: int, width: int = 1280, height: int = 853, *, sun: float = 0.63, shore: float = 0.72) -> Canvas:
    """Paint the beach at sunset, without anybody."""
    c = Canvas(width, height, seed=seed)
    c.sky(
        [(0, "#3c5f8f"), (0.45, "#c98f86"), (0.8, "#f6b26b"), (1, "#ffd79a")], horizon=0.52, clouds=0.5, cloud="#ffb98a"
    )
    c.sun(sun, 0.47, radius=height * 0.03)
    c.hills(0.525, rise=0.05, tint="#6d6478", seed=1, cell=500)
    c.water(
        0.52, shore + 0.03, [(0, "#d08a62"), (0.4, "#7c6878"), (1, "#54566b")], swell=0.8, glint="#ffe0a0", glint_x=sun
    )
    c.sand(shore, tint="#b98a66", wet="#6d5648")
    return c


def _day_sea(seed: int, width: int = 1280, height: int = 853, *, horizon: float = 0.45, shore: float = 0.66) -> Canvas:
    c = Canvas(width, height, seed=seed)
    c.sky([(0, "#3f8fce"), (0.6, "#93c5e6"), (1, "#dfeef4")], horizon=horizon, clouds=0.4)
    c.hills(horizon + 0.004, rise=0.045, tint="#8fa9b5", seed=3, cell=600)
    c.water(horizon, shore + 0.03, [(0, "#2f7f9f"), (0.5, "#46a5b4"), (1, "#98d2c8")], swell=0.5)
    c.sand(shore, tint="#e9d6ae", wet="#b3996f")
    return c


def family_sunset(step: int = 0) -> Picture:
    """A family of four, hand in hand, facing the sun; ``step`` 1 is the next frame of the burst."""
    c = evening_sea(31)
    k = step * 34
    stand(c, 520 + k, 770, 322, JULIEN, Pose(arms=(-12 - 9 * step, 22), thighs=(-6, 6 + 5 * step)), light=DUSK)
    stand(c, 612 + k, 774, 196, SACHA, Pose(arms=(-34, 30 + 9 * step), thighs=(-8 - 6 * step, 7)), light=DUSK)
    stand(c, 696 + k, 778, 208, LOU, Pose(arms=(-30, 40), thighs=(-5, 8 + 5 * step)), light=DUSK)
    stand(c, 786 + k, 772, 300, CAMILLE, Pose(arms=(-26, 12 + 60 * step), thighs=(-5, 6)), light=DUSK)
    picture = c.finish(warmth=0.6)
    if step:  # the hand moved too, as it does between two frames
        seen = cv2.resize(picture[70:810, 170:1280], (1280, 853), interpolation=cv2.INTER_AREA)
        picture = np.asarray(seen, np.uint8)
    return picture


def sandcastle() -> Picture:
    """A small child in a sun hat, from behind, at a sandcastle."""
    c = _day_sea(32, 1200, 900, horizon=0.3, shore=0.47)
    for x, tall, wide in ((690, 120, 92), (610, 84, 60), (775, 92, 62)):
        c.shadow(x + 30, 742, wide * 1.5, 22, 0.4)
        c.polygon(
            [(x - wide, 742), (x - wide * 0.62, 742 - tall), (x + wide * 0.62, 742 - tall), (x + wide, 742)],
            "#cfae7c",
            shade=0.22,
            soft=2,
        )
        for tooth in (-0.5, -0.17, 0.17, 0.5):
            c.polygon(
                [
                    (x + wide * (tooth - 0.11), 742 - tall + 4),
                    (x + wide * (tooth - 0.1), 742 - tall - 15),
                    (x + wide * (tooth + 0.1), 742 - tall - 15),
                    (x + wide * (tooth + 0.11), 742 - tall + 4),
                ],
                "#c5a372",
                soft=1.2,
            )
    c.polygon([(690, 622), (690, 560), (693, 560), (693, 622)], "#6b4a2e")
    c.polygon([(693, 561), (738, 575), (693, 590)], "#d1495b", soft=0.8)
    c.ellipse(905, 752, 44, 12, "#8a3030", soft=1)
    c.polygon([(858, 752), (868, 822), (942, 822), (952, 752)], "#d94f45", shade=0.3, soft=0.8)
    look = Look(child=True, top="#4f9aa8", bottom="#f0e6d2", leg=0.8, hat="#f3e3b5", sleeve=0.9)
    stand(c, 470, 806, 420, look, Pose(thighs=(-7, 6), arms=(-20, 44), elbows=(8, -10), tilt=6), light=NOON)
    c.polygon([(575, 610), (581, 606), (628, 716), (621, 720)], "#8a5a32", soft=0.8)
    c.polygon([(612, 712), (640, 702), (656, 742), (630, 752)], "#3f86ad", shade=0.3, soft=0.8)
    return c.finish(warmth=0.15)


def running_in_waves() -> Picture:
    """Two children running through the edge of the sea, against the light."""
    c = Canvas(1280, 853, seed=33)
    c.sky([(0, "#86a9c4"), (0.6, "#e8cfae"), (1, "#ffedc4")], horizon=0.42, clouds=0.3, cloud="#fff0d8")
    c.sun(0.3, 0.26, radius=30, glow="#ffd08a", strength=0.9)
    c.water(
        0.42,
        1.0,
        [(0, "#dcbf98"), (0.35, "#a79a92"), (1, "#6f7a86")],
        swell=0.9,
        glint="#fff2cc",
        glint_x=0.3,
        glint_width=0.14,
        glint_power=1.2,
    )
    light = Light(towards=(-0.6, -0.5, -0.3), key="#ffe7b8", ambient="#8c8f9a", level=0.35, rim=0.9, silhouette=0.6)
    stand(
        c,
        560,
        720,
        300,
        NOOR,
        Pose(view="side", thighs=(-38, 46), knees=(-36, -60), arms=(-62, 66), elbows=(30, 26), lean=8),
        light=light,
        cast=0.3,
    )
    stand(
        c,
        830,
        752,
        270,
        JULES,
        Pose(view="side", thighs=(-20, 60), knees=(-70, -70), arms=(-118, 120), elbows=(-8, 8), lean=5),
        light=light,
        cast=0.3,
    )
    rng = np.random.default_rng(5)
    for x, y in ((530, 716), (605, 712), (800, 748), (880, 744)):
        for _ in range(46):
            angle, far = -math.pi * rng.random(), 20 + 80 * rng.random() ** 2
            c.ellipse(
                x + math.cos(angle) * far,
                y + math.sin(angle) * far * 0.8 + far * far / 260,
                1.2 + 2.4 * rng.random(),
                1.2 + 2 * rng.random(),
                "#fff6e2",
                opacity=0.75,
            )
    return c.finish(warmth=0.5, haze=0.06)


def jetty_couple() -> Picture:
    """Two people sitting at the end of a jetty after sunset."""
    c = Canvas(960, 1280, seed=34)
    c.sky(
        [(0, "#27365e"), (0.4, "#7c6a94"), (0.75, "#e58f84"), (1, "#ffc68f")],
        horizon=0.46,
        clouds=0.55,
        cloud="#e8909a",
    )
    c.hills(0.463, rise=0.07, tint="#3b3f5c", seed=2, cell=420)
    c.hills(0.466, rise=0.035, tint="#2a2f47", seed=5, cell=260)
    c.water(
        0.462,
        1.0,
        [(0, "#e0978a"), (0.25, "#8a6f94"), (1, "#2c3352")],
        swell=0.55,
        glint="#ffcfa0",
        glint_x=0.52,
        glint_width=0.2,
        glint_power=0.5,
    )
    c.polygon([(430, 800), (545, 800), (760, 1280), (190, 1280)], "#4a3a36", shade=-0.25, soft=0.8)
    for step in range(16):
        t = (step / 15) ** 1.9
        y = 800 + t * 480
        left, right = 430 - 240 * t, 545 + 215 * t
        c.polygon([(left, y), (right, y), (right, y + 1.5 + 5 * t), (left, y + 1.5 + 5 * t)], "#241c20", opacity=0.7)
    for x, y, tall in ((424, 800, 60), (550, 800, 60), (330, 1000, 120), (650, 1000, 120)):
        c.polygon(
            [(x - 6, y + tall), (x - 6, y - tall * 0.5), (x + 6, y - tall * 0.5), (x + 6, y + tall)],
            "#2a2023",
            soft=0.8,
        )
    sit = Pose(hip=0.06, legs=False, arms=(-20, 22), elbows=(8, -30))
    stand(c, 458, 836, 250, Look(top="#c9564c", bottom="#39485f", hair="#2b1f19"), sit, light=DUSK)
    stand(
        c,
        522,
        838,
        232,
        Look(top="#e7d6c2", bottom="#55607a", long_hair=True),
        Pose(hip=0.06, legs=False, arms=(-18, 24), elbows=(12, -8), tilt=14),
        light=DUSK,
    )
    return c.finish(warmth=0.3)


def shoulders() -> Picture:
    """A father with his daughter on his shoulders, arms wide, at sunset."""
    c = evening_sea(45, 960, 1280, sun=0.36, shore=0.76)
    stand(c, 520, 1130, 560, SOFIANE, Pose(arms=(-14, 14), elbows=(150, -150), thighs=(-6, 6)), light=DUSK)
    stand(c, 520, 802, 330, LINA, Pose(hip=0.22, legs=False, arms=(-112, 112), elbows=(-8, 8)), light=DUSK, cast=0)
    return c.finish(warmth=0.6)


def hammock() -> Picture:
    """An empty hammock between two palms above a turquoise bay."""
    c = Canvas(1280, 853, seed=47)
    c.sky([(0, "#2f8ad0"), (1, "#d9eff4")], horizon=0.5, clouds=0.4)
    c.hills(0.505, rise=0.09, tint="#7f9fae", seed=6, cell=360, haze=0.35, haze_tint="#d9eaf0")
    c.water(0.5, 0.74, [(0, "#1f7fa8"), (0.5, "#35b0bb"), (1, "#a5e0d0")], swell=0.45)
    c.sand(0.72, tint="#f0e0bd", wet="#c7ae84")
    c.palm(250, 800, tall=640, lean=0.07, tint="#23502f", lit="#86b554", trunk="#7d664d")
    c.palm(1050, 815, tall=690, lean=-0.08, tint="#23502f", lit="#86b554", trunk="#7d664d")
    for n in range(60):
        t = n / 59
        u = 0.15 + 0.7 * t
        y = 560 + 430 * u * (1 - u)
        c.ellipse(
            270 + 770 * u,
            y + 8,
            8,
            20 + 30 * math.sin(math.pi * t),
            ("#e9e0cf", "#d8604f", "#e9e0cf", "#3f86a0")[(n // 4) % 4],
            light=0.3,
        )
    for x0, x1 in ((262, 385), (1042, 925)):
        c.polygon([(x0, 560), (x1, 618), (x1, 621), (x0, 563)], "#7a6a55")
        c.polygon([(x0, 560), (x1, 655), (x1, 658), (x0, 563)], "#7a6a55", opacity=0.8)
    c.shadow(655, 800, 320, 18, 0.35)
    return c.finish(warmth=0.1)


def friends_jump() -> Picture:
    """Three teenagers with their arms in the air on the beach at sunset."""
    c = evening_sea(54, 1200, 900, sun=0.5, shore=0.74)
    for x, feet, look, arms in (
        (400, 770, Look(top="#d9725e", bottom="#e7e0d2", leg=0.55, long_hair=True), (-150, 138)),
        (590, 742, Look(top="#3f7d8c", bottom="#2c3440"), (-132, 150)),
        (790, 768, Look(top="#e9c46a", bottom="#48607a", leg=0.6, bun=True), (-146, 132)),
    ):
        stand(
            c,
            x,
            feet,
            330,
            look,
            Pose(thighs=(-15, 14), knees=(16, -22), arms=arms, elbows=(-12, 12)),
            light=DUSK,
            cast=0.3,
        )
    return c.finish(warmth=0.6)


def wave(phase: float, width: int = 960, height: int = 720) -> Picture:
    """One frame of the swell at the beach; ``phase`` 0–1 is where the wave stands."""
    c = Canvas(width, height, seed=55)
    reach = 0.6 + 0.05 * math.sin(phase * math.tau)
    c.sky([(0, "#4f95cc"), (1, "#dcecf2")], horizon=0.38, clouds=0.35)
    c.hills(0.384, rise=0.05, tint="#86a2b0", seed=3, cell=400)
    c.water(
        0.38,
        reach + 0.03,
        [(0, "#2f7f9f"), (0.6, "#4fb0b8"), (1, "#a8dccf")],
        swell=0.5 + 0.1 * math.sin(phase * math.tau),
    )
    c.sand(reach, tint="#e6d2aa", wet="#ac9168")
    return c.finish(grain=0.006)


def regatta() -> Picture:
    """White sails leaning in the wind, seen from the shore."""
    c = Canvas(1280, 853, seed=53)
    c.sky([(0, "#5f9fd0"), (1, "#e4eef0")], horizon=0.46, clouds=0.6, cell=200)
    c.hills(0.465, rise=0.08, tint="#8fa5b5", seed=4, cell=500, haze=0.4, haze_tint="#e0e9ec")
    c.water(
        0.46,
        1.0,
        [(0, "#3f7f9f"), (0.5, "#2b6f8f"), (1, "#1f566f")],
        swell=1.0,
        glint="#ffffff",
        glint_x=0.6,
        glint_width=0.4,
        glint_power=0.3,
    )
    for x, y, s, tint in (
        (300, 470, 0.5, "#f4f1ea"),
        (470, 500, 0.75, "#f4f1ea"),
        (640, 482, 0.55, "#e2574c"),
        (830, 560, 1.25, "#fbf8f1"),
        (1080, 510, 0.8, "#f4f1ea"),
    ):
        c.shadow(x, y + 16 * s, 90 * s, 12 * s, 0.4)
        c.polygon(
            [(x - 4 * s, y - 8 * s), (x + 26 * s, y - 250 * s), (x + 92 * s, y - 14 * s)], tint, shade=0.16, soft=0.7
        )
        c.polygon(
            [(x - 12 * s, y - 10 * s), (x + 20 * s, y - 220 * s), (x - 72 * s, y - 16 * s)],
            mix(rgb(tint), (0.6, 0.7, 0.8), 0.25),
            shade=0.1,
            soft=0.7,
        )
        c.polygon(
            [(x - 90 * s, y - 12 * s), (x + 100 * s, y - 10 * s), (x + 78 * s, y + 12 * s), (x - 66 * s, y + 12 * s)],
            "#f7f5f0",
            shade=0.45,
            soft=0.7,
        )
        c.polygon(
            [(x - 82 * s, y - 2 * s), (x + 92 * s, y), (x + 90 * s, y + 4 * s), (x - 78 * s, y + 3 * s)], "#2f5a78"
        )
    return c.finish()


def paddle_boards() -> Picture:
    """Two stand-up paddlers on a bright bay."""
    c = Canvas(1280, 853, seed=49)
    c.sky([(0, "#4f9ad0"), (1, "#d9ebf2")], horizon=0.34, clouds=0.35)
    c.hills(0.345, rise=0.14, tint="#6d8a7c", seed=3, cell=300, haze=0.4, haze_tint="#d3e2e6")
    c.water(
        0.34,
        1.0,
        [(0, "#2b7f9c"), (0.45, "#2f9fb0"), (1, "#5cc0bd")],
        swell=0.6,
        glint="#ffffff",
        glint_x=0.3,
        glint_width=0.3,
        glint_power=0.35,
    )
    for x, feet, tall, look, board in (
        (500, 620, 270, Look(top="#e9b949", bottom="#2f4a5c", skin="#a8734e", hair="#1d1512", sleeve=0.3), "#f3efe6"),
        (850, 540, 210, Look(top="#d1495b", bottom="#23303c", leg=0.5, bun=True, sleeve=0.1), "#f0c15a"),
    ):
        c.shadow(x + 10, feet + 22, tall * 0.6, 16, 0.4)
        c.ellipse(x, feet + 6, tall * 0.56, tall * 0.055, board, light=0.3)
        c.ellipse(x, feet + 2, tall * 0.38, tall * 0.022, "#4f9aa8", opacity=0.8)
        stand(c, x, feet + 4, tall, look, Pose(arms=(34, 62), elbows=(14, -22), thighs=(-9, 9)), light=NOON, cast=0.15)
        c.polygon(
            [
                (x + tall * 0.14, feet - tall * 0.66),
                (x + tall * 0.165, feet - tall * 0.66),
                (x + tall * 0.37, feet + tall * 0.1),
                (x + tall * 0.345, feet + tall * 0.1),
            ],
            "#33363b",
            soft=0.8,
        )
    return c.finish(warmth=0.05)


def ice_cream() -> Picture:
    """An ice-cream cone held up before the sea, everything else out of focus."""
    c = _day_sea(48, 960, 1280, horizon=0.42, shore=0.72)
    for x, tint in ((150, "#e2574c"), (760, "#e9b949"), (880, "#4f9aa8")):
        c.polygon([(x - 90, 860), (x, 790), (x + 90, 860)], tint)
        c.polygon([(x - 3, 860), (x + 3, 860), (x + 3, 970), (x - 3, 970)], "#8a7a66")
    c.pixels = blur(c.pixels, 13)
    c.bokeh([(90 + 97 * n % 900, 560 + (n * 53) % 150, 16 + (n * 7) % 16, "#ffffff") for n in range(16)], strength=0.22)
    c.polygon([(360, 700), (600, 700), (492, 1090), (468, 1090)], "#c98a4b", shade=0.25, soft=1.5)
    for n in range(-6, 12):
        c.polygon(
            [(360 + n * 36, 700), (364 + n * 36, 700), (484 + n * 30, 1080), (480 + n * 30, 1080)],
            "#8f5a2c",
            opacity=0.0,
        )
    cone = smooth(1.0, 0.97, as_array(np.abs(c.x - 480) / np.maximum(120 * (1090 - c.y) / 390, 1))) * (
        (c.y > 700) & (c.y < 1088)
    )
    for sign in (-1, 1):
        stripe = np.abs(((c.x + sign * c.y * 0.62) / 34) % 1 - 0.5)
        c.pixels = as_array(c.pixels * (1 - 0.32 * (smooth(0.42, 0.48, as_array(stripe)) * cone)[..., None]))
    for x, y, r, tint in ((425, 640, 100, "#f6a5b8"), (545, 648, 96, "#fdf1d8"), (485, 540, 104, "#8a5a3c")):
        c.ellipse(x, y, r, r * 0.94, tint, light=0.3, soft=2)
        lumps = noise(960, 1280, cell=26, seed=int(x), octaves=4)
        disc = 1 - smooth(0.9, 1, as_array(np.hypot((c.x - x) / r, (c.y - y) / (r * 0.94))))
        c.pixels = as_array(c.pixels * (1 + 0.3 * (lumps - 0.5) * disc)[..., None])
        c.ellipse(x - r * 0.36, y - r * 0.42, r * 0.2, r * 0.12, "#ffffff", soft=r * 0.12, opacity=0.35, turn=-0.5)
    for x, y, turn in ((402, 905, 0.1), (406, 965, 0.12), (414, 1022, 0.16), (428, 1074, 0.2)):
        c.ellipse(x, y, 92, 33, "#dba883", light=0.35, turn=turn, soft=2)
    c.ellipse(562, 940, 34, 96, "#dba883", light=0.35, turn=0.42, soft=2)
    c.polygon(
        [(352, 1280), (376, 1090), (430, 1060), (545, 1040), (600, 1090), (590, 1280)], "#d29d78", shade=0.22, soft=7
    )
    return c.finish(warmth=0.25, bloom=0.3)


def yoga_sunrise() -> Picture:
    """A morning class on the terrace above the sea, led by a host of the village."""
    c = Canvas(1280, 853, seed=40)
    c.sky([(0, "#9dbbd2"), (0.6, "#f4d6bd"), (1, "#ffe7c2")], horizon=0.5, clouds=0.35, cloud="#fff0e0")
    c.sun(0.72, 0.38, radius=26, strength=0.7)
    c.hills(0.505, rise=0.08, tint="#8c93a5", seed=2, haze=0.4, haze_tint="#f1d9c4")
    c.water(0.5, 0.66, [(0, "#e8c6a4"), (1, "#8fa5b4")], swell=0.5, glint="#fff0c8", glint_x=0.72)
    c.polygon([(0, 545), (1280, 545), (1280, 853), (0, 853)], "#a9825e", shade=0.35, soft=1)
    for n in range(1, 15):
        y = 545 + 308 * (n / 14) ** 1.7
        c.polygon([(0, y), (1280, y), (1280, y + 1 + n * 0.16), (0, y + 1 + n * 0.16)], "#5c4431", opacity=0.6)
    light = Light(towards=(0.55, -0.4, -0.2), key="#ffe0ac", ambient="#8f8a90", level=0.4, rim=0.75, silhouette=0.5)
    tree = Pose(thighs=(-2, 44), knees=(0, -96), arms=(-160, 160), elbows=(-16, 16))
    for x, feet, tall, look, mat in (
        (330, 700, 250, Look(top="#b24a5e", bottom="#2f3340", leg=1.9, sleeve=0.2, bun=True), "#7fa99b"),
        (620, 660, 215, Look(top="#3f7d8c", bottom="#23303c", leg=1.9, sleeve=0.5), "#c98b6b"),
        (900, 706, 255, Look(top="#e6e0d4", bottom="#5a4a63", leg=1.9, long_hair=True, sleeve=0.3), "#8a86b0"),
    ):
        c.polygon([(x - 96, feet + 8), (x + 96, feet + 8), (x + 120, feet + 30), (x - 120, feet + 30)], mat, soft=1.5)
        stand(c, x, feet + 14, tall, look, tree, light=light)
    return c.finish(warmth=0.4)
