"""JSON Schema for every file of the content, so that an editor's program completes, explains and underlines.

The schemas are made from the model and say what the reader and the model accept, as a program sees it that reads YAML
1.2: there ``-29390`` is a number, while ``-29 390`` and ``2023-05-17`` are texts. What they can't tell apart is a number
written as ``1.0``, ``1e3`` or ``+5``, which such a program has turned into 1, 1000 and 5 before the schema sees it.
"""

from asn.schema.files import FOLDER, schema_for, schema_text, schemas

__all__ = ["FOLDER", "schema_for", "schema_text", "schemas"]
