"""The settings, part by part."""
