"""The board's own words where a section states none: what the content leaves out is as ``ord.yaml`` has it."""

from typing import TypeVar

from asn.model.ord import Ord
from asn.model.record import Värde, word_fields

V = TypeVar("V", bound=Värde)


def with_words(record: V, words: Ord) -> V:
    """The record, with the words that it and all below it leave out; what leaves out none stays as it is."""
    changes: dict[str, object] = {}
    own = word_fields(type(record))
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in own and not value:
            changes[name] = own[name].word(words, record)
        elif (made := _inner(value, words)) is not value:
            changes[name] = made
    if not changes:
        return record
    copy = record.model_copy(update=changes)
    for name in vars(copy).keys() - type(record).model_fields.keys():  # what was reckoned of the one without words
        del vars(copy)[name]
    return copy


def _inner(value: object, words: Ord) -> object:
    if isinstance(value, Värde):
        return with_words(value, words)
    if isinstance(value, tuple):
        made = tuple(_inner(item, words) for item in value)
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    return value
