"""asn: checked, reproducible reports for Swedish municipal boards, from YAML in git."""

__version__ = "0.1.0"
