"""The sample library: a summer of an invented brand, played through the same services that people use."""
