"""T507, T522: dates that don't exist, years of another period, and words of another time of the year."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from asn.check.figures_in_text import Passage
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.finding import Severity
from asn.model.fields import MONTHS
from asn.model.report import Rapport

_NAMES = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTHS = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})(?::[ae])?\s+(?P<month>{_MONTHS})\b(?:\s+(?P<year>(?:19|20)[0-9]{{2}})\b)?", re.IGNORECASE
)
_ISO = re.compile(r"(?<![\w-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])")
_LEAP = 2000  # a year that has all days
# «till och med april 2022», «januari–april 2022»: the end of the period, and a year.
_PERIOD_END = re.compile(
    rf"(?:\b(?:{_MONTHS}|jan)\s*[\u2013-]\s*|\b(?:till och med|t\.?o\.?m\.?|till|i slutet av|efter|i"
    rf"|per(?: den)?(?: [0-9]{{1,2}})?)\s+)(?P<month>{_MONTHS})\s+(?P<year>20[0-9]{{2}})\b",
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
        for match in (*_DAY.finditer(passage.text), *_ISO.finditer(passage.text)):
            yield OK if _exists(match) else _no_such_day(passage, match)
        for match in _PERIOD_END.finditer(passage.text):
            yield from _year(seen.rapport, passage, match)
        for match in _FAR.finditer(passage.text):
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
