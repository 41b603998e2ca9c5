"""People for the painted scenes: limbs as distance fields, shaded as if they were round.

A figure is three layers (body, arms, hair) of tapered limbs. Within a layer the limbs melt into each other; every
limb carries its colours along its length, so that a sleeve or a hem is a line across a limb and not a shape of its
own. The distance to the outline stands in for thickness, which gives a normal, and so light and shade.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from canvas import Canvas
from paint import Array, Colour, as_array, blur, colour, mix, rgb, smooth

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light comes from (x right, y down, z towards the eye) and how much of it."""

    towards: tuple[float, float, float] = (-0.55, -0.65, 0.6)
    key: str = "#fff2dc"
    ambient: str = "#9fb0c6"
    level: float = 0.5
    rim: float = 0.22
    silhouette: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """Clothes, hair and build of one figure; ``sleeve`` 0–2 (elbow is 1), ``leg`` 0–2 (knee is 1)."""

    skin: str = "#d9a582"
    hair: str = "#3b2a22"
    top: str = "#e9e4da"
    bottom: str = "#46617f"
    shoes: str | None = None
    sleeve: float = 0.6
    leg: float = 0.85
    skirt: float = 0.0
    hat: str | None = None
    long_hair: bool = False
    bun: bool = False
    child: bool = False
    girth: float = 1.0


@dataclass(frozen=True, slots=True)
class Pose:
    """Angles in degrees; 0 hangs down, positive swings to the right of the picture."""

    lean: float = 0.0
    thighs: tuple[float, float] = (-4, 4)
    knees: tuple[float, float] = (1, -1)
    arms: tuple[float, float] = (-12, 12)
    elbows: tuple[float, float] = (4, -4)
    hip: float | None = None
    view: str = "back"
    tilt: float = 0.0
    arms_behind: bool = False
    legs: bool = True


@dataclass(slots=True)
class Limb:
    """A tapered stick with round ends (pixels); ``bands`` are (from, colour) along it; ``cut`` flattens its end."""

    a: Point
    b: Point
    ra: float
    rb: float
    bands: list[tuple[float, str]]
    cut: bool = False


@dataclass(slots=True)
class Layer:
    """Limbs that melt into one outline."""

    limbs: list[Limb] = field(default_factory=list)
    melt: float = 0.012


def swing(start: Point, angle: float, length: float) -> Point:
    """Walk from a joint along an angle."""
    turn = math.radians(angle)
    return start[0] + math.sin(turn) * length, start[1] + math.cos(turn) * length


def between(a: Point, b: Point, t: float) -> Point:
    """A point on the way from ``a`` to ``b``."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def joints(x: float, feet: float, tall: float, look: Look, pose: Pose) -> tuple[Point, Point, Point, float]:
    """Find hip, neck and middle of the head, and the head's half height."""
    head = tall * (0.086 if look.child else 0.069) * (1.22 if pose.view == "front" else 1)
    leg = tall * (0.43 if look.child else 0.475)
    hip = (x, feet - (pose.hip * tall if pose.hip is not None else leg))
    neck = swing(hip, 180 - pose.lean, tall * (0.315 if look.child else 0.345))
    return hip, neck, swing(neck, 180 - pose.lean + pose.tilt, head * 1.28), head


def _legs(hip: Point, s: float, look: Look, pose: Pose) -> list[Limb]:
    leg = s * (0.43 if look.child else 0.475)
    limbs: list[Limb] = []
    girth = s * 0.05 * look.girth * (0.88 if look.child else 1)
    spread = 0.16 if pose.view == "side" else 0.92
    for i, side in ((0, -1), (1, 1)):
        start = (hip[0] + side * girth * spread, hip[1])
        knee = swing(start, pose.thighs[i], leg * 0.5)
        ankle = swing(knee, pose.thighs[i] + pose.knees[i], leg * 0.46)
        calf = between(knee, ankle, 0.32)
        upper = [(0.0, look.top if look.skirt else look.bottom)] + ([(look.leg, look.skin)] if look.leg < 1 else [])
        lower = [(0.0, look.bottom), (look.leg - 1, look.skin)] if look.leg > 1 else [(0.0, look.skin)]
        limbs += [
            Limb(start, knee, girth * 1.06, girth * 0.68, upper),
            Limb(knee, calf, girth * 0.66, girth * 0.7, lower),
            Limb(calf, ankle, girth * 0.7, girth * 0.4, lower if look.leg > 1.5 else [(0.0, look.skin)]),
        ]
        toe = s * 0.055 if pose.view == "side" else s * 0.016 * side
        limbs.append(
            Limb(
                (ankle[0], ankle[1] + s * 0.008),
                (ankle[0] + toe, ankle[1] + s * 0.017),
                girth * 0.42,
                girth * 0.36,
                [(0.0, look.shoes or look.skin)],
            )
        )
    return limbs


