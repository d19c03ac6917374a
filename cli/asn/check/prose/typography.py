"""T510–T517: Swedish typography that rendering can't mend by itself, because only the editor knows what was meant.

Hard spaces, minus signs, dashes in ranges and straight quotes are put right when the report is rendered (see
``asn.render.prose``); nothing is said of them here.

Sources: Myndigheternas skrivregler; Isof, Frågelådan 26167 (tkr, mnkr, mdkr) and 26902 (procent).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from asn.check.figures_in_text import without_expressions
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import NBSP
from asn.model.fields import MONTHS

FaultOf = Callable[[re.Match[str]], tuple[str, str] | None]
Sign = Callable[[str], object]

# A text may be one word of a hundred thousand letters: each alternative looks at it once, not from every letter.
_ADDRESS = re.compile(r"\]\([^)\s\]]*\)|<?https?://\S+|\bwww\.\S+|(?<!\S)\S+@\S+")
_SIGNS_OF_ADDRESS = ("](", "://", "www.", "@")


def _hits(seen: Granskad, maybe: Sign, pattern: re.Pattern[str], say: FaultOf) -> Iterator[Fynd | Looked]:
    """What is said of each hit of a pattern, in the texts whose small letters have a sign of there being any.

    A sign is looked for many times faster than the pattern, and few texts have one.
    """
    for passage in seen.passager:
        text, small = _prose(passage.text)
        said = False
        for match in pattern.finditer(text) if maybe(small) else ():
            fault = say(match)
            if fault:
                said = True
                yield Fynd(passage.place(*match.span()), *fault)
        if not said:
            yield OK


def _any_of(*signs: str) -> Sign:
    return lambda small: any(sign in small for sign in signs)


@lru_cache(maxsize=4096)
def _prose(text: str) -> tuple[str, str]:
    """A text without expressions and addresses, which are no prose, and the same in small letters.

    They are blanked, so that every place stays.
    """
    prose = without_expressions(text)
    if any(sign in prose for sign in _SIGNS_OF_ADDRESS):
        prose = _ADDRESS.sub(lambda match: "\0" * len(match[0]), prose)
    return prose, prose.lower()


_UNITS = {
    **dict.fromkeys(("mkr", "msek", "mnkr", "milj kr", "milj. kr", "milj kronor", "milj. kronor"), "mnkr"),
    **dict.fromkeys(("kkr", "tkr", "tsek"), "tkr"),
    **dict.fromkeys(("mdr", "mdkr"), "mdkr"),
}
_UNIT = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(unit).replace(re.escape(' '), '[ ' + NBSP + ']') for unit in _UNITS)})(?!\w)",
    re.IGNORECASE,
)
_SIGNS_OF_UNIT = frozenset(unit.partition(" ")[0].rstrip(".") for unit in _UNITS)


def money_unit(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T510: thousands, millions and milliards of kronor are tkr, mnkr and mdkr, everywhere the same."""
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            right = _UNITS.get(value.enhet.lower())
            fault = _unit(value.enhet, right) if right else None
            if fault:
                yield Fynd(section.at("tal", name), *fault)
    yield from _hits(
        seen,
        _any_of(*_SIGNS_OF_UNIT),
        _UNIT,
        lambda match: _unit(match[0], _UNITS[match[0].lower().replace(NBSP, " ")]),
    )


def _unit(written: str, right: str) -> tuple[str, str] | None:
    return None if written == right else (f"«{written}» är inte rapportens enhet.", f"Skriv {right}.")


