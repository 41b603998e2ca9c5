"""The parts of the register's commands, one module for each family of entries."""
