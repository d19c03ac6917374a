"""Tables that others made, in Excel or as CSV: read to cells as they are written, and nothing in them is run.

A file is anybody's: :func:`read_book` is for the sandbox's child, and whoever asks it says how long it may take.
"""

from asn.sheets.book import (
    MAX_FILE,
    Book,
    Cell,
    Range,
    Sheet,
    SheetError,
    cell_name,
    column_letters,
    column_number,
    read_book,
)

__all__ = [
    "MAX_FILE",
    "Book",
    "Cell",
    "Range",
    "Sheet",
    "SheetError",
    "cell_name",
    "column_letters",
    "column_number",
    "read_book",
]
