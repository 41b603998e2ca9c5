"""A made-up year of three brands, played through the services in date order and judged by plain readings of the rules.

``python3 dev.py year`` plays it whole; the suite plays a small one. What happens is drawn from a seed, so that a fault
can be played again.
"""
