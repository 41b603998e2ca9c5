"""What later versions of the program add to the tables of :mod:`ugc_studio.library.schema`, one text a migration."""

from __future__ import annotations

LIST_INDEX = """
DROP INDEX assets_by_sort;
CREATE INDEX assets_by_sort ON assets (sort_at DESC, id DESC, width, height, colour)
  WHERE state = 'present' AND stacked_under IS NULL;
"""

MARKS_AND_SEARCHES = """
ALTER TABLE assets ADD COLUMN caption TEXT;
ALTER TABLE assets ADD COLUMN credit TEXT;
ALTER TABLE assets ADD COLUMN campaign_id INTEGER REFERENCES galleries(id) ON DELETE SET NULL;
CREATE INDEX assets_by_campaign ON assets (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE TABLE asset_facts (
  asset_id INTEGER PRIMARY KEY REFERENCES assets(id) ON DELETE CASCADE,
  people TEXT NOT NULL CHECK (people IN ('not_reviewed', 'reviewed', 'none')),
  sensitive INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1)),
  childless_from TEXT
) STRICT;
CREATE INDEX asset_facts_by_people ON asset_facts (people, asset_id);
CREATE INDEX asset_facts_by_sensitive ON asset_facts (asset_id) WHERE sensitive = 1;
CREATE INDEX asset_facts_by_childless ON asset_facts (childless_from, asset_id) WHERE childless_from IS NOT NULL;
INSERT INTO asset_facts (asset_id, people, sensitive)
  SELECT a.id, 'not_reviewed', 1 FROM assets a JOIN (
    SELECT j.value AS sha256, e.type, MAX(e.seq) FROM ledger_events e, json_each(e.payload, '$.assets') j
    WHERE e.type IN ('flagged', 'unflagged') AND json_extract(e.payload, '$.facts.flag') = 'sensitive'
    GROUP BY j.value
  ) f ON f.sha256 = a.sha256 WHERE f.type = 'flagged' AND a.state <> 'tombstone';
ALTER TABLE asset_metadata ADD COLUMN brightness REAL;
ALTER TABLE asset_metadata ADD COLUMN contrast REAL;
ALTER TABLE asset_metadata ADD COLUMN clipped_high REAL;
ALTER TABLE asset_metadata ADD COLUMN sharpness REAL;
UPDATE asset_metadata SET brightness = json_extract(features, '$.brightness'),
  contrast = json_extract(features, '$.contrast'), clipped_high = json_extract(features, '$.clipped_high'),
  sharpness = json_extract(features, '$.sharpness');
CREATE INDEX asset_metadata_by_quality ON asset_metadata (brightness, contrast, clipped_high, sharpness);
CREATE TABLE saved_searches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  sort TEXT NOT NULL,
  layout TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;
"""
"""What people recorded of assets, as lists need it (a projection of the ledger), and what editors add to them.

The measures that filters ask for are columns beside ``features``, because an index on a JSON value is not allowed where
the schema is not trusted. ``childless_from`` is the first day on which nobody recognisable is a minor; nothing: not
known, so never.
"""

DESK = """
ALTER TABLE takedowns ADD COLUMN owner TEXT;
CREATE TABLE watched_folders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  received_from TEXT,
  place TEXT,
  campaign TEXT,
  added_at TEXT NOT NULL,
  scanned_at TEXT,
  problem TEXT
) STRICT;
CREATE TABLE export_presets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  exporter TEXT NOT NULL,
  parts TEXT NOT NULL,
  options TEXT NOT NULL
) STRICT;
"""
"""Who takes something down, folders that are looked at again and again, and exports that are made often."""

TRASH = """
CREATE TRIGGER gallery_items_hold_no_tombstones BEFORE INSERT ON gallery_items
WHEN (SELECT state FROM assets WHERE id = NEW.asset_id) = 'tombstone'
BEGIN SELECT RAISE(IGNORE); END;
"""
"""An undo may want to put a photo back that is gone since the trash was emptied: it is passed over."""

WATCHED_FILES = """
CREATE TABLE watched_files (
  folder_id INTEGER NOT NULL REFERENCES watched_folders(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (folder_id, path)
) STRICT, WITHOUT ROWID;
"""
"""What was offered from a watched folder already, with size and time: a file is tried once unless it changes."""

LEDGER_TYPES = """
CREATE INDEX ledger_events_by_type ON ledger_events (type, seq);
"""
"""Task lists ask for all events of a type; without it they read the whole ledger each time."""

MARKS_IN_LIST_INDEX = """
DROP INDEX assets_by_flag;
DROP INDEX assets_by_sort;
CREATE INDEX assets_by_sort ON assets (sort_at DESC, id DESC, width, height, colour, flag, rating, kind)
  WHERE state = 'present' AND stacked_under IS NULL;
"""
"""Marks are tested while the list is read in its order: by an index of their own each match is looked up at random."""

