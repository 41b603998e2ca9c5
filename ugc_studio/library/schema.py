"""The tables of ``library.db``, version by version.

Identity: row ids are integers that are never reused; the ledger names an asset by SHA-256 and a party, brand or
account by UUID, so that it can be read without this database.
"""

from __future__ import annotations

ASSETS = """
CREATE TABLE assets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE,
  pixels_sha256 TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('photo', 'video')),
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  duration_ms INTEGER,
  colour INTEGER NOT NULL DEFAULT 8421504,
  state TEXT NOT NULL DEFAULT 'present' CHECK (state IN ('present', 'trashed', 'tombstone')),
  tombstone_until TEXT,
  flag TEXT NOT NULL DEFAULT 'unreviewed' CHECK (flag IN ('unreviewed', 'picked', 'rejected')),
  rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  taken_at TEXT,
  sort_at TEXT NOT NULL,
  stacked_under INTEGER REFERENCES assets(id),
  place_id INTEGER REFERENCES places(id),
  creator_id INTEGER REFERENCES creators(id),
  imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX assets_by_sort ON assets (sort_at DESC, id DESC) WHERE state = 'present' AND stacked_under IS NULL;
CREATE INDEX assets_by_pixels ON assets (pixels_sha256) WHERE pixels_sha256 IS NOT NULL;
CREATE INDEX assets_by_creator ON assets (creator_id) WHERE creator_id IS NOT NULL;
CREATE INDEX assets_by_place ON assets (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX assets_by_stack ON assets (stacked_under) WHERE stacked_under IS NOT NULL;
CREATE INDEX assets_by_flag ON assets (flag, rating) WHERE flag <> 'unreviewed' OR rating > 0;
CREATE TABLE asset_metadata (
  asset_id INTEGER PRIMARY KEY REFERENCES assets(id) ON DELETE CASCADE,
  embedded TEXT NOT NULL DEFAULT '{}',
  features TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE asset_tags (
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  origin TEXT NOT NULL DEFAULT 'person',
  PRIMARY KEY (asset_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_tags_by_tag ON asset_tags (tag, asset_id);
CREATE TABLE companions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  source_path TEXT NOT NULL,
  UNIQUE (asset_id, role, sha256)
) STRICT;
CREATE VIRTUAL TABLE asset_text USING fts5(
  name, caption, creator, tags, place, tokenize = "unicode61 remove_diacritics 2"
);
"""

INTAKE = """
CREATE TABLE batches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  importer TEXT NOT NULL,
  source TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'stopped', 'undone')),
  received_from TEXT,
  place_id INTEGER REFERENCES places(id),
  campaign_id INTEGER REFERENCES galleries(id),
  report TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE batch_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES batches(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('skipped', 'problem')),
  code TEXT NOT NULL,
  params TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX batch_items_by_batch ON batch_items (batch_id);
CREATE TABLE creators (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  party_id INTEGER NOT NULL REFERENCES parties(id),
  platform TEXT NOT NULL,
  handle TEXT,
  name TEXT,
  key TEXT NOT NULL,
  UNIQUE (platform, key)
) STRICT;
CREATE INDEX creators_by_party ON creators (party_id);
CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_key TEXT NOT NULL UNIQUE,
  importer TEXT NOT NULL,
  permalink TEXT,
  creator_id INTEGER REFERENCES creators(id),
  caption TEXT,
  language TEXT,
  posted_at TEXT,
  likes INTEGER,
  comments INTEGER,
  place_id INTEGER REFERENCES places(id),
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX posts_by_creator ON posts (creator_id);
CREATE TABLE post_media (
  post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('local', 'missing', 'remote')),
  asset_id INTEGER REFERENCES assets(id),
  reference TEXT,
  PRIMARY KEY (post_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_media_by_asset ON post_media (asset_id) WHERE asset_id IS NOT NULL;
CREATE TABLE post_answers (
  post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  PRIMARY KEY (post_id, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE occurrences (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  batch_id INTEGER NOT NULL REFERENCES batches(id),
  source_path TEXT NOT NULL,
  post_id INTEGER REFERENCES posts(id),
  UNIQUE (asset_id, source_path)
) STRICT;
CREATE INDEX occurrences_by_path ON occurrences (source_path);
CREATE INDEX occurrences_by_batch ON occurrences (batch_id);
"""

