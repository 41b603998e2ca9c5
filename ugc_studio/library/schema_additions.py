"""What later versions of the program add to the tables of :mod:`ugc_studio.library.schema`, one text a migration."""

from __future__ import annotations

LIST_INDEX = """
DROP INDEX assets_by_sort;
CREATE INDEX assets_by_sort ON assets (sort_at DESC, id DESC, width, height, colour)
  WHERE state = 'present' AND stacked_under IS NULL;
"""
