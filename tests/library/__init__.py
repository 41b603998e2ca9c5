"""The library on real files: databases, originals, backups."""
