"""A small painter: skies, water, sand and trees as light on arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from paint import Array, Colour, as_array, blur, colour, mix, noise, rgb, smooth


class Canvas:
    """One picture in the making."""

    def __init__(self, width: int, height: int, *, seed: int) -> None:
        self.width, self.height, self.seed = width, height, seed
        self.pixels: Array = np.zeros((height, width, 3), np.float32)
        grid = np.mgrid[0:height, 0:width].astype(np.float32)
        self.y: Array = grid[0]
        self.x: Array = grid[1]

    def blend(self, tint: Array | Colour | str, mask: Array) -> None:
        """Lay a colour (or a picture) over the canvas where ``mask`` (height, width) says."""
        layer = colour(tint) if isinstance(tint, (str, tuple)) else tint
        alpha = mask[..., None] if mask.ndim == 2 else mask
        self.pixels = as_array(self.pixels * (1 - alpha) + layer * alpha)

    def add(self, tint: Colour | str, mask: Array) -> None:
        """Add light, as a second exposure on the same film (screen)."""
        self.pixels = as_array(1 - (1 - self.pixels) * (1 - colour(tint) * mask[..., None]))

    def rows(self, stops: Sequence[tuple[float, str]], top: float = 0.0, bottom: float = 1.0) -> Array:
        """Make a vertical gradient through ``stops`` between two heights given as fractions."""
        t = (self.y[:, :1] / self.height - top) / max(bottom - top, 1e-6)
        places = [place for place, _ in stops]
        bands = [np.interp(t, places, [rgb(code)[channel] for _, code in stops]) for channel in range(3)]
        return as_array(np.repeat(np.stack(bands, axis=-1), self.width, axis=1))

    # ------------------------------------------------------------------ air
    def sky(
        self,
        stops: Sequence[tuple[float, str]],
        *,
        horizon: float,
        clouds: float = 0.0,
        cloud: str = "#ffffff",
        cell: float = 260,
    ) -> None:
        """Paint the air down to ``horizon`` (fraction of the height), with drifting clouds."""
        self.pixels = self.rows(stops, 0, horizon)
        if clouds:
            veil = noise(self.width, self.height, cell=cell, seed=self.seed + 1, octaves=6, stretch=2.8)
            mask = smooth(0.62 - clouds * 0.3, 0.95 - clouds * 0.2, veil)
            lower = 1 - smooth(horizon * self.height * 0.65, horizon * self.height, self.y) * 0.6
            shade = noise(self.width, self.height, cell=cell / 3, seed=self.seed + 2, octaves=4, stretch=2.8)
            tint = colour(cloud) * (0.86 + 0.2 * shade[..., None])
            self.blend(as_array(np.clip(tint, 0, 1)), as_array(mask * lower * 0.85))

    def sun(
        self, x: float, y: float, *, radius: float, tint: str = "#fff3cf", glow: str = "#ffb35c", strength: float = 0.8
    ) -> None:
        """Hang the sun (fractions of the picture) with its halo."""
        far = np.hypot(self.x - x * self.width, self.y - y * self.height)
        self.add(glow, as_array(strength * np.exp(-far / (radius * 9))))
        self.add(glow, as_array(strength * 0.8 * np.exp(-((far / (radius * 3.2)) ** 2))))
        self.add(tint, as_array(1 - smooth(radius * 0.86, radius * 1.1, as_array(far))))

    def stars(self, *, horizon: float, count: int) -> None:
        """Scatter stars above ``horizon``."""
        rng = np.random.default_rng(self.seed + 9)
        field = np.zeros((self.height, self.width), np.float32)
        for _ in range(count):
            x, y = int(rng.random() * self.width), int(rng.random() ** 1.3 * horizon * self.height)
            field[y, x] = 0.25 + 0.75 * rng.random() ** 4
        self.add("#e8efff", as_array(np.clip(field + blur(field, 1.1) * 5, 0, 1)))

    def hills(
        self,
        base: float,
        *,
        rise: float,
        tint: str,
        rough: int = 5,
        cell: float = 420,
        seed: int = 0,
        haze: float = 0.0,
        haze_tint: str = "#ffffff",
        softness: float = 1.2,
        texture: float = 0.05,
    ) -> None:
        """Draw a range of hills whose feet stand at ``base``; ``haze`` drowns the feet in air."""
        ridge = noise(self.width, 8, cell=cell, seed=self.seed * 7 + seed, octaves=rough)[3]
        line = (base - rise * (0.25 + ridge)) * self.height
        mask = smooth(-softness, softness, as_array(self.y - line[None, :]))
        grain = noise(self.width, self.height, cell=60, seed=self.seed + seed + 40, octaves=5)
        body = colour(tint) * (1 + texture * 4 * (grain[..., None] - 0.5))
        depth = np.clip((self.y - line[None, :]) / (rise * self.height + 1), 0, 1)[..., None] * haze
        self.blend(as_array(np.clip(body * (1 - depth) + colour(haze_tint) * depth, 0, 1)), mask)

    # ---------------------------------------------------------------- ground
    def plane(self, horizon: float, texture: Array, *, tall: float = 1.0, fine: float = 1.0) -> Array:
        """Lay a texture on the ground plane below ``horizon``; far away it shrinks as in life."""
        below = np.maximum(self.y - horizon * self.height, 0.6)
        depth = self.height * 60 / (below + 4)
        u = (self.x - self.width / 2) * depth / 900 * fine + texture.shape[1] / 2
        v = depth * tall * 2.2 * fine
        return as_array(cv2.remap(texture, as_array(u), as_array(v), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP))

    def water(
        self,
        top: float,
        bottom: float,
        stops: Sequence[tuple[float, str]],
        *,
        swell: float = 0.5,
        glint: str = "#ffffff",
        glint_x: float | None = None,
        glint_power: float = 1.0,
        glint_width: float = 0.05,
    ) -> None:
        """Paint water between two heights, with waves and, at ``glint_x``, the path of the sun."""
        mask = smooth(top * self.height - 0.8, top * self.height + 0.8, self.y)
        mask = as_array(mask * (1 - smooth(bottom * self.height - 2, bottom * self.height + 2, self.y)))
        body = self.rows(stops, top, bottom)
        tile = noise(2048, 2048, cell=70, seed=self.seed + 3, octaves=6, stretch=3.4)
        near = np.clip((self.y / self.height - top - 0.1) / 0.3, 0, 1)
        waves = as_array(self.plane(top, tile) * (1 - 0.6 * near) + self.plane(top, tile, fine=4.3) * 0.6 * near)
        fade = np.clip((self.y / self.height - top) / 0.12, 0.15, 1)
        body = as_array(body * (1 + swell * fade[..., None] * (waves[..., None] - 0.5) * 1.5))
        self.blend(as_array(np.clip(body, 0, 1)), mask)
        if glint_x is not None:
            drop = (self.y / self.height - top) / max(bottom - top, 1e-6)
            wide = glint_width * self.width * (0.35 + 2.2 * np.clip(drop, 0, 1))
            path = np.exp(-(((self.x - glint_x * self.width) / wide) ** 2))
            sparks = smooth(0.52, 0.74, waves) * 0.9 + 0.25 * smooth(0.4, 0.8, waves)
            self.add(glint, as_array(np.clip(path * sparks * glint_power, 0, 1) * mask))

    def sand(
        self,
        shore: float,
        *,
        tint: str = "#dcc094",
        wet: str = "#8f7a60",
        slope: float = 0.03,
        foam: bool = True,
        light: Array | None = None,
    ) -> None:
        """Paint a beach from ``shore`` down: foam, wet sand, dry sand with footprints of the wind."""
        edge = noise(self.width, 4, cell=360, seed=self.seed + 5, octaves=4)[1]
        line = (shore + slope * (edge - 0.5) * 2) * self.height
        depth = (self.y - line[None, :]) / self.height
        grain = self.plane(shore - 0.12, noise(2048, 2048, cell=36, seed=self.seed + 6, octaves=5, stretch=1.8))
        fine = noise(self.width, self.height, cell=5, seed=self.seed + 7, octaves=2)
        dry = colour(tint) * (0.86 + 0.24 * grain[..., None] + 0.06 * fine[..., None])
        dampness = 1 - smooth(0.0, 0.075, as_array(depth))
        body = dry * (1 - dampness[..., None]) + (0.55 * colour(wet) + 0.45 * self.pixels) * dampness[..., None]
        if light is not None:
            body = body * light[..., None]
        self.blend(as_array(np.clip(body, 0, 1)), smooth(-0.002, 0.003, as_array(depth)))
        if foam:
            lace = noise(self.width, self.height, cell=30, seed=self.seed + 8, octaves=5, stretch=2.6)
            for place, width, power in ((-0.004, 0.008, 0.9), (-0.032, 0.006, 0.5), (-0.055, 0.004, 0.35)):
                crest = np.exp(-(((depth - place) / width) ** 2)) * smooth(0.35, 0.62, lace)
                self.blend("#fbf7ee", as_array(np.clip(crest * power, 0, 1)))

    def grass(self, top: float, *, tints: Sequence[str], blades: int = 5200, tall: float = 34) -> None:
        """Grow a meadow from ``top`` down, blades bigger towards the eye."""
        rng = np.random.default_rng(self.seed + 11)
        ground = self.rows([(0, tints[0]), (1, tints[-1])], top, 1)
        wave = noise(self.width, self.height, cell=160, seed=self.seed + 12, octaves=5, stretch=2.4)
        body = as_array(np.clip(ground * (0.72 + 0.5 * wave[..., None]), 0, 1))
        self.blend(body, smooth(top * self.height - 2, top * self.height + 3, self.y))
        layer = np.ascontiguousarray(self.pixels)
        for near in np.sort(rng.random(blades)):
            x = rng.random() * self.width
            y = (top + near**1.5 * (1.04 - top)) * self.height
            size = tall * (0.18 + near**1.6) * (0.6 + 0.8 * rng.random())
            tint = mix(rgb(tints[int(rng.integers(len(tints)))]), (1, 1, 0.7), 0.18 * rng.random())
            tip = (int(x + rng.normal() * size * 0.35), int(y - size))
            cv2.line(layer, (int(x), int(y)), tip, tint, 1 if near < 0.75 else 2, cv2.LINE_AA)
        self.pixels = as_array(layer)

    # ---------------------------------------------------------------- things
    def leaves(
        self,
        x: float,
        y: float,
        wide: float,
        tall: float,
        *,
        tints: Sequence[str],
        count: int,
        size: float,
        light: float = -0.6,
        flower: str | None = None,
    ) -> None:
        """Draw a bush or a crown: dabs from dark inside to lit outside (pixels)."""
        rng = np.random.default_rng(self.seed + abs(int(x * 3 + y * 7)))
        layer = np.ascontiguousarray(self.pixels)
        for step in range(count):
            angle, far = rng.random() * math.tau, rng.random() ** 0.55
            px, py = math.cos(angle) * far, math.sin(angle) * far
            lit = np.clip(0.5 + 0.36 * (px * light - py) + 0.16 * rng.normal() + 0.25 * (step / count - 0.5), 0, 1)
            tint = mix(rgb(tints[0]), rgb(tints[-1]), float(lit))
            if flower and step > count * 0.55 and rng.random() < 0.42:
                tint = mix(rgb(flower), (1, 1, 1), 0.3 * rng.random() * float(lit))
                tint = mix((0.1, 0.05, 0.1), tint, 0.55 + 0.45 * float(lit))
            span = size * (0.6 + 0.8 * rng.random())
            cv2.ellipse(
                layer,
                (int(x + px * wide), int(y + py * tall)),
                (int(span) + 1, int(span * 0.55) + 1),
                float(rng.random() * 180),
                0,
                360,
                tint,
                -1,
                cv2.LINE_AA,
            )
        self.pixels = as_array(layer)

    def palm(
        self,
        x: float,
        foot: float,
        *,
        tall: float,
        lean: float,
        tint: str = "#1d2a22",
        lit: str = "#5a7d46",
        trunk: str = "#4a3b2e",
    ) -> None:
        """Plant a palm (pixels): a bent trunk and a crown of feathered leaves."""
        rng = np.random.default_rng(self.seed + abs(int(x)))
        layer = np.ascontiguousarray(self.pixels)
        top = (x + lean * tall, foot - tall)
        for step in range(60):
            t = step / 59
            px, py = x + lean * tall * t * t, foot - tall * t
            wide = max(tall * (0.021 - 0.010 * t), 1.4)
            shade = mix(rgb(trunk), (0, 0, 0), 0.25 * (step % 3 == 0))
            cv2.ellipse(
                layer, (int(px), int(py)), (int(wide) + 1, int(tall / 70) + 1), 0, 0, 360, shade, -1, cv2.LINE_AA
            )
        for leaf in range(19):
            angle = math.radians(-184 + leaf * (188 / 18) + rng.normal() * 6)
            span = tall * (0.34 + 0.1 * rng.random())
            sag = 0.35 + 0.5 * rng.random()
            last = top
            for step in range(1, 71):
                t = step / 70
                px = top[0] + math.cos(angle) * span * t
                py = top[1] + math.sin(angle) * span * t * 0.85 + span * sag * t * t
                dx, dy = px - last[0], py - last[1]
                size = math.hypot(dx, dy) or 1.0
                hang = span * 0.2 * math.sin(math.pi * (0.12 + 0.86 * t)) * (0.85 + 0.3 * rng.random())
                glow = float(np.clip(0.42 + 0.45 * math.cos(angle + 2.4) + 0.2 * rng.normal(), 0, 1))
                tone = mix(rgb(tint), rgb(lit), glow)
                for side in (-1, 1):
                    end = (
                        px + dx / size * hang * 0.75 - side * dy / size * hang * 0.55,
                        py + dy / size * hang * 0.75 + side * dx / size * hang * 0.55 + hang * 0.4,
                    )
                    cv2.line(layer, (int(px), int(py)), (int(end[0]), int(end[1])), tone, 1, cv2.LINE_AA)
                cv2.line(
                    layer,
                    (int(last[0]), int(last[1])),
                    (int(px), int(py)),
                    mix(tone, (0, 0, 0), 0.25),
                    max(int(tall / 240), 1),
                    cv2.LINE_AA,
                )
                last = (px, py)
        self.pixels = as_array(layer)

    def pine(self, x: float, foot: float, *, tall: float, tint: str, lit: str) -> None:
        """Plant a conifer (pixels) from drooping strokes."""
        rng = np.random.default_rng(self.seed + abs(int(x * 5)))
        layer = np.ascontiguousarray(self.pixels)
        cv2.line(
            layer,
            (int(x), int(foot)),
            (int(x), int(foot - tall)),
            mix(rgb(tint), (0.2, 0.12, 0.08), 0.5),
            max(int(tall / 60), 1),
            cv2.LINE_AA,
        )
        for step in range(int(60 + tall / 3)):
            t = rng.random()
            wide = tall * 0.21 * (1 - t) ** 0.85 * (0.55 + 0.5 * rng.random())
            side = 1 if rng.random() < 0.5 else -1
            y = foot - tall * (0.08 + 0.92 * t)
            tone = mix(rgb(tint), rgb(lit), float(np.clip(0.35 - side * 0.3 + 0.25 * rng.normal(), 0, 1)))
            cv2.line(
                layer,
                (int(x), int(y)),
                (int(x + side * wide), int(y + wide * 0.42 + step % 3)),
                tone,
                max(int(tall / 110), 1),
                cv2.LINE_AA,
            )
        self.pixels = as_array(layer)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        tint: Colour | str,
        *,
        soft: float = 0.0,
        opacity: float = 1.0,
        shade: float = 0.0,
    ) -> Array:
        """Fill a shape (pixels); ``shade`` darkens it from top to bottom. Returns its mask."""
        mask = np.zeros((self.height, self.width), np.float32)
        cv2.fillPoly(mask, [np.asarray(points, np.float32).astype(np.int32)], 1.0, cv2.LINE_AA)
        mask = blur(as_array(mask), soft)
        ys = [p[1] for p in points]
        ramp = 1 - shade * np.clip((self.y - min(ys)) / max(max(ys) - min(ys), 1), 0, 1)[..., None]
        self.blend(as_array(np.clip(colour(tint) * ramp, 0, 1)), as_array(mask * opacity))
        return mask

    def ellipse(
        self,
        x: float,
        y: float,
        wide: float,
        tall: float,
        tint: Colour | str,
        *,
        soft: float = 0.8,
        opacity: float = 1.0,
        turn: float = 0.0,
        light: float = 0.0,
    ) -> None:
        """Fill an ellipse (pixels); ``light`` rounds it like a ball lit from the upper left."""
        dx, dy = self.x - x, self.y - y
        cos, sin = math.cos(turn), math.sin(turn)
        u, v = (dx * cos + dy * sin) / wide, (-dx * sin + dy * cos) / tall
        far = np.hypot(u, v)
        edge = soft / max(min(wide, tall), 1e-3)
        mask = 1 - smooth(1 - edge, 1 + edge, as_array(far))
        lit = 1 + light * (-0.5 * u - 0.7 * v)
        self.blend(as_array(np.clip(colour(tint) * lit[..., None], 0, 1)), as_array(mask * opacity))

    def bokeh(self, lights: Sequence[tuple[float, float, float, str]], *, strength: float = 0.7) -> None:
        """Hang out-of-focus lights (x, y, radius in pixels, colour): discs with a brighter rim."""
        for x, y, radius, tint in lights:
            far = np.hypot(self.x - x, self.y - y) / radius
            disc = (1 - smooth(0.92, 1.04, as_array(far))) * (0.62 + 0.38 * smooth(0.7, 0.97, as_array(far)))
            self.add(tint, as_array(disc * strength))
            self.add(tint, as_array(np.exp(-((far / 1.9) ** 2)) * strength * 0.22))

    def shadow(self, x: float, y: float, wide: float, tall: float, strength: float = 0.4) -> None:
        """Darken the ground under something that stands on it."""
        far = ((self.x - x) / wide) ** 2 + ((self.y - y) / tall) ** 2
        self.pixels = as_array(self.pixels * (1 - strength * np.exp(-far))[..., None])

    # ---------------------------------------------------------------- finish
    def finish(
        self,
        *,
        warmth: float = 0.0,
        bloom: float = 0.25,
        vignette: float = 0.22,
        grain: float = 0.011,
        contrast: float = 1.06,
        fade: float = 0.012,
        haze: float = 0.0,
    ) -> npt.NDArray[np.uint8]:
        """Develop the picture: bloom, tone, vignette and grain; returns 8-bit RGB."""
        picture: npt.NDArray[Any] = np.clip(self.pixels, 0, 1)
        bright = np.clip(picture - 0.62, 0, 1) * 2
        picture = 1 - (1 - picture) * (1 - bloom * blur(as_array(bright), self.width / 45))
        picture = picture + haze * (0.85 - picture)
        picture = 0.5 + (picture - 0.5) * contrast
        picture = picture * np.asarray([1 + warmth * 0.06, 1, 1 - warmth * 0.08], np.float32)
        far = np.hypot(self.x / self.width - 0.5, self.y / self.height - 0.5)
        picture = picture * (1 - vignette * smooth(0.32, 0.78, as_array(far)))[..., None] + fade
        rng = np.random.default_rng(self.seed + 99)
        speckle = blur(rng.standard_normal((self.height, self.width), np.float32), 0.7) * 1.7
        picture = blur(as_array(picture), 0.45) + (speckle * grain)[..., None]
        return np.asarray(np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)
