"""How much one untrusted file may cost, in bytes, pixels, seconds and memory; measured in quality-and-robustness."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one decode; a file beyond one of them is left out with a reason."""

    image_bytes: int = 200 * MEGA
    video_bytes: int = 4_000 * MEGA
    jpeg_pixels: int = 200 * MEGA
    """JPEGs are decoded at a fraction of their size, so they may be larger than other pictures."""
    other_pixels: int = 50 * MEGA
    """A legal 9000 × 9000 RGBA PNG took 958 MB and up to 5 s."""
    video_pixels: int = 40 * MEGA
    """One frame; 8K is 33 megapixels."""
    cpu_seconds: int = 20
    silence_seconds: float = 60.0
    """A worker that shows no sign of life for so long is stuck. Long copies show signs of life."""
    address_space: int = 1536 * 1024 * 1024


DEFAULT_LIMITS = Limits()


def cap_memory(limits: Limits) -> None:
    """Bound the address space of this process (Linux only: elsewhere the limit is missing or not obeyed)."""
    if sys.platform == "linux":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limits.address_space if hard == resource.RLIM_INFINITY else min(limits.address_space, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def grant_cpu(limits: Limits) -> None:
    """Let this process use the allowed seconds from now on; the kernel ends it beyond (Linux only)."""
    if sys.platform == "linux":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(usage.ru_utime + usage.ru_stime) + 1 + limits.cpu_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
