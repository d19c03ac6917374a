"""What a record takes from the registers: each light its class in its scale, each word left out the board's own.

A light knows from then on its word, sign, colour and rank, wherever it goes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from asn.finding import Finding, KeyPath, error_at, meant_choice
from asn.light import FEWEST_CLASSES, MOST_CLASSES, READY_CLASSES, Bedömning, Ljusklass, uncapitalised
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ord import Ord, med_versal
from asn.model.ord.sidan import Ljusord
from asn.model.ord.tabeller import Målord
from asn.model.record import Värde, holds_lights, key_of, scales_named, word_fields
from asn.model.skalor import Skala

V = TypeVar("V", bound=Värde)
Scales = Mapping[str, Skala]
_READY = tuple(klass.id for klass in READY_CLASSES)


def ready_made(words: Ljusord) -> tuple[Ljusklass, ...]:
    """The ready-made scale in the board's own words."""
    return tuple(
        replace(klass, ord=getattr(words, klass.ord), böjd=tuple(getattr(words, form) for form in klass.böjd or ()))
        for klass in READY_CLASSES
    )


def with_classes(scales: Scales, words: Ljusord) -> tuple[dict[str, Skala], tuple[Finding, ...]]:
    """The scales with their own lights looked up in themselves, and what is wrong with them."""
    classed: dict[str, Skala] = {}
    findings: list[Finding] = []
    for name, scale in scales.items():
        findings += _faults(scale)
        looking = _Looking({name: scale}, words, findings)
        classed[name] = looking.record(scale, {"skala": name})
    return classed, tuple(findings)


def with_light_classes(
    sections: Iterable[Avsnitt], scales: Scales, words: Ljusord
) -> tuple[tuple[Avsnitt, ...], tuple[Finding, ...]]:
    """Sections whose lights know their classes, and a finding for each light that its scale doesn't have."""
    looking = _Looking(scales, words, [])
    return tuple(looking.record(section, {}) for section in sections), tuple(looking.findings)


class _Looking:
    """A walk through records; ``findings`` are what it has found wrong."""

    def __init__(self, scales: Scales, words: Ljusord, findings: list[Finding]) -> None:
        self._scales = scales
        self._ready = ready_made(words)
        self._classes = {name: scale.ljusklasser(self._ready) for name, scale in scales.items()}
        self.findings = findings

    def record(self, item: V, above: Mapping[str, str]) -> V:
        """The record; ``above`` is the scale of each field that names one, in the records around it."""
        if not any(map(holds_lights, item.kinds_below)):
            return item
        inner = scales_named(item) if isinstance(item, Avsnitt) else {**above, **scales_named(item)}
        changes = {}
        for name in type(item).model_fields:
            value = getattr(item, name)
            new = self._value(value, item, (key_of(type(item), name),), inner) if value else value
            if new is not value:
                changes[name] = new
        return item.changed(changes) if changes else item

    def _value(self, value: Any, item: Värde, steps: KeyPath, scales: Mapping[str, str]) -> Any:
        if isinstance(value, Bedömning):
            return self._light(value, item, steps, scales)
        if isinstance(value, Värde):
            return self.record(value, scales)
        if isinstance(value, tuple):
            items = tuple(self._value(inner, item, (*steps, at), scales) for at, inner in enumerate(value))
            return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
        if isinstance(value, dict):
            return {
                self._key(key, item, (*steps, key), scales): self._value(inner, item, (*steps, key), scales)
                for key, inner in value.items()
            }
        return value

    def _key(self, key: Any, item: Värde, steps: KeyPath, scales: Mapping[str, str]) -> Any:
        return self._light(key, item, steps, scales, on_key=True) if isinstance(key, Bedömning) else key

    def _light(
        self, light: Bedömning, item: Värde, steps: KeyPath, scales: Mapping[str, str], *, on_key: bool = False
    ) -> Bedömning:
        name = scales.get(type(item).ljusskala)
        known = self._classes.get(name or "", self._ready)
        if light.id not in {klass.id for klass in known}:
            place = item.key(*steps) if on_key else item.at(*steps)
            scale = self._scales.get(name or "")
            message, hint = _unknown(light.id, known, scale)
            if not name and not hint:
                hint = _without_scale(light.id, type(item).ljusskala, self._scales)
            self.findings.append(error_at(place, "S005", message, hint))
        return Bedömning(light.id, known)


