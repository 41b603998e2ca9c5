"""Who and what light the painted scenes share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from people import Light, Look

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
