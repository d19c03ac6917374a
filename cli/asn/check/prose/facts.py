"""T503, T507, T521, T522: facts told twice, dates that don't exist, years of another period, words of another time."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

from asn.check.figures_in_text import NUMBER_OF, NUMBER_WORDS, Passage, is_slip, kind_of, sentences
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import MONEY, Mätvärde, Storhet, format_quantity
from asn.finding import Severity
from asn.model.avsnitt.mal import Indikator
from asn.model.fields import MONTHS
from asn.model.report import Rapport

if TYPE_CHECKING:
    from asn.model.avsnitt.grund import Avsnitt

_WORDS = 12
"""Words of a paragraph that nobody writes alike twice."""
_AGAIN = {"anvisning", "motivering", "till_läsaren", "saknas", "omräknad"}
"""Fields that may say the same at several tables."""
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


def repeated_text(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A paragraph of more than a line stands once: twice, the second was to say something else."""
    first: dict[tuple[str, ...], tuple[Passage, int, int]] = {}
    for passage in seen.passager:
        if passage.steps[0] in _AGAIN:
            continue
        for match in _PARAGRAPH.finditer(passage.text):
            words = tuple(re.findall(r"\w+", match[0].casefold()))
            if len(words) < _WORDS:
                continue
            if words not in first:
                first[words] = passage, *match.span()
                yield OK
                continue
            earlier, start, end = first[words]
            there = earlier.place(start, end)
            message = f"Samma stycke står redan på rad {there.line} i {there.file}."
            yield Fynd(passage.place(*match.span()), message, "Skriv det som gäller här, eller stryk det ena.")


_YEAR = re.compile(r"(?:19|20)\d\d")


def same_fact(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure of one name in two sections, an indicator in two tables, and a time that doesn't fit its dates."""
    yield from _same_name(seen)
    yield from _same_indicator(seen)
    for passage in seen.passager:
        yield from _durations(passage)


def _same_name(seen: Granskad) -> Iterator[Fynd | Looked]:
    first: dict[tuple[str, str], tuple[Avsnitt, Storhet]] = {}
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            other, amount = first.setdefault((name, _measure(value)), (section, value))
            if other is section:
                continue
            if not _slipped(name, amount, value):
                yield OK
                continue
            place = other.at("tal", name)
            yield Fynd(
                section.at("tal", name),
                f"«{name}» är {format_quantity(value)} här men {format_quantity(amount)} "
                f"på rad {place.line} i {place.file}.",
                "Är det samma sak ska siffran vara densamma; är det olika saker ska de ha olika namn.",
            )


def _measure(value: Storhet) -> str:
    # 604 sökande and 605 ansökningar count the same thing: only money and shares are kinds of their own.
    return kind_of(value) if value.enhet in {*MONEY, "%", "procent", "procentenheter"} else "antal"


def _slipped(name: str, one: Storhet, other: Storhet) -> bool:
    """Whether two figures of one name must be meant to be the same.

    Sections may use one name for figures of their own, as an underskott each; those differ by more than a slip does.
    A name with a year in it says more, and then any difference counts.
    """
    if one.enhet not in MONEY and _YEAR.search(name):
        return one.tal != other.tal
    return is_slip(one, other)


def _same_indicator(seen: Granskad) -> Iterator[Fynd | Looked]:
    first: dict[str, Indikator] = {}
    for indicator in seen.rapport.poster(Indikator):
        other = first.setdefault(indicator.id, indicator) if indicator.id else indicator
        for field in ("utfall", "målnivå") if other is not indicator else ():
            stated, earlier = getattr(indicator, field), getattr(other, field)
            if not (_is_number(stated) and _is_number(earlier)):
                continue
            if stated == earlier:
                yield OK
                continue
            place = other.at(field)
            yield Fynd(
                indicator.at(field),
                f"«{indicator.namn}» har {field} {stated} här men {earlier} på rad {place.line} i {place.file}.",
                "Det är samma indikator, så siffran ska vara densamma.",
            )


def _is_number(value: Mätvärde | None) -> bool:
    return value is not None and value.tal is not None


_NUMBERS = ("en", *NUMBER_WORDS[1:13])
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_DAYS = {"dag": Decimal(1), "veck": Decimal(7), "månad": Decimal("30.4")}
_LENGTH = rf"\b(?:under|i) (?P<count>{'|'.join(_NUMBERS)}|[0-9]{{1,3}}) (?P<unit>dag|veck|månad)(?:ar|or|er|a)?\b"
_DATE = rf"(?:den )?(?P<d{{0}}>[0-9]{{{{1,2}}}}) (?P<m{{0}}>{'|'.join(_MONTHS)})(?: (?P<y{{0}}>[0-9]{{{{4}}}}))?"
_DAY = re.compile(rf"[0-9]\s(?:{'|'.join(_MONTHS)})", re.IGNORECASE)  # no dates without one, and few texts have any
_DATES = (
    rf"(?P<dates>(?:mellan|från) (?:och med )?{_DATE.format(1)}"
    rf"(?:\s?[–-]\s?|,? (?:och|till)(?: och med)? ){_DATE.format(2)})"
)
# Side by side they are one time; «två veckor i perioden från …» are two weeks of it, and so is a small part.
_DURATION = re.compile(rf"(?P<length>{_LENGTH})(?:,| \(|,? det vill säga)? ?{_DATES}", re.IGNORECASE)
_SMALL_PART = Decimal("0.4")


def _durations(passage: Passage) -> Iterator[Fynd | Looked]:
    for start, end in sentences(passage.text) if _DAY.search(passage.text) else ():
        match = _DURATION.search(re.sub(r"\s", " ", passage.text[start:end]))
        days = _span(match) if match else None
        if not match or days is None:
            continue
        stated = _stated(match)
        if abs(days - stated) <= max(Decimal(2), stated / 4) or stated < days * _SMALL_PART:
            yield OK
            continue
        yield Fynd(
            passage.place(start + match.start("length"), start + match.end("length")),
            f"Texten säger «{match['length']}», men «{match['dates']}» är {days} dagar.",
            "Rätta tiden eller datumen.",
        )


def _stated(length: re.Match[str]) -> Decimal:
    """How many days a length of time is, about."""
    word = length["count"].lower()
    return Decimal(NUMBER_OF.get(word) or word) * _DAYS[length["unit"].lower()]


def _span(dates: re.Match[str]) -> int | None:
    """How many days two dates span, both counted; without a year, in any that isn't a leap year."""
    year = int(dates["y2"] or dates["y1"] or 2001)
    try:
        first = datetime.date(int(dates["y1"] or year), _MONTHS[dates["m1"].lower()], int(dates["d1"]))
        last = datetime.date(year, _MONTHS[dates["m2"].lower()], int(dates["d2"]))
    except ValueError:
        return None
    return (last - first).days + 1 if last >= first else None


_NAMES = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH = "|".join(MONTHS)
_DATE_IN_TEXT = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})(?::[ae])?\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>(?:19|20)[0-9]{{2}})\b)?", re.IGNORECASE
)
_ISO = re.compile(r"(?<![\w-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])")
_LEAP = 2000  # a year that has all days
# «till och med april 2022», «januari–april 2022»: the end of the period, and a year.
_PERIOD_END = re.compile(
    rf"(?:\b(?:{_MONTH}|jan)\s*[\u2013-]\s*|\b(?:till och med|t\.?o\.?m\.?|till|i slutet av|efter|i"
    rf"|per(?: den)?(?: [0-9]{{1,2}})?)\s+)(?P<month>{_MONTH})\s+(?P<year>20[0-9]{{2}})\b",
    re.IGNORECASE,
)
# «Effekterna följs upp under hela 2032»: a year that nobody reports on.
_FAR = re.compile(r"\b(?:under|för)\s+(?:hela\s+|år\s+)?(?P<year>20[0-9]{2})\b(?!\s*[\u2013-])", re.IGNORECASE)
_AHEAD = 5  # years that a report may speak of without saying more
_COMPARED = re.compile(
    r"\b(?:jämför\w*|motsvarande|samma|föreg\w+|förra|fjol\w*|tidigare|än|från|sedan|mot|redan|beslut\w*|antog\w*|då|hade|var)\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:hittills|än så länge|ännu så länge|så här långt|i sommar|i höst|till (?:sommaren|hösten)|senare i år"
    r"|(?:under )?(?:resten|återstoden) av året|kommande halvår(?:et)?)\b",
    re.IGNORECASE,
)
_LAST = 12


