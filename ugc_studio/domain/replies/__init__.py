"""Reading replies: what a message says about each photo that was asked for, proposed and never decided."""

from __future__ import annotations

from ugc_studio.domain.replies.plain import LONGEST, hashtags_in, is_plain_yes

__all__ = ["LONGEST", "hashtags_in", "is_plain_yes"]