FORMS = """
CREATE TABLE forms (
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'family', 'property', 'employee')),
  notice TEXT NOT NULL,
  language TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  brand TEXT NOT NULL,
  size TEXT NOT NULL CHECK (size IN ('a4', 'a5')),
  issued_at TEXT NOT NULL,
  issued_by TEXT NOT NULL
) STRICT;
CREATE TABLE form_photos (
  code TEXT NOT NULL REFERENCES forms(code) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (code, place)
) STRICT;
CREATE INDEX form_photos_by_sha256 ON form_photos (sha256);
CREATE TABLE form_people (
  code TEXT NOT NULL REFERENCES forms(code) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('signer', 'child')),
  party TEXT,
  name TEXT,
  PRIMARY KEY (code, place)
) STRICT;
CREATE INDEX form_people_by_party ON form_people (party) WHERE party IS NOT NULL;
CREATE TABLE form_papers (
  evidence TEXT PRIMARY KEY,
  code TEXT NOT NULL REFERENCES forms(code) ON DELETE CASCADE,
  came_at TEXT NOT NULL,
  came_by TEXT NOT NULL,
  recorded_at TEXT
) STRICT;
CREATE INDEX form_papers_by_code ON form_papers (code);
"""
"""What the code on a printed form stands for (photos by hash, notices, brands and people by UUID, so that a restore can
copy the rows), who is expected to sign, and the signed papers that came back. ``name`` stands only until the person is
in the register.
"""

HANDOVERS = """
CREATE TABLE handovers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('lawyer', 'manager', 'agency', 'translator')),
  recipient TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  brand TEXT,
  gallery TEXT,
  target TEXT,
  message TEXT NOT NULL DEFAULT '',
  head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  due TEXT,
  closed_at TEXT
) STRICT;
CREATE TABLE handover_items (
  review TEXT NOT NULL REFERENCES handovers(uuid) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  asset_sha256 TEXT NOT NULL,
  use_uuid TEXT,
  subjects TEXT NOT NULL DEFAULT '[]',
  flag TEXT NOT NULL DEFAULT 'unreviewed',
  source TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (review, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_items_by_asset ON handover_items (asset_sha256);
CREATE INDEX handover_items_by_use ON handover_items (use_uuid) WHERE use_uuid IS NOT NULL;
CREATE TABLE handover_answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  review TEXT NOT NULL REFERENCES handovers(uuid) ON DELETE CASCADE,
  asset_sha256 TEXT NOT NULL,
  decision TEXT NOT NULL,
  comment TEXT NOT NULL DEFAULT '',
  caption TEXT NOT NULL DEFAULT '',
  alt_text TEXT NOT NULL DEFAULT '',
  reader TEXT NOT NULL,
  received_at TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  outcome TEXT NOT NULL,
  seq INTEGER
) STRICT;
CREATE INDEX handover_answers_by_review ON handover_answers (review, asset_sha256);
"""
"""Files for readers without the program, the photos in each, and what was answered; brand and gallery by UUID, photos
by hash, so that a restore can copy the rows.
"""

FACES = """
CREATE TABLE faces (
  asset_id INTEGER PRIMARY KEY REFERENCES assets(id) ON DELETE CASCADE,
  found INTEGER NOT NULL,
  boxes TEXT NOT NULL,
  model TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  recipe INTEGER NOT NULL,
  looked_at TEXT NOT NULL
) STRICT;
CREATE INDEX faces_by_found ON faces (found, asset_id);
"""
"""Where faces seem to be and which detector said so; nothing by which a face could be recognised."""

REQUEST_DRAFTS = """
CREATE TABLE request_drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  brand TEXT NOT NULL,
  party TEXT NOT NULL,
  notice TEXT,
  gallery TEXT,
  language TEXT,
  greeting TEXT,
  reason TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX request_drafts_by_party ON request_drafts (party);
CREATE TABLE request_draft_photos (
  draft_id INTEGER NOT NULL REFERENCES request_drafts(id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  PRIMARY KEY (draft_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_draft_photos_by_asset ON request_draft_photos (asset_id);
"""
"""Requests before they are sent: what was sent is in the ledger, and the draft is gone then."""

RELATIONS_FOUND_AT = "ALTER TABLE relations ADD COLUMN found_at TEXT;"
"""So that the answer of an earlier day leaves out what was found later; nothing where nobody noted it."""

PAID_SIGNERS = """
INSERT OR IGNORE INTO ledger_keys (key, seq)
SELECT 'party:' || json_extract(payload, '$.by'), seq FROM ledger_events
WHERE json_extract(payload, '$.consideration') IS NOT NULL AND json_extract(payload, '$.by') IS NOT NULL;
"""
"""So that the sums of an influencer hold what they were given for a child's picture (consent.md §4.9)."""

ACCESS_ANSWERS = """
CREATE TABLE access_answers (
  uuid TEXT PRIMARY KEY,
  party TEXT NOT NULL,
  brand TEXT NOT NULL,
  handed_at TEXT NOT NULL,
  handed_by TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL
) STRICT;
CREATE INDEX access_answers_by_party ON access_answers (party);
"""
"""Answers to requests for access that were handed over: no name and no path, so that an erasure may leave them."""
