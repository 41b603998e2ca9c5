"""One file per source that photos and posts come from."""