SIMILARITY = """
CREATE TABLE fingerprints (
  asset_id INTEGER PRIMARY KEY REFERENCES assets(id) ON DELETE CASCADE,
  recipe TEXT NOT NULL,
  hashes BLOB NOT NULL,
  quality INTEGER NOT NULL
) STRICT;
CREATE TABLE comparisons (
  asset_id INTEGER PRIMARY KEY REFERENCES assets(id) ON DELETE CASCADE,
  engine TEXT NOT NULL
) STRICT;
CREATE TABLE relations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_asset INTEGER NOT NULL REFERENCES assets(id),
  to_asset INTEGER NOT NULL REFERENCES assets(id),
  kind TEXT NOT NULL CHECK (kind IN ('exact', 'same', 'derived', 'contained', 'same_scene')),
  detail TEXT NOT NULL DEFAULT '',
  confidence REAL NOT NULL DEFAULT 1.0,
  region TEXT,
  state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'rejected')),
  source TEXT NOT NULL,
  decided_at TEXT,
  UNIQUE (from_asset, to_asset)
) STRICT;
CREATE INDEX relations_by_to ON relations (to_asset);
CREATE INDEX relations_by_state ON relations (id) WHERE state = 'proposed';
CREATE TABLE clusters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  representative INTEGER NOT NULL REFERENCES assets(id),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'merged', 'settled'))
) STRICT;
CREATE TABLE cluster_members (
  asset_id INTEGER PRIMARY KEY REFERENCES assets(id) ON DELETE CASCADE,
  cluster_id INTEGER NOT NULL REFERENCES clusters(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX cluster_members_by_cluster ON cluster_members (cluster_id);
CREATE TABLE pair_verdicts (
  first_sha256 TEXT NOT NULL,
  second_sha256 TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('must_link', 'cannot_link')),
  kind TEXT,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (first_sha256, second_sha256),
  CHECK (first_sha256 < second_sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_verdicts_by_second ON pair_verdicts (second_sha256);
"""

REGISTER = """
CREATE TABLE legal_entities (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, country TEXT
) STRICT;
CREATE TABLE brands (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  legal_entity_id INTEGER REFERENCES legal_entities(id),
  countries TEXT NOT NULL DEFAULT '["FR"]',
  policy TEXT NOT NULL DEFAULT '{}',
  standard_use TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE markets (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  countries TEXT NOT NULL, language TEXT NOT NULL DEFAULT 'en'
) STRICT;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  brand_id INTEGER NOT NULL REFERENCES brands(id),
  channel TEXT NOT NULL,
  handle TEXT NOT NULL,
  market_id INTEGER REFERENCES markets(id),
  zone TEXT NOT NULL DEFAULT 'Europe/Paris'
) STRICT;
CREATE TABLE places (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, country TEXT
) STRICT;
CREATE TABLE parties (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  texts TEXT NOT NULL DEFAULT '{}',
  hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (key, version)
) STRICT;
CREATE TABLE actors (
  uuid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
"""

