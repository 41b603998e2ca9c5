"""What tests of the window share."""