def _body(hip: Point, neck: Point, centre: Point, head: float, s: float, look: Look, pose: Pose) -> Layer:
    wide = s * (0.082 if look.child else 0.098) * look.girth * (0.55 if pose.view == "side" else 1)
    waist, chest = between(hip, neck, 0.36), between(hip, neck, 0.74)
    cloth = [(0.0, look.top)]
    limbs = _legs(hip, s, look, pose) if pose.legs else []
    below = look.top if look.skirt else look.bottom
    limbs += [
        Limb((hip[0] - wide * 0.36, hip[1]), (hip[0] + wide * 0.36, hip[1]), wide * 0.6, wide * 0.6, [(0.0, below)]),
        Limb(hip, waist, wide * 0.86, wide * 0.76, [(0.0, below), (0.28, look.top)]),
        Limb(waist, chest, wide * 0.76, wide * 0.88, cloth),
        Limb(
            (chest[0] - wide * 0.8, chest[1] - s * 0.024),
            (chest[0] + wide * 0.8, chest[1] - s * 0.024),
            s * 0.04,
            s * 0.04,
            cloth,
        ),
        Limb(
            (chest[0] - wide * 0.5, chest[1] - s * 0.05),
            (chest[0] + wide * 0.5, chest[1] - s * 0.05),
            s * 0.03,
            s * 0.03,
            cloth,
        ),
        Limb(between(neck, hip, 0.06), centre, head * 0.5, head * 0.44, [(0.0, look.skin)]),
        Limb(
            (centre[0], centre[1] - head * 0.3),
            (centre[0], centre[1] + head * 0.36),
            head * 0.84,
            head * 0.64,
            [(0.0, look.skin)],
        ),
    ]
    if not pose.legs:
        limbs.append(
            Limb(
                (hip[0] - wide * 0.5, hip[1] + wide * 0.25),
                (hip[0] + wide * 0.5, hip[1] + wide * 0.25),
                wide * 0.66,
                wide * 0.66,
                [(0.0, below)],
            )
        )
    elif look.skirt:
        lean = sum(pose.thighs) / 2
        hem = swing(hip, lean, s * 0.475 * look.skirt)
        limbs.append(Limb(between(hip, neck, 0.2), hem, wide * 0.8, wide * (0.95 + 0.42 * look.skirt), cloth, cut=True))
    return Layer(limbs)


def _arms(hip: Point, neck: Point, s: float, look: Look, pose: Pose) -> Layer:
    wide = s * (0.082 if look.child else 0.098) * look.girth * (0.2 if pose.view == "side" else 1)
    chest = between(hip, neck, 0.74)
    arm = s * (0.15 if look.child else 0.165)
    girth = s * 0.0285 * look.girth * (0.9 if look.child else 1)
    limbs: list[Limb] = []
    for i, side in ((0, -1), (1, 1)):
        shoulder = (chest[0] + side * wide * 0.95, chest[1] - s * 0.03)
        elbow = swing(shoulder, pose.arms[i], arm)
        turn = pose.arms[i] + pose.elbows[i]
        wrist = swing(elbow, turn, arm * 0.94)
        palm = swing(wrist, turn, arm * 0.2)
        upper = [(0.0, look.top)] + ([(look.sleeve, look.skin)] if look.sleeve < 1 else [])
        lower = [(0.0, look.top), (look.sleeve - 1, look.skin)] if look.sleeve > 1 else [(0.0, look.skin)]
        limbs += [
            Limb(shoulder, elbow, girth * 1.18, girth * 0.82, upper if look.sleeve else [(0.0, look.skin)]),
            Limb(elbow, wrist, girth * 0.84, girth * 0.54, lower),
            Limb(wrist, palm, girth * 0.6, girth * 0.56, [(0.0, look.skin)]),
        ]
    return Layer(limbs, melt=0.006)