CONSENT = """
CREATE TABLE ledger_events (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER ledger_events_no_update BEFORE UPDATE ON ledger_events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_events_no_delete BEFORE DELETE ON ledger_events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TABLE ledger_keys (
  key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE private_texts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner TEXT NOT NULL,
  field TEXT NOT NULL,
  salt BLOB NOT NULL,
  text TEXT NOT NULL,
  commitment TEXT NOT NULL,
  retain_until TEXT,
  retain_reason TEXT
) STRICT;
CREATE INDEX private_texts_by_owner ON private_texts (owner, field);
CREATE INDEX private_texts_by_commitment ON private_texts (commitment);
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  extension TEXT NOT NULL DEFAULT '',
  bytes INTEGER NOT NULL,
  captured_at TEXT,
  added_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'intact' CHECK (state IN ('intact', 'broken', 'erased')),
  retain_until TEXT,
  retain_reason TEXT
) STRICT;
CREATE INDEX evidence_by_sha ON evidence (sha256);
CREATE TABLE authors (
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  party_id INTEGER NOT NULL REFERENCES parties(id),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'contested')),
  source TEXT NOT NULL,
  PRIMARY KEY (asset_id, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX authors_by_party ON authors (party_id, asset_id);
CREATE TABLE depictions (
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  party_id INTEGER NOT NULL REFERENCES parties(id),
  role TEXT NOT NULL,
  PRIMARY KEY (asset_id, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX depictions_by_party ON depictions (party_id, asset_id);
CREATE TABLE consent_summary (
  asset_id INTEGER NOT NULL REFERENCES assets(id) ON DELETE CASCADE,
  brand_id INTEGER NOT NULL REFERENCES brands(id),
  state TEXT NOT NULL,
  clear_from TEXT,
  clear_until TEXT,
  built_seq INTEGER NOT NULL,
  PRIMARY KEY (brand_id, asset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_summary_by_asset ON consent_summary (asset_id);
CREATE INDEX consent_summary_by_clear ON consent_summary (brand_id, clear_until, clear_from, asset_id)
  WHERE clear_until IS NOT NULL;
CREATE INDEX consent_summary_by_state ON consent_summary (brand_id, state, asset_id);
"""

OUTPUT = """
CREATE TABLE galleries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  brand_id INTEGER REFERENCES brands(id),
  planned_use TEXT NOT NULL DEFAULT '{}',
  goal INTEGER,
  deadline TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE gallery_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  gallery_id INTEGER NOT NULL REFERENCES galleries(id) ON DELETE CASCADE,
  asset_id INTEGER NOT NULL REFERENCES assets(id),
  position INTEGER NOT NULL,
  caption TEXT,
  alt_text TEXT,
  crop TEXT,
  planned_at TEXT,
  planned_zone TEXT,
  origin TEXT NOT NULL DEFAULT 'person',
  UNIQUE (gallery_id, asset_id)
) STRICT;
CREATE INDEX gallery_items_by_gallery ON gallery_items (gallery_id, position);
CREATE INDEX gallery_items_by_asset ON gallery_items (asset_id);
CREATE TABLE uses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  asset_sha256 TEXT NOT NULL,
  asset_id INTEGER REFERENCES assets(id),
  gallery_id INTEGER REFERENCES galleries(id) ON DELETE SET NULL,
  exporter TEXT NOT NULL,
  planned_use TEXT NOT NULL,
  rendition_sha256 TEXT NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  url TEXT,
  recipient TEXT,
  recorded_at TEXT NOT NULL,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX uses_by_asset ON uses (asset_sha256);
CREATE TABLE renditions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  use_uuid TEXT NOT NULL,
  asset_sha256 TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  exporter TEXT NOT NULL,
  destination TEXT NOT NULL,
  pixels_sha256 TEXT,
  hashes BLOB,
  quality INTEGER,
  recipe TEXT,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX renditions_by_use ON renditions (use_uuid);
CREATE INDEX renditions_by_asset ON renditions (asset_sha256, destination);
CREATE INDEX renditions_by_sha ON renditions (sha256);
CREATE INDEX renditions_by_pixels ON renditions (pixels_sha256) WHERE pixels_sha256 IS NOT NULL;
CREATE TABLE takedowns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  use_uuid TEXT NOT NULL,
  asset_sha256 TEXT NOT NULL,
  opened_seq INTEGER NOT NULL,
  cause TEXT NOT NULL,
  due TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
  done_at TEXT,
  proof_uuid TEXT,
  UNIQUE (use_uuid, opened_seq)
) STRICT;
CREATE INDEX takedowns_by_state ON takedowns (state, due);
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  undo TEXT NOT NULL,
  redo TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE TABLE settings (
  key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