def dates(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A date is in the almanac; and a text on the period tells the period's own year."""
    for passage in seen.passager:
        for match in (*_DATE_IN_TEXT.finditer(passage.text), *_ISO.finditer(passage.text)):
            yield OK if _exists(match) else _no_such_day(passage, match)
        text = passage.text if "20" in passage.text else ""  # both look for a year, which few texts have
        for match in _PERIOD_END.finditer(text):
            yield from _year(seen.rapport, passage, match)
        for match in _FAR.finditer(text):
            if int(match["year"]) > seen.rapport.år + _AHEAD:
                message = f"Texten säger «{' '.join(match[0].split())}», men rapporten gäller {seen.rapport.år}."
                place = passage.place(match.start("year"), match.end("year"))
                yield Fynd(place, message, "Rätta årtalet, om det inte är så långt fram.", Severity.RÅD)


def _exists(match: re.Match[str]) -> bool:
    month = int(match["month"]) if match["month"].isdigit() else _NAMES[match["month"].lower()]
    with suppress(ValueError):
        datetime.date(int(match["year"] or _LEAP), month, int(match["day"]))
        return True
    return False


def _no_such_day(passage: Passage, match: re.Match[str]) -> Fynd:
    text = " ".join(match[0].split())
    return Fynd(
        passage.place(match.start(), match.end()),
        f"Datumet {text} finns inte i almanackan.",
        "Rätta dagen eller månaden.",
    )


def _year(report: Rapport, passage: Passage, match: re.Match[str]) -> Iterator[Fynd | Looked]:
    """A month that ends the period, with a year that isn't the report's, in a sentence that compares with nothing."""
    last, year = report.månader[1], int(match["year"])
    if _NAMES[match["month"].lower()] != last or last == _LAST:
        return
    start = passage.text.rfind(".", 0, match.start()) + 1
    end = passage.text.find(".", match.end())
    sentence = passage.text[start : end if end >= 0 else None]
    if year == report.år or _COMPARED.search(sentence):
        yield OK
        return
    text = " ".join(match[0].split())
    message = f"Texten säger «{text}», men rapporten gäller {report.år}."
    yield Fynd(passage.place(match.start("year"), match.end("year")), message, f"Menas {report.år}?", Severity.RÅD)


def late_words(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A report on a whole year speaks of what has been: «hittills» and «i sommar» were right in the delårsrapport."""
    report = seen.rapport
    if report.månader != (1, _LAST) or "utfall" in report.slag.utelämnar:
        return
    for passage in seen.passager:
        for match in _LATE.finditer(passage.text):
            text = " ".join(match[0].split())
            place = passage.place(match.start(), match.end())
            yield Fynd(
                place, f"«{text}» hör till en rapport under året, och den här gäller hela.", "Skriv om meningen."
            )
        yield OK
