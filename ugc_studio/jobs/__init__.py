"""Long work that can be watched and stopped, whoever is watching: standard library only."""
