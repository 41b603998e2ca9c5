"""The painted scenes of the demo: one function a picture, in the order in which a summer would bring them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from paint import Array, Canvas, as_array, blur, colour, mix, noise, rgb, smooth
from people import Light, Look, Pose, stand

Picture = npt.NDArray[np.uint8]

DUSK = Light(towards=(0.5, -0.35, -0.4), key="#ffcf8a", ambient="#8a7a8c", level=0.3, rim=0.8, silhouette=0.78)
NOON = Light()
SHADE = Light(towards=(-0.4, -0.5, 0.7), key="#ffeeda", ambient="#a9b4bd", level=0.42, rim=0.12)

CAMILLE = Look(top="#e9dccb", skirt=0.7, long_hair=True, hair="#5a3a26")
JULIEN = Look(top="#dfe6ea", bottom="#39485f", hair="#2b1f19")
LOU = Look(child=True, top="#e3b23c", skirt=0.55, long_hair=True, hair="#6d4a2f")
SACHA = Look(child=True, top="#c8503f", bottom="#2f4158", hair="#4b3222")
AN = Look(top="#7fa8a3", bottom="#e7e0d2", leg=0.5, hair="#c79a5b", bun=True)
WIM = Look(top="#30506b", bottom="#b8a888", hair="#8a6a43", girth=1.08)
NOOR = Look(child=True, top="#e07a5f", bottom="#3d405b", hair="#d0a060", long_hair=True)
JULES = Look(child=True, top="#81b29a", bottom="#2d3a4d", hair="#b58a50")
SOFIANE = Look(top="#f1ede4", bottom="#475a72", skin="#b57f58", hair="#1c1512")
LINA = Look(child=True, top="#d85d7a", skirt=0.5, skin="#b9845e", hair="#1f1613", long_hair=True)


def _evening_sea(seed: int, width: int = 1280, height: int = 853, *, sun: float = 0.63, shore: float = 0.72) -> Canvas:
    c = Canvas(width, height, seed=seed)
    c.sky([(0, "#3c5f8f"), (0.45, "#c98f86"), (0.8, "#f6b26b"), (1, "#ffd79a")], horizon=0.52, clouds=0.5, cloud="#ffb98a")
    c.sun(sun, 0.47, radius=height * 0.03)
    c.hills(0.525, rise=0.05, tint="#6d6478", seed=1, cell=500)
    c.water(0.52, shore + 0.03, [(0, "#d08a62"), (0.4, "#7c6878"), (1, "#54566b")], swell=0.8, glint="#ffe0a0", glint_x=sun)
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
    c = _evening_sea(31)
    k = step * 5
    stand(c, 520 + k, 770, 322, JULIEN, Pose(arms=(-12 - k, 22), thighs=(-6, 6 + k)), light=DUSK)
    stand(c, 612 + k * 2, 774, 196, SACHA, Pose(arms=(-34, 30 + k), thighs=(-8 - k, 7)), light=DUSK)
    stand(c, 696 + k, 778, 208, LOU, Pose(arms=(-30, 40), thighs=(-5, 8 + k)), light=DUSK)
    stand(c, 786 + k, 772, 300, CAMILLE, Pose(arms=(-26, 12 + k), thighs=(-5, 6)), light=DUSK)
    return c.finish(warmth=0.6)


def sandcastle() -> Picture:
    """A small child in a sun hat, from behind, at a sandcastle."""
    c = _day_sea(32, 1200, 900, horizon=0.3, shore=0.47)
    for x, tall, wide in ((690, 120, 92), (610, 84, 60), (775, 92, 62)):
        c.shadow(x + 30, 742, wide * 1.5, 22, 0.4)
        c.polygon([(x - wide, 742), (x - wide * 0.62, 742 - tall), (x + wide * 0.62, 742 - tall), (x + wide, 742)], "#cfae7c", shade=0.22, soft=2)
        for tooth in (-0.5, -0.17, 0.17, 0.5):
            c.polygon([(x + wide * (tooth - 0.11), 742 - tall + 4), (x + wide * (tooth - 0.1), 742 - tall - 15),
                       (x + wide * (tooth + 0.1), 742 - tall - 15), (x + wide * (tooth + 0.11), 742 - tall + 4)], "#c5a372", soft=1.2)
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
    c.water(0.42, 1.0, [(0, "#dcbf98"), (0.35, "#a79a92"), (1, "#6f7a86")], swell=0.9, glint="#fff2cc", glint_x=0.3, glint_width=0.14, glint_power=1.2)
    light = Light(towards=(-0.6, -0.5, -0.3), key="#ffe7b8", ambient="#8c8f9a", level=0.35, rim=0.9, silhouette=0.6)
    stand(c, 560, 720, 300, NOOR, Pose(view="side", thighs=(-38, 46), knees=(-36, -60), arms=(-62, 66), elbows=(30, 26), lean=8), light=light, cast=0.3)
    stand(c, 830, 752, 270, JULES, Pose(view="side", thighs=(-20, 60), knees=(-70, -70), arms=(-118, 120), elbows=(-8, 8), lean=5), light=light, cast=0.3)
    rng = np.random.default_rng(5)
    for x, y in ((530, 716), (605, 712), (800, 748), (880, 744)):
        for _ in range(46):
            angle, far = -math.pi * rng.random(), 20 + 80 * rng.random() ** 2
            c.ellipse(x + math.cos(angle) * far, y + math.sin(angle) * far * 0.8 + far * far / 260, 1.2 + 2.4 * rng.random(),
                      1.2 + 2 * rng.random(), "#fff6e2", opacity=0.75)
    return c.finish(warmth=0.5, haze=0.06)


def jetty_couple() -> Picture:
    """Two people sitting at the end of a jetty after sunset."""
    c = Canvas(960, 1280, seed=34)
    c.sky([(0, "#27365e"), (0.4, "#7c6a94"), (0.75, "#e58f84"), (1, "#ffc68f")], horizon=0.46, clouds=0.55, cloud="#e8909a")
    c.hills(0.463, rise=0.07, tint="#3b3f5c", seed=2, cell=420)
    c.hills(0.466, rise=0.035, tint="#2a2f47", seed=5, cell=260)
    c.water(0.462, 1.0, [(0, "#e0978a"), (0.25, "#8a6f94"), (1, "#2c3352")], swell=0.55, glint="#ffcfa0", glint_x=0.52, glint_width=0.2, glint_power=0.5)
    c.polygon([(430, 800), (545, 800), (760, 1280), (190, 1280)], "#4a3a36", shade=-0.25, soft=0.8)
    for step in range(16):
        t = (step / 15) ** 1.9
        y = 800 + t * 480
        left, right = 430 - 240 * t, 545 + 215 * t
        c.polygon([(left, y), (right, y), (right, y + 1.5 + 5 * t), (left, y + 1.5 + 5 * t)], "#241c20", opacity=0.7)
    for x, y, tall in ((424, 800, 60), (550, 800, 60), (330, 1000, 120), (650, 1000, 120)):
        c.polygon([(x - 6, y + tall), (x - 6, y - tall * 0.5), (x + 6, y - tall * 0.5), (x + 6, y + tall)], "#2a2023", soft=0.8)
    sit = Pose(hip=0.06, legs=False, arms=(-20, 22), elbows=(8, -30))
    stand(c, 458, 836, 250, Look(top="#c9564c", bottom="#39485f", hair="#2b1f19"), sit, light=DUSK)
    stand(c, 522, 838, 232, Look(top="#e7d6c2", bottom="#55607a", long_hair=True), Pose(hip=0.06, legs=False, arms=(-18, 24), elbows=(12, -8), tilt=14), light=DUSK)
    return c.finish(warmth=0.3)


def table_under_lights() -> Picture:
    """Friends round a long table at dusk, under strings of bulbs."""
    c = Canvas(1280, 853, seed=35)
    c.pixels = c.rows([(0, "#1d2b44"), (0.5, "#43506a"), (0.62, "#5a5560"), (1, "#2b2420")])
    c.hills(0.62, rise=0.3, tint="#1a2a2c", seed=4, cell=120, rough=6, softness=6)
    rng = np.random.default_rng(8)
    c.bokeh([(rng.random() * 1280, 330 + rng.random() * 170, 12 + rng.random() * 26, str(rng.choice(["#ffb45c", "#ffd28a", "#ff8f5c", "#9fc0ff"]))) for _ in range(34)], strength=0.4)
    c.pixels = blur(c.pixels, 4)
    warm = Light(towards=(0.0, -0.8, 0.5), key="#ffcf8f", ambient="#6a6478", level=0.5, rim=0.35, silhouette=0.12)
    people = [(180, Look(top="#3f6f7d", hair="#221814", sleeve=1.2)), (330, Look(top="#efe3cf", long_hair=True, hair="#7a4b2a")),
              (480, Look(top="#b5483f", skin="#9c6a48", hair="#17110f")), (640, Look(top="#6b7f4a", long_hair=True, hair="#2c1d16")),
              (800, Look(top="#e0a94a", hair="#5a3b24")), (950, Look(top="#a77c96", long_hair=True, hair="#c49a60")), (1100, Look(top="#2f4a63", skin="#8a5a3c", hair="#17110f"))]
    for n, (x, look) in enumerate(people):
        pose = Pose(view="front", hip=0.3, arms=(-14, 13), elbows=(20, -24) if n % 2 else (16, -128), tilt=(-11, 9, 4)[n % 3], lean=(3, -3, 0)[n % 3], thighs=(-4, 4))
        stand(c, x + 14 * math.sin(n * 2.3), 752 + 12 * (n % 3), 470 - 26 * ((n * 5) % 4), look, pose, light=warm, cast=0)
    c.polygon([(0, 640), (1280, 640), (1280, 853), (0, 853)], "#8a6844", shade=0.5, soft=1.5)
    grain = noise(1280, 853, cell=50, seed=77, stretch=7)
    c.pixels = as_array(np.where((c.y > 640)[..., None], c.pixels * (0.86 + 0.28 * grain[..., None]), c.pixels))
    for n in range(13):
        x, y = 50 + n * 98 + 14 * math.sin(n * 2.1), 690 + 70 * ((n * 7) % 5) / 5
        if n % 3 == 1:
            c.ellipse(x, y, 15, 5, "#e6c98e", opacity=0.5)
            c.polygon([(x - 15, y), (x - 10, y - 62), (x + 10, y - 62), (x + 15, y)], "#e9a84a", opacity=0.55, soft=1.2)
            c.ellipse(x, y - 62, 10, 3, "#fff0cf", opacity=0.8)
        else:
            c.shadow(x, y + 10, 60, 14, 0.4)
            c.ellipse(x, y, 54, 17, "#efe6d8", light=0.15)
            c.ellipse(x, y - 2, 37, 10, ("#b5563f", "#7d9a4a", "#d8a24a")[n % 3], light=0.3)
    for base, sag in ((60, 90), (130, 70)):
        for n in range(23):
            t = n / 22
            x, y = 1280 * t, base + sag * 4 * t * (1 - t) - 40 * math.sin(t * 9)
            c.bokeh([(x, y, 8, "#ffd793")], strength=0.95)
    return c.finish(warmth=0.5, bloom=0.4, vignette=0.35)


def _portrait(c: Canvas, x: float, y: float, r: float, *, skin: str, hair: str, top: str, hat: str | None, long_hair: bool,
              glasses: str = "#20242b", light: Light = NOON) -> None:
    """A head-and-shoulders figure with sunglasses; ``r`` is half the height of the head."""
    ambient, key = colour(light.ambient), colour(light.key)

    def ball(px: float, py: float, wide: float, tall: float, code: str, *, turn: float = 0.0, soft: float = 1.6, relief: float = 0.3) -> None:
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
    c.polygon([(x - r * 0.34, y + r * 0.5), (x + r * 0.34, y + r * 0.5), (x + r * 0.46, y + r * 1.4), (x, y + r * 1.75), (x - r * 0.46, y + r * 1.4)],
              mix(rgb(skin), (0.35, 0.15, 0.1), 0.14), soft=2)
    c.ellipse(x + r * 0.04, y + r * 0.98, r * 0.5, r * 0.3, deep, soft=r * 0.2, opacity=0.35)
    for side in (-1, 1):
        ball(x + side * r * 0.76, y + r * 0.1, r * 0.13, r * 0.2, skin)
    ball(x, y, r * 0.77, r * 0.8, skin)
    ball(x, y + r * 0.38, r * 0.63, r * 0.64, skin, soft=r * 0.05)
    ball(x, y + r * 0.1, r * 0.72, r * 0.66, skin, soft=r * 0.12)
    for side in (-1, 1):
        c.ellipse(x + side * r * 0.44, y + r * 0.34, r * 0.17, r * 0.13, blush, soft=r * 0.13, opacity=0.5)
    c.ellipse(x + r * 0.01, y + r * 0.27, r * 0.1, r * 0.055, deep, soft=r * 0.045, opacity=0.5)
    c.ellipse(x - r * 0.03, y + r * 0.16, r * 0.05, r * 0.14, mix(rgb(skin), (1, 0.95, 0.88), 0.5), soft=r * 0.05, opacity=0.5)
    arc = [(-0.3 + 0.6 * n / 20) for n in range(21)]
    upper = [(x + r * t, y + r * (0.56 - 0.25 * t * t * 2)) for t in arc]
    lower = [(x + r * t, y + r * (0.75 - 2.55 * t * t)) for t in reversed(arc)]
    c.polygon([*upper, *lower], mix(rgb(skin), (0.55, 0.1, 0.12), 0.72), soft=1.2)
    inner = [(x + r * t * 0.86, y + r * (0.575 - 0.4 * t * t)) for t in arc] + [(x + r * t * 0.86, y + r * (0.665 - 1.4 * t * t)) for t in reversed(arc)]
    c.polygon(inner, "#fbf6ee", soft=1.0)
    ball(x - r * 0.3, y - r * 0.6, r * 0.52, r * 0.4, hair, turn=-0.35)
    ball(x + r * 0.26, y - r * 0.62, r * 0.58, r * 0.38, hair, turn=0.3)
    for side in (-1, 1):
        ball(x + side * r * 0.74, y - r * 0.25, r * 0.12, r * 0.4, hair)
        c.ellipse(x + side * r * 0.33, y - r * 0.05, r * 0.285, r * 0.225, mix(rgb(glasses), (0, 0, 0), 0.3), soft=1.4)
        c.ellipse(x + side * r * 0.33, y - r * 0.05, r * 0.25, r * 0.19, glasses, soft=1.4)
        c.ellipse(x + side * r * 0.33, y + r * 0.05, r * 0.2, r * 0.07, "#c98f6a", soft=r * 0.05, opacity=0.35)
        c.ellipse(x + side * r * 0.33 - r * 0.08, y - r * 0.13, r * 0.12, r * 0.045, "#d7ecf8", soft=r * 0.03, opacity=0.6, turn=-0.35)
    c.polygon([(x - r * 0.1, y - r * 0.11), (x + r * 0.1, y - r * 0.11), (x + r * 0.1, y - r * 0.06), (x - r * 0.1, y - r * 0.06)], mix(rgb(glasses), (0, 0, 0), 0.3))
    if hat:
        c.ellipse(x, y - r * 0.42, r * 0.86, r * 0.17, deep, soft=r * 0.1, opacity=0.4)
        ball(x, y - r * 1.0, r * 0.78, r * 0.62, hat)
        band = (np.abs(c.y - (y - r * 0.8) + 0.05 * (c.x - x) - ((c.x - x) / r) ** 2 * r * 0.12) < r * 0.11) & (np.hypot((c.x - x) / (r * 0.78), (c.y - y + r) / (r * 0.62)) < 1)
        c.blend("#8a4b3a", blur(as_array(band.astype(np.float32)), 1.2))
        ball(x, y - r * 0.62, r * 1.52, r * 0.25, hat, turn=-0.05)
        weave = noise(c.width, c.height, cell=7, seed=4, octaves=2)
        straw = 1 - smooth(0.97, 1.0, as_array(np.minimum(np.hypot((c.x - x) / (r * 1.52), (c.y - y + r * 0.62) / (r * 0.25)), np.hypot((c.x - x) / (r * 0.78), (c.y - y + r) / (r * 0.62)))))
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
    c = _evening_sea(37, 1080, 1080, sun=0.8, shore=0.8)
    c.pixels = blur(c.pixels, 6)
    evening = Light(key="#ffd9a8", ambient="#a28f92", level=0.4)
    _portrait(c, 360, 560, 205, skin="#9a6a48", hair="#1a1310", top="#2f4f63", hat=None, long_hair=False, light=evening)
    _portrait(c, 690, 620, 195, skin="#e3b48f", hair="#b07a42", top="#d9725e", hat=None, long_hair=True, glasses="#3a2420", light=evening)
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
        c.polygon([(x - 74, 322), (x - 40, 292), (x, 280), (x + 40, 292), (x + 74, 322), (x, 314)], tint, shade=0.25, soft=0.8)
        c.polygon([(x - 26, 317), (x, 280), (x + 26, 317), (x, 314)], mix(rgb(tint), (0, 0, 0), 0.1), soft=0.8, opacity=0.7)
    c.polygon([(0, 452), (1280, 440), (1280, 476), (0, 478)], "#f3ebdf", soft=1)
    _pool(c, 0.55)
    for x, y, r, skin in ((420, 560, 9, "#c98f66"), (520, 600, 11, "#8a5a3c"), (905, 545, 8, "#e0ab86")):
        c.ellipse(x, y + r * 1.5, r * 3, r * 0.8, "#ffffff", soft=6, opacity=0.35)
        c.ellipse(x, y + r, r * 1.7, r * 0.9, skin)
        c.ellipse(x, y - r * 0.5, r, r * 1.2, "#3a2820")
    c.ellipse(700, 690, 92, 34, "#f4a7b9", light=0.35)
    c.ellipse(700, 686, 46, 14, "#3ea4bf")
    return c.finish(warmth=0.1)


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
    c.pixels[431:431 + depth] = c.pixels[431:431 + depth] * (1 - fade) + blur(np.ascontiguousarray(shore[:depth]), 2) * fade
    mist = noise(1280, 853, cell=160, seed=71, stretch=6) * np.exp(-(((c.y - 436) / 34) ** 2))
    c.add("#fff1dd", as_array(mist * 0.9))
    light = Light(towards=(-0.6, -0.5, -0.2), key="#ffe1ae", ambient="#76808c", level=0.35, rim=0.7, silhouette=0.66)
    stand(c, 800, 640, 190, Look(top="#d2553f", sleeve=1.7, hat="#3a4a55"), Pose(hip=0.13, legs=False, arms=(-52, 66), elbows=(-46, -30)), light=light, cast=0)
    c.polygon([(590, 618), (690, 634), (910, 634), (1015, 614), (945, 654), (800, 664), (665, 656)], "#8c3a2b", shade=0.5, soft=1)
    c.polygon([(700, 512), (706, 508), (902, 690), (896, 694)], "#2f2a2a", soft=0.8)
    c.ellipse(700, 506, 26, 9, "#3a3230", turn=0.74)
    c.shadow(800, 674, 190, 8, 0.5)
    return c.finish(warmth=0.35, haze=0.05)


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
    for x, feet, tall, look, mat in ((330, 700, 250, Look(top="#b24a5e", bottom="#2f3340", leg=1.9, sleeve=0.2, bun=True), "#7fa99b"),
                                     (620, 660, 215, Look(top="#3f7d8c", bottom="#23303c", leg=1.9, sleeve=0.5), "#c98b6b"),
                                     (900, 706, 255, Look(top="#e6e0d4", bottom="#5a4a63", leg=1.9, long_hair=True, sleeve=0.3), "#8a86b0")):
        c.polygon([(x - 96, feet + 8), (x + 96, feet + 8), (x + 120, feet + 30), (x - 120, feet + 30)], mat, soft=1.5)
        stand(c, x, feet + 14, tall, look, tree, light=light)
    return c.finish(warmth=0.4)


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
    looks = [Look(top="#b5483f"), Look(top="#d7c8a8", long_hair=True), Look(top="#4a6b7a"), Look(top="#8a9a5a", long_hair=True), Look(top="#55607a"), Look(top="#c9b79a", hat="#3a3230")]
    for n, ((x, feet, lean), look) in enumerate(zip(seats, looks, strict=True)):
        side = 1 if x < 640 else -1
        light = Light(towards=(0.9 * side, -0.1 if feet < 750 else -0.6, 0.1 if feet < 750 else -0.7), key=fire.key, ambient=fire.ambient, level=0.55, rim=0.9, silhouette=0.35 if feet < 750 else 0.85)
        if n == 4:
            _fire(c, 640, 706)
        back = feet > 690
        pose = Pose(hip=0.09, legs=not back, thighs=(-62, 62), knees=(88, -88), arms=(-20, 20), elbows=(40, -40), lean=4 * lean * side, view="back" if back else "front")
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
        c.add(tone, as_array(0.6 * np.exp(-(((c.x - px) / (19 - 10 * t)) ** 2) - (((c.y - y + 26 + 64 * rng.random() * (1 - t * 0.5)) / (46 - 22 * t)) ** 2))))
    for _ in range(40):
        c.ellipse(x + rng.normal() * 60, y - 90 - 190 * rng.random(), 1.5, 1.5, "#ffb45c", opacity=0.8)


def bungalow() -> Picture:
    """A white bungalow with blue shutters under bougainvillea."""
    c = Canvas(960, 1280, seed=42)
    c.sky([(0, "#2f84c8"), (1, "#bcdcee")], horizon=0.6, clouds=0.25)
    c.palm(120, 1040, tall=760, lean=-0.08, tint="#29552f", lit="#8ab455", trunk="#7a624a")
    c.polygon([(230, 470), (960, 430), (960, 1010), (230, 1000)], "#f4eee2", shade=0.1)
    wall = noise(960, 1280, cell=90, seed=5)
    c.pixels = as_array(np.where(((c.x > 230) & (c.y > 440) & (c.y < 1010))[..., None], c.pixels * (0.94 + 0.1 * wall[..., None]), c.pixels))
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
                c.polygon([(left + 8, y + 8 + line * 14), (left + 54, y + 6 + line * 14), (left + 54, y + 11 + line * 14), (left + 8, y + 13 + line * 14)], "#2f6a8c", opacity=0.8)
    shade = blur(smooth(0.5, 0.62, noise(960, 1280, cell=150, seed=9, octaves=3, stretch=0.5)), 9)
    c.pixels = as_array(c.pixels * (1 - 0.16 * shade * ((c.x > 230) & (c.y > 500) & (c.y < 1000)))[..., None])
    c.leaves(90, 985, 190, 60, tints=["#24452a", "#6f9a4c"], count=700, size=12)
    c.polygon([(0, 1005), (960, 990), (960, 1280), (0, 1280)], "#d9bd97", shade=0.15, soft=2)
    c.pixels = as_array(np.where((c.y > 995)[..., None], c.pixels * (0.85 + 0.3 * noise(960, 1280, cell=46, seed=15, stretch=3)[..., None]), c.pixels))
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
        c.hills(0.5 + n * 0.075, rise=0.3 - n * 0.03, tint=("#a9bccb", "#8ea6b8", "#738fa3", "#5c7a8c", "#47656f", "#3a5550")[n], seed=20 + n, cell=520 - n * 40, rough=6,
                haze=0.55 - n * 0.06, haze_tint="#e5e3dc", texture=0.04)
    ridge = noise(1280, 8, cell=600, seed=500, octaves=5)[3]
    line = (0.9 - 0.2 * ridge) * 853
    mask = smooth(-1, 1, as_array(c.y - line[None, :]))
    turf = noise(1280, 853, cell=34, seed=8, octaves=6)
    c.blend(as_array(np.clip(colour("#3d4a2c") * (0.5 + 0.9 * turf[..., None]), 0, 1)), mask)
    light = Light(towards=(0.6, -0.6, 0.1), key="#fff0d0", ambient="#7f8c99", level=0.4, rim=0.5, silhouette=0.4)
    for x, tall, look, sway in ((430, 150, AN, 16), (530, 108, NOOR, 20), (612, 100, JULES, 14), (720, 164, WIM, 18)):
        feet = float(line[x]) + 6
        pack = ("#c2543d", "#e0a94a", "#4f86a0", "#37506b")[(x // 100) % 4]
        stand(c, x, feet, tall, look, Pose(view="side", thighs=(-sway, sway + 4), knees=(-12, -8), arms=(-24, 26), elbows=(24, 26), lean=6), light=light, cast=0.2)
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
        c.polygon([(x - wide, foot), (x - wide * 0.5, foot - tall), (x + wide * 0.5, foot - tall), (x + wide, foot)], "#6a4a38", shade=0.3)
        c.leaves(x, foot - tall, tall * 0.28, tall * 0.13, tints=["#2a4630", "#7c9c56"], count=int(200 + 900 * near), size=3 + 7 * near)
    stand(c, 590, 742, 262, Look(top="#c9564c", bottom="#2f4158", hair="#3b2a22"), Pose(thighs=(-5, 8), knees=(0, -10), arms=(-14, 16)), light=NOON)
    stand(c, 690, 746, 244, Look(top="#efe3cf", skirt=0.6, long_hair=True, hat="#ead29a"), Pose(thighs=(-7, 4), arms=(-18, 12)), light=NOON)
    return c.finish(warmth=0.25)


def shoulders() -> Picture:
    """A father with his daughter on his shoulders, arms wide, at sunset."""
    c = _evening_sea(45, 960, 1280, sun=0.36, shore=0.76)
    stand(c, 520, 1130, 560, SOFIANE, Pose(arms=(-14, 14), elbows=(150, -150), thighs=(-6, 6)), light=DUSK)
    stand(c, 520, 802, 330, LINA, Pose(hip=0.22, legs=False, arms=(-112, 112), elbows=(-8, 8)), light=DUSK, cast=0)
    return c.finish(warmth=0.6)


def concert() -> Picture:
    """An evening concert on the square: the stage glows, the crowd stands against it."""
    c = Canvas(1280, 853, seed=46)
    c.pixels = c.rows([(0, "#141a33"), (0.6, "#3a2c4a"), (1, "#150f18")])
    for x, tint in ((420, "#ff5c8a"), (640, "#ffd27a"), (860, "#5cb8ff")):
        beam = np.exp(-(((c.x - x - (c.y - 150) * (x - 640) / 500) / (20 + np.abs(c.y - 150) * 0.22)) ** 2)) * smooth(140, 170, c.y) * (1 - smooth(420, 640, c.y))
        c.add(tint, as_array(beam * 0.62))
        c.bokeh([(x, 150, 13, tint)], strength=1)
    c.polygon([(330, 470), (950, 470), (970, 520), (310, 520)], "#2a1d2c")
    light = Light(towards=(0, -0.7, 0.5), key="#ffd9a0", ambient="#5a4a6a", level=0.5, rim=0.5, silhouette=0.2)
    for x, top in ((520, "#e9e0d0"), (640, "#c2453f"), (770, "#3c5f7d")):
        stand(c, x, 474, 150, Look(top=top, bottom="#22252f", leg=1.9), Pose(view="front", arms=(-30, 24), elbows=(60, -76), thighs=(-10, 8)), light=light, cast=0)
    rng = np.random.default_rng(12)
    crowd = Light(towards=(0, -0.9, -0.5), key="#ff9f8a", ambient="#2a2233", level=0.2, rim=0.8, silhouette=0.95)
    for n in range(64):
        near = n / 63
        up = rng.random() < 0.24
        pose = Pose(arms=(-150, 148) if up else (-14, 14), elbows=(-14, 14), tilt=rng.normal() * 8)
        stand(c, rng.random() * 1300 - 10, 700 + near * 420, 210 + 190 * near, Look(long_hair=bool(rng.random() < 0.5), top="#6a5560", hat="#40343c" if rng.random() < 0.1 else None), pose, light=crowd, cast=0)
    return c.finish(bloom=0.5, vignette=0.35, grain=0.02)


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
        c.ellipse(270 + 770 * u, y + 8, 8, 20 + 30 * math.sin(math.pi * t), ("#e9e0cf", "#d8604f", "#e9e0cf", "#3f86a0")[(n // 4) % 4], light=0.3)
    for x0, x1 in ((262, 385), (1042, 925)):
        c.polygon([(x0, 560), (x1, 618), (x1, 621), (x0, 563)], "#7a6a55")
        c.polygon([(x0, 560), (x1, 655), (x1, 658), (x0, 563)], "#7a6a55", opacity=0.8)
    c.shadow(655, 800, 320, 18, 0.35)
    return c.finish(warmth=0.1)


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
        c.polygon([(360 + n * 36, 700), (364 + n * 36, 700), (484 + n * 30, 1080), (480 + n * 30, 1080)], "#8f5a2c", opacity=0.0)
    cone = smooth(1.0, 0.97, as_array(np.abs(c.x - 480) / np.maximum(120 * (1090 - c.y) / 390, 1))) * ((c.y > 700) & (c.y < 1088))
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
    c.polygon([(352, 1280), (376, 1090), (430, 1060), (545, 1040), (600, 1090), (590, 1280)], "#d29d78", shade=0.22, soft=7)
    return c.finish(warmth=0.25, bloom=0.3)


def paddle_boards() -> Picture:
    """Two stand-up paddlers on a bright bay."""
    c = Canvas(1280, 853, seed=49)
    c.sky([(0, "#4f9ad0"), (1, "#d9ebf2")], horizon=0.34, clouds=0.35)
    c.hills(0.345, rise=0.14, tint="#6d8a7c", seed=3, cell=300, haze=0.4, haze_tint="#d3e2e6")
    c.water(0.34, 1.0, [(0, "#2b7f9c"), (0.45, "#2f9fb0"), (1, "#5cc0bd")], swell=0.6, glint="#ffffff", glint_x=0.3, glint_width=0.3, glint_power=0.35)
    for x, feet, tall, look, board in ((500, 620, 270, Look(top="#e9b949", bottom="#2f4a5c", skin="#a8734e", hair="#1d1512", sleeve=0.3), "#f3efe6"),
                                       (850, 540, 210, Look(top="#d1495b", bottom="#23303c", leg=0.5, bun=True, sleeve=0.1), "#f0c15a")):
        c.shadow(x + 10, feet + 22, tall * 0.6, 16, 0.4)
        c.ellipse(x, feet + 6, tall * 0.56, tall * 0.055, board, light=0.3)
        c.ellipse(x, feet + 2, tall * 0.38, tall * 0.022, "#4f9aa8", opacity=0.8)
        stand(c, x, feet + 4, tall, look, Pose(arms=(34, 62), elbows=(14, -22), thighs=(-9, 9)), light=NOON, cast=0.15)
        c.polygon([(x + tall * 0.14, feet - tall * 0.66), (x + tall * 0.165, feet - tall * 0.66), (x + tall * 0.37, feet + tall * 0.1), (x + tall * 0.345, feet + tall * 0.1)], "#33363b", soft=0.8)
    return c.finish(warmth=0.05)


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
            c.ellipse(x + 150 * t * math.cos(turn), y + 150 * t * math.sin(turn) + 90 * t * t, 26, 40 - 52 * abs(t), mix(rgb("#c9853f"), rgb("#8a4f20"), 0.5 * (step % 2)), turn=turn, light=0.35)
    plate(770, 700, 170, "#e9eef0")
    fruit = ("#d8344a", "#e9683f", "#f2b33b", "#7fae4e", "#5a2f5f", "#d8344a", "#f4d35e")
    rng = np.random.default_rng(4)
    for n in range(46):
        angle, far = rng.random() * math.tau, rng.random() ** 0.5 * 112
        r = 15 + 14 * rng.random()
        c.ellipse(770 + math.cos(angle) * far, 700 + math.sin(angle) * far, r, r * 0.9, fruit[n % 7], light=0.4)
        c.ellipse(770 + math.cos(angle) * far - r * 0.3, 700 + math.sin(angle) * far - r * 0.35, r * 0.25, r * 0.16, "#ffffff", opacity=0.5, soft=3)
    for x, y, r in ((760, 260, 110), (350, 820, 96)):
        c.shadow(x + 14, y + 16, r * 1.2, r * 1.2, 0.45)
        c.ellipse(x, y, r * 1.25, r * 1.25, "#f3efe6", light=0.08)
        c.ellipse(x, y, r * 0.8, r * 0.8, "#ffffff", light=-0.1)
        c.ellipse(x, y, r * 0.7, r * 0.7, "#7a4a2a", light=0.2)
        swirl = np.sin(np.arctan2(c.y - y, c.x - x) * 3 + np.hypot(c.x - x, c.y - y) / 9)
        c.blend("#e9d2ae", as_array(smooth(0.2, 0.8, as_array(swirl)) * (1 - smooth(r * 0.4, r * 0.62, as_array(np.hypot(c.x - x, c.y - y)))) * 0.85))
        c.polygon([(x + r * 1.05, y - 12), (x + r * 1.5, y - 10), (x + r * 1.5, y + 10), (x + r * 1.05, y + 12)], "#f3efe6", soft=2)
    c.shadow(558, 902, 70, 70, 0.4)
    c.ellipse(548, 892, 60, 60, "#f29a2e", light=0.25)
    c.ellipse(548, 892, 48, 48, "#f7b955", light=0.1)
    c.leaves(70, 90, 170, 130, tints=["#27472a", "#8ab060"], count=260, size=26)
    sunlight = smooth(0.46, 0.6, noise(1080, 1080, cell=330, seed=21, octaves=3))
    c.pixels = as_array(np.clip(c.pixels * (0.8 + 0.34 * sunlight)[..., None], 0, 1))
    return c.finish(warmth=0.3, vignette=0.28)


def starry_bungalows() -> Picture:
    """Lit bungalows under the Milky Way."""
    c = Canvas(1280, 853, seed=51)
    c.sky([(0, "#070d20"), (0.6, "#14224a"), (1, "#3d4668")], horizon=0.72)
    band = np.exp(-(((c.y - 0.2 * c.x - 120) / 130) ** 2))
    c.add("#8f9ad0", as_array(band * noise(1280, 853, cell=170, seed=2, octaves=6) ** 1.6 * 0.6))
    c.stars(horizon=0.7, count=1900)
    c.hills(0.73, rise=0.16, tint="#111a2c", seed=6, cell=420)
    for n in range(40):
        c.pine(n * 34 + 12 * math.sin(n * 3), 650 + 8 * math.sin(n), tall=70 + 60 * abs(math.sin(n * 1.3)), tint="#0d1518", lit="#1a2830")
    c.polygon([(0, 640), (1280, 625), (1280, 853), (0, 853)], "#131a1c", soft=6)
    for x, s in ((190, 1.15), (560, 0.95), (900, 1.05), (1160, 0.8)):
        y = 700
        c.polygon([(x - 90 * s, y), (x - 90 * s, y - 72 * s), (x + 90 * s, y - 72 * s), (x + 90 * s, y)], "#3a3338", shade=-0.2)
        c.polygon([(x - 112 * s, y - 66 * s), (x, y - 128 * s), (x + 112 * s, y - 66 * s)], "#221d24", soft=0.8)
        for dx in (-46, 30):
            c.polygon([(x + dx * s, y - 52 * s), (x + (dx + 30) * s, y - 52 * s), (x + (dx + 30) * s, y - 18 * s), (x + dx * s, y - 18 * s)], "#ffcf7a")
        c.add("#ff9f45", as_array(0.5 * np.exp(-(((c.x - x) / (120 * s)) ** 2) - (((c.y - y - 12) / (46 * s)) ** 2))))
    c.bokeh([(60 + n * 62, 770 + 26 * math.sin(n * 1.2), 4, "#ffd28a") for n in range(20)], strength=0.8)
    return c.finish(bloom=0.5, vignette=0.3, grain=0.02)


def kids_club() -> Picture:
    """Two children and a host painting at a table in the shade."""
    c = Canvas(1280, 853, seed=52)
    c.pixels = c.rows([(0, "#a9cfa0"), (0.6, "#dfe9c9"), (1, "#cdb891")])
    rng = np.random.default_rng(7)
    c.bokeh([(rng.random() * 1280, rng.random() * 420, 18 + rng.random() * 44, str(rng.choice(["#f4f7d0", "#8fbf73", "#c8e0a0", "#fff3c0"]))) for _ in range(46)], strength=0.4)
    c.pixels = blur(c.pixels, 5)
    stand(c, 640, 880, 640, Look(top="#d9533f", bottom="#2f4158", long_hair=True, hair="#4a2f20", sleeve=0.6), Pose(view="front", arms=(-24, 22), elbows=(40, -60), tilt=-4), light=SHADE, cast=0)
    stand(c, 360, 850, 470, replace_look(NOOR), Pose(view="front", arms=(-20, 26), elbows=(40, -70), tilt=6), light=SHADE, cast=0)
    stand(c, 930, 850, 440, replace_look(JULES), Pose(view="front", arms=(-26, 20), elbows=(66, -40), tilt=-6), light=SHADE, cast=0)
    c.polygon([(60, 640), (1220, 640), (1280, 853), (0, 853)], "#e8d9bd", shade=0.16, soft=1.5)
    for n, (x, y) in enumerate(((330, 730), (640, 760), (960, 728))):
        c.shadow(x, y + 10, 130, 30, 0.25)
        c.polygon([(x - 120, y - 34), (x + 110, y - 40), (x + 136, y + 40), (x - 140, y + 46)], "#fffdf7")
        for k in range(9):
            c.ellipse(x - 70 + 18 * k, y - 8 + 22 * math.sin(k * 1.3 + n), 17, 10, ("#e2574c", "#4f9ad0", "#e9b949", "#6fae5a")[(k + n) % 4], opacity=0.85, soft=3)
    for n, tint in enumerate(("#e2574c", "#4f9ad0", "#e9b949", "#6fae5a", "#a77cc0")):
        x = 470 + n * 82
        c.ellipse(x, 690, 22, 9, "#ffffff")
        c.polygon([(x - 22, 690), (x - 18, 722), (x + 18, 722), (x + 22, 690)], "#f3efe6", shade=0.2)
        c.ellipse(x, 690, 17, 6, tint)
    return c.finish(warmth=0.25)


def replace_look(look: Look) -> Look:
    """The same child in a paint-proof smock."""
    return Look(child=True, top="#f1ede2", bottom=look.bottom, hair=look.hair, long_hair=look.long_hair, sleeve=1.6)


def regatta() -> Picture:
    """White sails leaning in the wind, seen from the shore."""
    c = Canvas(1280, 853, seed=53)
    c.sky([(0, "#5f9fd0"), (1, "#e4eef0")], horizon=0.46, clouds=0.6, cell=200)
    c.hills(0.465, rise=0.08, tint="#8fa5b5", seed=4, cell=500, haze=0.4, haze_tint="#e0e9ec")
    c.water(0.46, 1.0, [(0, "#3f7f9f"), (0.5, "#2b6f8f"), (1, "#1f566f")], swell=1.0, glint="#ffffff", glint_x=0.6, glint_width=0.4, glint_power=0.3)
    for x, y, s, tint in ((300, 470, 0.5, "#f4f1ea"), (470, 500, 0.75, "#f4f1ea"), (640, 482, 0.55, "#e2574c"), (830, 560, 1.25, "#fbf8f1"), (1080, 510, 0.8, "#f4f1ea")):
        c.shadow(x, y + 16 * s, 90 * s, 12 * s, 0.4)
        c.polygon([(x - 4 * s, y - 8 * s), (x + 26 * s, y - 250 * s), (x + 92 * s, y - 14 * s)], tint, shade=0.16, soft=0.7)
        c.polygon([(x - 12 * s, y - 10 * s), (x + 20 * s, y - 220 * s), (x - 72 * s, y - 16 * s)], mix(rgb(tint), (0.6, 0.7, 0.8), 0.25), shade=0.1, soft=0.7)
        c.polygon([(x - 90 * s, y - 12 * s), (x + 100 * s, y - 10 * s), (x + 78 * s, y + 12 * s), (x - 66 * s, y + 12 * s)], "#f7f5f0", shade=0.45, soft=0.7)
        c.polygon([(x - 82 * s, y - 2 * s), (x + 92 * s, y), (x + 90 * s, y + 4 * s), (x - 78 * s, y + 3 * s)], "#2f5a78")
    return c.finish()


def friends_jump() -> Picture:
    """Three teenagers with their arms in the air on the beach at sunset."""
    c = _evening_sea(54, 1200, 900, sun=0.5, shore=0.74)
    for x, feet, look, arms in ((400, 770, Look(top="#d9725e", bottom="#e7e0d2", leg=0.55, long_hair=True), (-150, 138)), (590, 742, Look(top="#3f7d8c", bottom="#2c3440"), (-132, 150)),
                                (790, 768, Look(top="#e9c46a", bottom="#48607a", leg=0.6, bun=True), (-146, 132))):
        stand(c, x, feet, 330, look, Pose(thighs=(-15, 14), knees=(16, -22), arms=arms, elbows=(-12, 12)), light=DUSK, cast=0.3)
    return c.finish(warmth=0.6)


def wave(phase: float, width: int = 960, height: int = 720) -> Picture:
    """One frame of the swell at the beach; ``phase`` 0–1 is where the wave stands."""
    c = Canvas(width, height, seed=55)
    reach = 0.6 + 0.05 * math.sin(phase * math.tau)
    c.sky([(0, "#4f95cc"), (1, "#dcecf2")], horizon=0.38, clouds=0.35)
    c.hills(0.384, rise=0.05, tint="#86a2b0", seed=3, cell=400)
    c.water(0.38, reach + 0.03, [(0, "#2f7f9f"), (0.6, "#4fb0b8"), (1, "#a8dccf")], swell=0.5 + 0.1 * math.sin(phase * math.tau))
    c.sand(reach, tint="#e6d2aa", wet="#ac9168")
    return c.finish(grain=0.006)


SCENES: dict[str, Callable[[], Picture]] = {
    "family_sunset": family_sunset, "family_sunset_burst": lambda: family_sunset(1), "sandcastle": sandcastle,
    "running_in_waves": running_in_waves, "jetty_couple": jetty_couple, "table_under_lights": table_under_lights,
    "selfie_pool": selfie_pool, "selfie_couple": selfie_couple, "pool_parasols": pool_parasols, "kayak_dawn": kayak_dawn,
    "yoga_sunrise": yoga_sunrise, "campfire": campfire, "bungalow": bungalow, "ridge_hikers": ridge_hikers,
    "pine_walk": pine_walk, "shoulders": shoulders, "concert": concert, "hammock": hammock, "ice_cream": ice_cream,
    "paddle_boards": paddle_boards, "breakfast": breakfast, "starry_bungalows": starry_bungalows, "kids_club": kids_club,
    "regatta": regatta, "friends_jump": friends_jump, "wave": lambda: wave(0.1),
}
