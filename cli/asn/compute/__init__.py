"""From a loaded report to a document: figures in place, tables built, chapters numbered. Nothing here is formatted."""

from asn.compute.document import Dokument, Fotnotstext, Vy, document

__all__ = ["Dokument", "Fotnotstext", "Vy", "document"]