def _hair(centre: Point, head: float, look: Look, pose: Pose) -> Layer:
    x, y = centre
    tone = [(0.0, look.hair)]
    limbs: list[Limb] = []
    if pose.view == "back":
        limbs.append(Limb((x, y - head * 0.3), (x, y + head * 0.3), head * 0.86, head * 0.66, tone))
        if look.long_hair:
            limbs.append(Limb((x, y), (x, y + head * 1.5), head * 0.78, head * 0.6, tone))
    else:
        back = -head * 0.26 if pose.view == "side" else 0.0
        crown = head * 0.5
        top = y - head * (0.8 if pose.view == "front" else 0.68)
        limbs.append(Limb((x - head * 0.34 + back, top), (x + head * 0.34 + back * 0.4, top), crown, crown, tone))
        reach, thick, low = (0.8, 0.2, 1.15) if look.long_hair else (0.76, 0.1, -0.12)
        for side in (-1, 1):
            upper, lower = (
                (x + side * head * 0.66 + back, y - head * 0.62),
                (x + side * head * reach + back, y + head * low),
            )
            limbs.append(Limb(upper, lower, head * 0.2, head * thick, tone))
    if look.bun:
        limbs.append(Limb((x, y - head * 1.25), (x, y - head * 1.3), head * 0.4, head * 0.4, tone))
    if look.hat:
        straw = [(0.0, look.hat)]
        limbs.append(
            Limb((x - head * 1.3, y - head * 0.48), (x + head * 1.3, y - head * 0.48), head * 0.16, head * 0.16, straw)
        )
        limbs.append(
            Limb((x - head * 0.3, y - head * 0.85), (x + head * 0.3, y - head * 0.85), head * 0.52, head * 0.52, straw)
        )
    return Layer(limbs)


def stand(
    canvas: Canvas,
    x: float,
    feet: float,
    tall: float,
    look: Look,
    pose: Pose | None = None,
    *,
    light: Light | None = None,
    cast: float = 0.45,
    soft: float = 0.9,
) -> None:
    """Put a figure on the canvas: its shadow, then its layers from back to front."""
    pose, light = pose or Pose(), light or Light()
    if cast:
        canvas.shadow(x, feet, tall * 0.17, tall * 0.022, cast)
        canvas.shadow(x - light.towards[0] * tall * 0.3, feet + tall * 0.02, tall * 0.34, tall * 0.02, cast * 0.6)
    hip, neck, centre, head = joints(x, feet, tall, look, pose)
    layers = [
        _body(hip, neck, centre, head, tall, look, pose),
        _arms(hip, neck, tall, look, pose),
        _hair(centre, head, look, pose),
    ]
    if pose.arms_behind:
        layers = [layers[1], layers[0], layers[2]]
    for number, layer in enumerate(layers):
        draw(canvas, layer, tall, light, soft=soft)
        if number == 1 and pose.view == "front" and light.silhouette < 0.5:
            _face(canvas, centre, head, look)


