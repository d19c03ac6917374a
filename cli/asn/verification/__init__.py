"""A finished PDF is proven: built anew from the sources that it carries, and held against both its standards."""

from asn.verification.verdict import Unverifiable, Verdict, verify

__all__ = ["Unverifiable", "Verdict", "verify"]