def _unknown(word: str, known: tuple[Ljusklass, ...], scale: Skala | None) -> tuple[str, str]:
    ids = tuple(klass.id for klass in known)
    own = f" i skalan «{scale.namn}»" if scale and ids != _READY else ""
    text = ", ".join(ids)
    unset = scale.ej_bedömd if scale else None
    if word == "ej_bedömd" or (unset and word.lower() == unset.lower()):
        shown = f", så står «{unset}» där" if unset else ""
        return f"«{word}» är inget av {text}{own}.", f"Lämna fältet tomt{shown}. Skriv i «saknas» varför."
    names = {klass.id: klass.id for klass in known} | {klass.ord.lower(): klass.id for klass in known}
    return f"«{word}» är inget av {text}{own}.", meant_choice(word, names)


def _without_scale(word: str, field: str, scales: Scales) -> str:
    """What to write where a light is of a scale that the section doesn't name."""
    other = next((scale for scale in scales.values() if word in {klass.bedömning.id for klass in scale.klasser}), None)
    return f"Är det en klass i skalan «{other.namn}»: skriv {field}: {other.id} i avsnittet." if other else ""


def _faults(scale: Skala) -> Iterator[Finding]:
    """A scale has two to six classes that are told apart by id, word and sign, the best first."""
    if not FEWEST_CLASSES <= len(scale.klasser) <= MOST_CLASSES:
        wanted = f"{FEWEST_CLASSES} till {MOST_CLASSES}"
        message = f"Skalan «{scale.namn}» har {len(scale.klasser)} klasser; det ska vara {wanted}."
        yield error_at(scale.key("klasser"), "S005", message, "Lägg till eller slå ihop klasser.")
    shown = scale.ljusklasser()
    if shown and {klass.id for klass in shown} == set(_READY):
        shown = tuple(klass for klass in shown if klass.id in {own.bedömning.id for own in scale.klasser})
    yield from _alike(scale, "bedömning", [klass.bedömning.id for klass in scale.klasser], "id")
    yield from _alike(scale, "ord", _in_order(scale, {klass.id: klass.ord.lower() for klass in shown}), "ordet")
    yield from _alike(scale, "tecken", _in_order(scale, {klass.id: klass.tecken for klass in shown}), "tecknet")
    ready = [klass.bedömning.id for klass in scale.klasser if klass.bedömning.id in _READY]
    if ready != sorted(ready, key=_READY.index):
        hint = f"Skriv dem i ordningen {', '.join(sorted(ready, key=_READY.index))}."
        message = f"Skalan «{scale.namn}» har inte den bästa klassen först."
        yield error_at(scale.klasser[0].at("bedömning"), "S005", message, hint)


def _in_order(scale: Skala, words: Mapping[str, str]) -> list[str]:
    return [words[klass.bedömning.id] for klass in scale.klasser]


def _alike(scale: Skala, field: str, words: Iterable[str], what: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for klass, word in zip(scale.klasser, words, strict=True):
        if word in seen:
            message = f"Två klasser i skalan «{scale.namn}» har {what} «{word}»."
            yield error_at(klass.at(field), "S002", message, "De ska kunna skiljas åt, även utan färg.")
        seen.add(word)


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
        elif (inner := value and _inner(value, words)) is not value:
            changes[name] = inner
    return record.changed(changes) if changes else record


def _inner(value: object, words: Ord) -> object:
    if isinstance(value, Värde):
        return with_words(value, words)
    if isinstance(value, tuple):
        items = tuple(_inner(item, words) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value
