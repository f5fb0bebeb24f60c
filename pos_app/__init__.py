"""A point-of-sale till for Ukrainian shops."""

__version__ = "0.1.0"
