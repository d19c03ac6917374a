"""Exact changes of a YAML file: one value, one row, one key; all else keeps its bytes, comments and order."""

from asn.editing.changes import EditError, encoded, inserted, is_in_braces, moved, removed, replaced
from asn.editing.filling import filled

__all__ = ["EditError", "encoded", "filled", "inserted", "is_in_braces", "moved", "removed", "replaced"]