def _nearest(x: Array, y: Array, layer: Layer, melt: float, soft: float) -> tuple[Array, Array]:
    """Signed distance to the outline (pixels, negative inside) and the colour of the limb that is nearest."""
    total = np.full(x.shape, 1e9, np.float32)
    best = np.full(x.shape, 1e9, np.float32)
    paint = np.zeros((*x.shape, 3), np.float32)
    for limb in layer.limbs:
        (ax, ay), bx, by = limb.a, limb.b[0] - limb.a[0], limb.b[1] - limb.a[1]
        run = math.hypot(bx, by) or 1e-3
        along = ((x - ax) * bx + (y - ay) * by) / run
        t = np.clip(along / run, 0, 1)
        d = np.hypot(x - ax - t * bx, y - ay - t * by) - (limb.ra + (limb.rb - limb.ra) * t)
        if limb.cut:
            d = np.maximum(d, along - run)
        tone = np.broadcast_to(colour(limb.bands[0][1]), paint.shape)
        for start, code in limb.bands[1:]:
            edge = smooth(start * run - soft, start * run + soft, as_array(along))[..., None]
            tone = tone * (1 - edge) + colour(code) * edge
        near = (1 - smooth(-soft * 1.5, soft * 1.5, as_array(d - best)))[..., None]
        paint = as_array(paint * (1 - near) + tone * near)
        best = as_array(np.minimum(best, d))
        h = np.clip(0.5 + 0.5 * (total - d) / melt, 0, 1)
        total = as_array(total * (1 - h) + d * h - melt * h * (1 - h))
    return total, paint


def draw(canvas: Canvas, layer: Layer, tall: float, light: Light, *, soft: float = 0.9) -> None:
    """Shade one layer as if it were round and lay it over the canvas."""
    reach = max(max(limb.ra, limb.rb) for limb in layer.limbs) + 4 + soft
    xs = [p[0] for limb in layer.limbs for p in (limb.a, limb.b)]
    ys = [p[1] for limb in layer.limbs for p in (limb.a, limb.b)]
    left, right = max(int(min(xs) - reach), 0), min(int(max(xs) + reach) + 1, canvas.width)
    top, bottom = max(int(min(ys) - reach), 0), min(int(max(ys) + reach) + 1, canvas.height)
    if left >= right - 2 or top >= bottom - 2:
        return
    box = (slice(top, bottom), slice(left, right))
    d, base = _nearest(canvas.x[box], canvas.y[box], layer, max(layer.melt * tall, 0.5), soft)
    mask = (1 - smooth(-soft, soft, d))[..., None]
    round_at = tall * 0.042
    nz = np.sqrt(np.clip((lambda q: q * (2 - q))(np.clip(-d / round_at, 0, 1)), 0, 1))
    gy, gx = np.gradient(blur(d, max(tall / 120, 0.7)))
    length = np.hypot(gx, gy) + 1e-3
    flat = np.sqrt(np.clip(1 - nz * nz, 0, 1)) * np.clip(length, 0, 1)
    nx, ny = gx / length * flat, gy / length * flat
    size = math.sqrt(sum(part * part for part in light.towards))
    lx, ly, lz = (part / size for part in light.towards)
    diffuse = np.clip(nx * lx + ny * ly + nz * max(lz, 0), 0, 1)
    rim = np.clip(nx * lx + ny * ly, 0, 1) ** 1.5 * flat**2
    lit = base * (
        colour(light.ambient) * (1.05 - light.level)
        + colour(light.key) * (diffuse * (0.25 + light.level * 1.2))[..., None]
    )
    dark = base * colour(light.ambient) * 0.26
    shaded = lit * (1 - light.silhouette) + dark * light.silhouette
    shaded = shaded + colour(light.key) * (rim * light.rim)[..., None]
    canvas.pixels[box] = as_array(canvas.pixels[box] * (1 - mask) + np.clip(shaded, 0, 1) * mask)


def _face(canvas: Canvas, centre: Point, head: float, look: Look) -> None:
    """Give a front view its eyes, cheeks and smile."""
    x, y = centre
    dark: Colour = mix(rgb(look.skin), (0.1, 0.04, 0.03), 0.8)
    for side in (-1, 1):
        canvas.ellipse(x + side * head * 0.27, y + head * 0.02, head * 0.06, head * 0.08, dark)
        canvas.ellipse(
            x + side * head * 0.38,
            y + head * 0.3,
            head * 0.16,
            head * 0.11,
            mix(rgb(look.skin), (0.9, 0.35, 0.3), 0.5),
            soft=head * 0.1,
            opacity=0.4,
        )
        for step in range(7):
            t = step / 6
            canvas.ellipse(
                x + side * head * 0.2 * t,
                y + head * (0.52 - 0.09 * t * t),
                head * 0.035,
                head * 0.03,
                dark,
                opacity=0.8,
            )
