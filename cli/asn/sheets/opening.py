"""Telling what a file is by its bytes, and reading it if it is one of those that can be."""

from asn.sheets.book import Book, SheetError

MAX_FILE = 20_000_000
"""Bytes of a file; a workbook of 60 000 cells has one million."""
_ZIP, _OLE, _PDF = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
SAVE_AS = "Spara som .xlsx i Excel (Arkiv, Spara som, Excel-arbetsbok), utan lösenord."


def read_book(data: bytes) -> Book:
    """A file's sheets.

    Raises:
        SheetError: if it can't be read.
    """
    if len(data) > MAX_FILE:
        raise SheetError(f"Filen är större än {MAX_FILE // 10**6} MB. Spara bara det blad som behövs.")
    if data.startswith(_OLE):
        raise SheetError(f"Filen är en äldre arbetsbok (.xls), eller har lösenord, och läses inte. {SAVE_AS}")
    if data.startswith(_PDF):
        raise SheetError("Filen är en PDF. Ta ut tabellen som .xlsx eller .csv i stället.")
    if data.startswith(_ZIP):
        from asn.sheets.workbook import read_workbook  # zip and XML: not needed of a CSV

        return read_workbook(data)
    from asn.sheets.separated import read_separated

    return read_separated(data)
