"""Programs with a window that benchmarks start in processes of their own, so that the others need no Qt."""
