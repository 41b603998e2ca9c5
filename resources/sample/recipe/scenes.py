"""The painted scenes of the demo by name."""

from __future__ import annotations

from collections.abc import Callable

from cast import Picture
from land import bungalow, kayak_dawn, pine_walk, ridge_hikers
from portraits import pool_parasols, selfie_couple, selfie_pool
from sea import (
    family_sunset,
    friends_jump,
    hammock,
    ice_cream,
    jetty_couple,
    paddle_boards,
    regatta,
    running_in_waves,
    sandcastle,
    shoulders,
    wave,
    yoga_sunrise,
)
from village import breakfast, campfire, concert, kids_club, starry_bungalows, table_under_lights

SCENES: dict[str, Callable[[], Picture]] = {
    "family_sunset": family_sunset,
    "family_sunset_burst": lambda: family_sunset(1),
    "sandcastle": sandcastle,
    "running_in_waves": running_in_waves,
    "jetty_couple": jetty_couple,
    "table_under_lights": table_under_lights,
    "selfie_pool": selfie_pool,
    "selfie_couple": selfie_couple,
    "pool_parasols": pool_parasols,
    "kayak_dawn": kayak_dawn,
    "yoga_sunrise": yoga_sunrise,
    "campfire": campfire,
    "bungalow": bungalow,
    "ridge_hikers": ridge_hikers,
    "pine_walk": pine_walk,
    "shoulders": shoulders,
    "concert": concert,
    "hammock": hammock,
    "ice_cream": ice_cream,
    "paddle_boards": paddle_boards,
    "breakfast": breakfast,
    "starry_bungalows": starry_bungalows,
    "kids_club": kids_club,
    "regatta": regatta,
    "friends_jump": friends_jump,
    "wave": lambda: wave(0.1),
}
