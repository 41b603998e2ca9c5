"""A second, independent reading of the consent rules, written without sight of the gate, to compare it with."""
