"""The library folder: SQLite, originals, evidence, journal and backups. The only layer that speaks SQL."""
