"""Services over real libraries."""
