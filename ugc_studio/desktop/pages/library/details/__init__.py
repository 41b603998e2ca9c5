"""Everything about the chosen photos, beside the grid: rights first, then words, facts and history."""
