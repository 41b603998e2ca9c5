"""The details of photos, one photo, and photos side by side."""
