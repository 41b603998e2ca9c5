"""Forms on paper at the desk."""
