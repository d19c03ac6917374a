"""Kolada: an answer of its API v3 read, and what it says of the board's measures written to ``kolada.yaml``."""
