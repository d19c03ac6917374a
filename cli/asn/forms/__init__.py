"""Forms for the files of a report, made from the model: how a field is filled in, and what was sent put in its place.

Nothing here knows any kind of section: a new one has its form from its fields, their types, marks and docstrings.
"""
