"""JSON Schema for every file of the content, so that an editor's program completes, explains and underlines.

The schemas are made from the model. They say what the reader and the model accept, as a program sees it that reads
YAML 1.2: there ``-29390`` is a number, and ``-29 390`` and ``2023-05-17`` are texts. They can't tell apart what such a
program has turned into one number before it looks: ``1.0``, ``1e0``, ``+1`` and 1.
"""

from asn.schema.files import FOLDER, NAMES, OF_PROJECT, own_ids, schema_for, schema_text, schemas

__all__ = ["FOLDER", "NAMES", "OF_PROJECT", "own_ids", "schema_for", "schema_text", "schemas"]
