"""The board's own words where a section states none: what the content leaves out is as ``ord.yaml`` has it."""

import re
from typing import TypeVar

from asn.light import uncapitalised
from asn.model.ord import Ord, med_versal
from asn.model.ord.tabeller import Målord
from asn.model.record import Värde, word_fields

V = TypeVar("V", bound=Värde)


_TERMS = {"nämndmål": "mål", "målområde": "område"}
"""Words that other words and sentences of ours have in them, each with the end that decides how it is bent."""


def with_own_terms(words: Ord) -> Ord:
    """The board's words, with its own for a term also in the sentences that it leaves as they are.

    A word that is bent as ours is («effektmål» as «nämndmål») goes everywhere; another only where ours stands alone,
    as a heading: «Bedömning per perspektiv».
    """
    for term, end in _TERMS.items():
        own: str = getattr(words.mål, term)
        if own != Målord.model_fields[term].default:
            words = _with_term(words, term, own, as_ours=own.endswith(end))
    return words


def _with_term(words: Ord, term: str, own: str, *, as_ours: bool) -> Ord:
    def put(match: re.Match[str]) -> str:
        word = med_versal(own) if match[1][0].isupper() else uncapitalised(own)
        return word + match[2]

    ours = re.compile(rf"(?<![\w{{])({term})({'et|en|t|n|' if as_ours else ''})(?![\w}}])", re.IGNORECASE)
    changes = {}
    for name in ("sammanfattning", "mål", "uppdrag") if as_ours else ("mål", "uppdrag"):
        group = getattr(words, name)
        defaults = {key: getattr(group, key) for key in type(group).model_fields.keys() - group.model_fields_set}
        texts = {key: ours.sub(put, text) for key, text in defaults.items() if isinstance(text, str)}
        changes[name] = group.model_copy(update=texts)
    return words.model_copy(update=changes)


def with_words(record: V, words: Ord) -> V:
    """The record, with the words that it and all below it leave out; what leaves out none stays as it is."""
    changes: dict[str, object] = {}
    own = word_fields(type(record))
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in own and not value:
            changes[name] = own[name].word(words, record)
        elif (inner := _inner(value, words)) is not value:
            changes[name] = inner
    return record.changed(changes) if changes else record


def _inner(value: object, words: Ord) -> object:
    if isinstance(value, Värde):
        return with_words(value, words)
    if isinstance(value, tuple):
        items = tuple(_inner(item, words) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value
