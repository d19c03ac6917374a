"""Forms for the files of a report, made from the model: how a field is filled in, and what was sent put in its place.

Nothing here knows any kind of section: a new one has its form from its fields, their types, marks and docstrings.
"""

from asn.forms.controls import Choices
from asn.forms.form import Block, Entry, Field, Form, Sent, form
from asn.forms.records import Located, Note, by_name, pointer, record_at, steps
from asn.forms.saving import Refusal, Saved, saved

__all__ = [
    "Block",
    "Choices",
    "Entry",
    "Field",
    "Form",
    "Located",
    "Note",
    "Refusal",
    "Saved",
    "Sent",
    "by_name",
    "form",
    "pointer",
    "record_at",
    "saved",
    "steps",
]
