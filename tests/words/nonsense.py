"""Reports in which no word is ours: each of the program's is a mark, and so is each of the content's."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from asn.figures import MONEY, Cellvärde, Mätvärde, Storhet
from asn.light import Bedömning, Ljusklass
from asn.load.from_registers import ready_made, with_words
from asn.model.fields import Prosa, Text
from asn.model.ord import Ord
from asn.model.record import Post, Värde, marks, record_in, word_fields
from asn.model.register import Förkortning
from asn.model.report import Rapport
from asn.model.scalars import Read

GROUPS = tuple(name for name in Ord.model_fields if name not in Post.model_fields)
_READERS = {Text.__metadata__[0].read, Prosa.__metadata__[0].read}
_REFERRING = {"id", "källa", "samma_som", "täljare", "nämnare", "total", "delar", "mot", "gäller"}
_KEPT = re.compile(r"\[\^\w+\]|\{\{[^}']*\}\}")
_UNITS = {"", "%", "procent", "procentenheter", *MONEY}


def nonsense() -> tuple[Ord, dict[str, str]]:
    """A word for each of the program's, with the same places in it, and which field each is."""
    numbers, fields, words = itertools.count(1), {}, {}
    for group in GROUPS:
        words[group] = {}
        for name, field in record_in(Ord, group).model_fields.items():
            mark = f"qx{next(numbers)}"
            fields[mark] = f"{group}.{name}"
            words[group][name] = " ".join((mark, *dict.fromkeys(re.findall(r"\{\w+\}", field.default))))
    return Ord.model_validate(words), fields


class Marked:
    """Content whose words are marks, the same for the same word."""

    def __init__(self, words: Ord) -> None:
        self.words, self.known = words, {}

    def mark(self, text: str) -> str:
        kept = "Mot " if text.startswith("Mot ") else ""  # the summary reads a heading that begins so
        return self.known.setdefault(text, f"{kept}zc{len(self.known)}")

    def report(self, report: Rapport, **sheet: object) -> Rapport:
        """A report with marks for words, and other fields in its sheet."""
        register = report.register
        groups = {
            name: {id_: self.record(item) for id_, item in getattr(register, name).items()}
            for name in ("enheter", "målområden", "skalor")
        }
        return replace(
            report,
            blad=self.record(report.blad).model_copy(update=sheet),
            avsnitt=tuple(with_words(self.record(part), self.words) for part in report.avsnitt),
            register=replace(
                register,
                nämnd=self.record(register.nämnd).model_copy(update={"kontakt": "zc"}),
                förkortningar=(Förkortning.model_construct(kort="zc1", betyder="zc"),),
                utseende=self.record(register.utseende),
                ord=self.words,
                **groups,
            ),
            slag=report.slag.model_copy(update={"namn": "zc {månad} {år}"}),
        )

    def record(self, record: Värde) -> Värde:
        kind = type(record)
        changes = {name: self._field(record, name, getattr(record, name)) for name in kind.model_fields}
        copy = record.model_copy(update=changes)
        for name in vars(copy).keys() - kind.model_fields.keys():
            del vars(copy)[name]
        return copy

    def _field(self, record: Värde, name: str, value: object) -> object:
        kind = type(record)
        own = word_fields(kind).get(name)
        if own and value == own.word(Ord(), record):
            return ""
        readers = {mark.read for mark in marks(kind)[name] if isinstance(mark, Read)}
        return self._value(value, is_text=bool(readers & _READERS) and name not in _REFERRING)

    def _value(self, value: object, *, is_text: bool) -> object:
        match value:
            case Värde():
                return self.record(value)
            case Bedömning():
                return Bedömning(value.id, tuple(map(self._klass, value.klasser)))
            case tuple():
                return tuple(self._value(item, is_text=is_text) for item in value)
            case dict():  # figures that texts fetch, and may reckon with
                return {self._value(key, is_text=False): self._named(item) for key, item in value.items()}
            case Storhet(enhet=unit):
                return replace(value, enhet=unit and self.mark(unit))
            case Mätvärde(enhet=unit, text=text):
                return replace(value, enhet=unit and self.mark(unit), text=text and self.mark(text))
        if is_text and type(value) is str and value:
            return " ".join((self.mark(value), *_KEPT.findall(value)))
        return value

    def _klass(self, klass: Ljusklass) -> Ljusklass:
        own = next((one for one in ready_made(self.words.ljus) if one.id == klass.id), None)
        return replace(klass, ord=own.ord, böjd=own.böjd) if own else replace(klass, ord=self.mark(klass.ord))

    def _named(self, value: object) -> object:
        if isinstance(value, Bedömning):
            return self._value(value, is_text=False)
        if isinstance(value, Storhet) and value.enhet not in _UNITS:
            return replace(value, enhet=self.mark(value.enhet))
        if isinstance(value, Cellvärde) and value.tal is None:
            return replace(value, text=self.mark(value.text))
        return value


def ours(texts: Iterable[str]) -> set[str]:
    """The words in some texts that are nobody's but the program's own: not to be changed."""
    words = {word for text in texts for word in re.findall(r"\w*[^\W\d_]\w*", text)}
    return {word for word in words if not _is_allowed(word)}


def _is_allowed(word: str) -> bool:
    """Marks, codes, sums, and the letter of the site's register that all marks of content begin with."""
    return bool(re.fullmatch(r"(?i:(?:zc|qx)\w*)|[A-Z]\d{3}|Mot|pdf|Z|[0-9a-f]{12}", word))
