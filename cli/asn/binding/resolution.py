"""Putting the figures into the texts, once; and telling which expressions give nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from asn.binding.operations import Dag, ExpressionError, Uttryckt
from asn.binding.syntax import Uttryck, evaluate, evaluated, expressions
from asn.figures import Cellvärde, Storhet, parse_cell
from asn.finding import Finding, KeyPath, Severity
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde
from asn.model.report import Rapport
from asn.personnummer import masked

if TYPE_CHECKING:
    from asn.model.ord import Ord


def namespace(report: Rapport, earlier: Iterable[Rapport]) -> dict[str, Any]:
    """The names that are the same everywhere in a report.

    An earlier report is reached as ``vb_2022``, the report itself also by its own name.
    """
    names: dict[str, Any] = {}
    for other in earlier:
        names[other.namnrymd] = other.värden
    own, day = report.värden, report.datum
    date = Dag(day, report.register.ord.månadsnamn(day.month)) if day else "–"
    return {**names, report.namnrymd: own, **own, "datum": date, _WORDS: report.register.ord}


def local(section: Avsnitt, names: Mapping[str, Any]) -> dict[str, Any]:
    """The names within one section: its own figures come first."""
    return {**names, **section.tal}


V = TypeVar("V", bound=Värde)
_NOTE = re.compile(r"\[\^([a-zåäö][a-zåäö0-9_]*)\]")
_WORDS = ""  # among the names, the board's words; nothing that a text can fetch is called so
_LONG = 10  # characters from which a number may be a person's


def resolved(section: V, names: Mapping[str, Any], notes: Mapping[str, int]) -> V:
    """A copy of a section whose texts have their figures in place, and the numbers of their footnotes.

    Args:
        section: what :func:`unbound` has looked through.
        names: the figures and words that texts can fetch.
        notes: each footnote's number by its id.
    """
    own = local(section, names) if isinstance(section, Avsnitt) else names
    fields = {name: _resolved(getattr(section, name), own, notes) for name in type(section).model_fields}
    # The same kind of record, unvalidated: only its texts have changed.
    copy = cast("V", type(section).model_construct(**fields))
    copy.placed_as(section)  # the files that it names lie beside its own
    copy.read_as(section)
    for _, expression in section.uttryck():
        copy.hämtat(_printed(expression, own))
    return copy


def _resolved(value: Any, names: Mapping[str, Any], notes: Mapping[str, int]) -> Any:
    if type(value) is str:
        # P701 has told the editor; a draft is built all the same, and must not carry the number any further.
        return masked(fill(value, names, notes))
    if isinstance(value, Värde):
        return resolved(value, names, notes)
    if isinstance(value, tuple):
        return tuple(_resolved(item, names, notes) for item in value)
    if isinstance(value, dict):
        return {key: _resolved(item, names, notes) for key, item in value.items()}
    if isinstance(value, Cellvärde):
        return (
            value
            if value.tal is not None and len(value.text) < _LONG
            else parse_cell(masked(fill(value.text, names, notes)))
        )
    return value


def fill(text: str, names: Mapping[str, Any], notes: Mapping[str, int]) -> str:
    """A text with each expression replaced by what it prints, and each footnote's id by its number."""
    if "{{" in text:
        parts, last = [], 0
        for expression in expressions(text):
            parts += [text[last : expression.start], _printed(expression.text, names)]
            last = expression.end
        text = "".join((*parts, text[last:]))
    return _NOTE.sub(lambda match: f"[^{notes.get(match[1], match[1])}]", text) if "[^" in text else text


def _printed(expression: str, names: Mapping[str, Any]) -> str:
    words = cast("Ord", names[_WORDS])
    try:
        value = evaluated(expression, names)
    except ExpressionError:  # only a draft gets this far: S013 has told the editor, and the reader sees a gap
        return words.sida.siffra_saknas
    match value:
        case Storhet():
            return str(words.enheter.med(value))
        case Uttryckt(storhet):
            return str(replace(value, storhet=words.enheter.med(storhet)))
    return str(value)


def unbound(section: Värde, names: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding (S013) for every expression that gives nothing, at its own line and column."""
    own = local(section, names) if isinstance(section, Avsnitt) else names
    for steps, expression in _own_expressions(section):
        try:
            evaluate(expression.text, own)
        except ExpressionError as why:
            # Its place is looked up only now: finding it in the file costs more than all the rest.
            place = section.within(steps, expression.start, expression.end) if expression.end else section.at(*steps)
            yield Finding(place, "S013", Severity.FEL, str(why), why.suggestion)
    for inner in section.children:
        yield from unbound(inner, own)


def _own_expressions(section: Värde) -> Iterator[tuple[KeyPath, Uttryck]]:
    for steps, text in section.texts():
        for expression in expressions(text) if "{{" in text else ():
            yield steps, expression
    for steps, text in section.uttryck():
        yield steps, Uttryck(0, 0, text)
