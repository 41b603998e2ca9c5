"""UGC Studio: customers' photos and posts become publishable galleries, with consent as the gate at the end."""

__version__ = "0.1.0"