def doubled_stop(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T511: two full stops are one too many, or one too few."""
    pattern = re.compile(r"(?<=\w)\.\.(?![.\w])")
    fault = "Här står två punkter.", "Skriv en punkt, eller tre för utelämnad text."
    return _hits(seen, _any_of(".."), pattern, lambda _: fault)


_DATE = re.compile(
    rf"\b(?P<day>[12][0-9]|3[01]|[1-9]):[ea] (?P<name>{'|'.join(MONTHS)})\b"
    r"|(?<![\w/])(?P<lead>(?:den|senast|från|till|per|före|efter|sedan|och) )?"
    r"(?P<d>[12][0-9]|3[01]|0?[1-9])/(?P<m>1[0-2]|0?[1-9])(?P<year> (?:19|20)[0-9]{2}\b)?(?![\w/])",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = ("24", "7")


def date_in_prose(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T512: in running text a date is 13 mars, and not 13:e mars or 13/3."""
    return _hits(seen, _any_of("/", ":"), _DATE, _date)


def _date(match: re.Match[str]) -> tuple[str, str] | None:
    if match["name"]:
        right = f"{match['day']} {match['name'].lower()}"
    else:
        # 1/2 and 2/3 are fractions, 24/7 is round the clock: a slash is a date only where something says so.
        said = match["lead"] and match["lead"].strip().lower() not in {"till", "och", "per"}
        certain = said or match["year"] or int(match["d"]) > len(MONTHS)
        if not certain or (match["d"], match["m"]) == _ROUND_THE_CLOCK:
            return None
        right = f"{int(match['d'])} {MONTHS[int(match['m']) - 1]}{match['year'] or ''}"
    return (
        f"«{match[0].removeprefix(match['lead'] or '')}» är inte skrivet som ett datum i löpande text.",
        f"Skriv {right}.",
    )


_ABBREVIATIONS = {
    "t.ex.": "till exempel",
    "bl.a.": "bland annat",
    "d.v.s.": "det vill säga",
    "dvs": "det vill säga",
    "inkl.": "inklusive",
    "exkl.": "exklusive",
    "m.m.": "med mera",
    "m.fl.": "med flera",
    "o.s.v.": "och så vidare",
    "osv": "och så vidare",
    "fr.o.m.": "från och med",
    "t.o.m.": "till och med",
    "p.g.a.": "på grund av",
    "pga": "på grund av",
    "s.k.": "så kallad",
    "f.n.": "för närvarande",
    "m.a.o.": "med andra ord",
    "resp.": "respektive",
    "ca": "cirka",
}


def _abbreviation_pattern(short: str) -> str:
    """An abbreviation with its points, with spaces instead of them, or with both."""
    letters = [re.escape(part) for part in short.rstrip(".").split(".")]
    if len(letters) == 1:
        return letters[0] + (r"\.?" if short.endswith(".") or short in {"ca", "dvs", "osv"} else "")
    return rf"(?:\.[ {NBSP}]?|[ {NBSP}])".join(letters) + r"\.?"


_ABBREVIATED = tuple(
    (re.compile(rf"{_abbreviation_pattern(short)}", re.IGNORECASE), whole) for short, whole in _ABBREVIATIONS.items()
)
_ABBREVIATION = re.compile(
    rf"(?<![\w.])(?:{'|'.join(pattern.pattern for pattern, _ in _ABBREVIATED)})(?!\w)", re.IGNORECASE
)

_SHORT = re.compile(rf"\b(?:{'|'.join(sorted({re.escape(short.partition('.')[0]) for short in _ABBREVIATIONS}))})\b")


def abbreviation(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T513: abbreviations are written out, so that all can read them and a screen reader says them right."""
    return _hits(seen, _SHORT.search, _ABBREVIATION, _abbreviation)


def _abbreviation(match: re.Match[str]) -> tuple[str, str]:
    whole = next(whole for pattern, whole in _ABBREVIATED if pattern.fullmatch(match[0]))
    return f"«{match[0]}» är en förkortning.", f"Skriv ut den: {whole}."


_POINT = re.compile(
    # Behind its first digit, not before it: a pattern that begins with a digit passes by everything else fast.
    rf"(?P<whole>[0-9](?<![\w.,][0-9])[0-9]*)\.(?P<rest>[0-9]+)"
    rf"(?=[ {NBSP}]?(?:%|procent|kr|tkr|mnkr|mdkr|kronor|miljon|miljard|mkr|kkr))",
    re.IGNORECASE,
)
_GROUP = 3


def decimal_point(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T514: Swedish has a decimal comma, and a space between thousands."""
    return _hits(seen, _any_of("."), _POINT, _point)


def _point(match: re.Match[str]) -> tuple[str, str]:
    if len(match["rest"]) == _GROUP and match["whole"] != "0":
        return f"«{match[0]}» har punkt mellan tusentalen.", f"Skriv {match['whole']} {match['rest']}."
    return f"«{match[0]}» har decimalpunkt.", f"Skriv {match['whole']},{match['rest']}."


def foreign_quotes(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T515: the quotes of Swedish are ”these”, the same on both sides."""
    signs = "“„«»‟"
    pattern = re.compile(f"[{signs}]")
    hint = "Skriv ”så här”."
    return _hits(seen, _any_of(*signs), pattern, lambda match: (f"«{match[0]}» är inte ett svenskt citattecken.", hint))


def joined_unit(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T516: there is a space between a figure and its unit: 95 %, not 95%."""
    # Behind its first digit, not before it: a pattern that begins with a digit passes by everything else fast.
    pattern = re.compile(r"(?P<number>[0-9](?<![\w.][0-9])[0-9]*(?:,[0-9]+)?)(?P<unit>%|tkr|mnkr|mdkr|kr)(?![\w/-])")
    return _hits(
        seen,
        _any_of("%", "kr"),
        pattern,
        lambda match: (f"«{match[0]}» saknar mellanslag.", f"Skriv {match['number']} {match['unit']}."),
    )


_AFTER = re.compile(rf"[ {NBSP}](%|procent|tkr|mnkr|mdkr|kr|kronor|procentenheter)(?!\w)", re.IGNORECASE)


def doubled_unit(seen: Granskad) -> Iterator[Fynd | Looked]:
    """T517: a filter prints the unit, so the text after it must not."""
    for passage, figures in seen.siffertexter:
        for figure in (figure for figure in figures if figure.uttryck):
            match = _AFTER.match(passage.text, figure.end)
            if not match:
                yield OK
                continue
            yield Fynd(
                passage.place(*match.span(1)),
                f"Enheten kommer två gånger: uttrycket skriver redan {figure.value.enhet}.",
                f"Ta bort «{match[1]}» ur texten.",
            )
