"""P7xx: persons who must not be told of, or could be recognised.

Sources: dataskyddslagen (2018:218) 3 kap 10 § on personnummer; offentlighets- och sekretesslagen 26 kap on the secrecy
of social services. A text in git is there for ever, so a number is looked for in the whole of a file, comments too.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.check.series import small_group
from asn.figures import NBSP, Mätvärde, Storhet, format_quantity
from asn.finding import Place, Severity
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Delresultat, Indikator
from asn.model.avsnitt.text import Nyckeltal
from asn.model.record import Post, Värde
from asn.model.report import Rapport
from asn.personnummer import PERSONNUMMER_CURE, personnummer_faults


def personal_number(seen: Granskad) -> Iterator[Fynd | Looked]:
    """P701: no personnummer or samordningsnummer, anywhere in a report's files or in the registers."""
    for file, text in _files(seen.rapport).items():
        findings = [Fynd(place, message, PERSONNUMMER_CURE) for place, message in personnummer_faults(file, text)]
        yield from findings or (OK,)


def _files(report: Rapport) -> dict[str, str]:
    """The text of every file that a report is made of."""
    register = report.register
    shared = (register.nämnd, *register.enheter.values(), *register.målområden.values(), *register.skalor.values())
    records: tuple[Värde, ...] = (report.blad, *report.avsnitt, *report.enhetsfiler, *shared, *register.slag)
    return {record.file(): record.filtext() for record in records}


_FEW = ("en", "ett", "två", "tre", "fyra")
_MOST = 4
_KINDS = (
    r"person(?:er|erna)?|individ(?:er|erna)?|klient(?:er|erna)?|brukare|ungdom(?:ar|arna)?|barn(?:en)?|flick(?:a|or)|"
    r"pojk(?:e|ar)|kvinn(?:a|or)|män|man|vuxen|vuxna|familj(?:er)?|hushåll|elev(?:er)?|deltagare|missbrukare|flykting(?:ar)?|"
    r"avhoppare|placering(?:ar)?|ärende(?:n)?|orosanmälan|orosanmälningar|avhysning(?:ar)?|vräkning(?:ar)?|"
    r"dödsfall|självmord|suicid|lex Sarah-\w+|(?:ej|icke|inte) verkställda beslut"
)
_KIND = rf"(?:(?:unga|äldre|vuxna|yngre|nya|andra|enskilda|placerade|ensamkommande|nyanlända)\s+)?(?:{_KINDS})(?![\w-])"
_COUNT = re.compile(
    rf"(?<![\w,.–-])(?<!\d[ {NBSP}])(?:(?P<one>ett|en|1)|(?P<few>två|tre|fyra|[2-4]))"
    rf"(?:\s+av\s+(?:de|dem|dessa|våra|alla))?[\s{NBSP}]+(?P<kind>{_KIND})",
    re.IGNORECASE,
)
# «En familj» is most often any family. It is a certain one where something has happened to it, or where it is told off.
_CERTAIN = re.compile(
    r"\s+(?:(?:har|hade)\s+(?!rätt\b)(?:\w+\s+){0,2}?\w+(?:at|it|ats|its|ått|tts)\b|(?!måste\b|borde\b)\w+(?:ade|ades|kte|ste|rde|lde)\b|"
    r"(?:tyckte|ansåg|blev|fick|avled|var|gick|kom|dog)\b)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:endast|bara|blott|enbart)\s+$", re.IGNORECASE)
_NAMED = re.compile(rf"(?:antal(?:et)?\s+)?(?:{_KIND}).*", re.IGNORECASE)


def small_count(seen: Granskad) -> Iterator[Fynd | Looked]:
    """P702: one to four persons can be recognised by those who know them, so someone has to have weighed it."""
    for passage in seen.passager:
        hits = [match for match in _COUNT.finditer(passage.text) if _is_certain(match, passage.text)]
        for hit in hits if not _weighed(passage.väg) else ():
            yield _few(passage.place(*hit.span()), " ".join(hit[0].split()))
        if not hits or _weighed(passage.väg):
            yield OK
    for part in seen.rapport.avsnitt:
        yield from _figures(part, ())


def _is_certain(match: re.Match[str], text: str) -> bool:
    if match["few"] or match["one"] == "1":
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(_CERTAIN.match(text, match.end()) or _ALONE.search(before))


def _weighed(way: tuple[Värde, ...]) -> bool:
    return any(isinstance(record, Post) and record.röjandeprövad for record in way)


def _few(place: Place, shown: str) -> Fynd:
    return Fynd(
        place,
        f"«{shown}»: så få att någon kan känna igen dem.",
        "Skriv färre än fem, eller låt bli att ange antalet. Är det prövat att uppgiften kan lämnas ut: "
        "sätt röjandeprövad: {av: …, datum: …} på posten eller avsnittet.",
    )


def _figures(record: Värde, way: tuple[Värde, ...]) -> Iterator[Fynd | Looked]:
    """Counts that stand as figures: in ``tal``, or as the value of an indicator that counts persons."""
    way = (*way, record)
    if isinstance(record, Avsnitt):
        for name, value in record.tal.items():
            if _is_few(value) and re.fullmatch(_KIND, value.enhet, re.IGNORECASE):
                yield OK if _weighed(way) else _few(record.at("tal", name), format_quantity(value))
    if isinstance(record, (Indikator, Nyckeltal, Delresultat)):
        field = "utfall" if isinstance(record, Indikator) else "värde"
        value = getattr(record, field)
        if value and _is_few(value) and _counts_persons(record, value):
            yield OK if _weighed(way) else _few(record.at(field), f"{record.namn}: {value}")
    for inner in record.children:
        yield from _figures(inner, way)


def _is_few(value: Storhet | Mätvärde) -> bool:
    return value.tal is not None and value.tal == value.tal.to_integral_value() and Decimal(1) <= value.tal <= _MOST


def _counts_persons(record: Indikator | Nyckeltal | Delresultat, value: Mätvärde) -> bool:
    if value.enhet:
        return bool(re.fullmatch(_KIND, value.enhet, re.IGNORECASE))
    return record.namn.lower().startswith("antal") and bool(_NAMED.fullmatch(record.namn))


_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_S = rf"[ {NBSP}]"
_PHONE = re.compile(
    rf"(?<![\w,.:/-])(?:"
    rf"(?:\+|00)46{_S}?(?:\(0\))?{_S}?-?[1-9][0-9]{{0,2}}(?:[- {NBSP}]?[0-9]){{5,8}}"
    rf"|07[02369](?:[- {NBSP}]?[0-9]){{7}}"
    rf"|0(?!7[02369])[0-9]{{1,3}}{_S}?[-/]{_S}?[0-9]{{2,4}}(?:{_S}?[0-9]{{2,4}}){{1,3}}"
    rf")(?![\w-]|[,.][0-9])"
)
_OPENING_HOURS = re.compile(rf"0[0-9]-[0-9]{{2}}{_S}[0-9]{{4}}")
_DIGITS = range(8, 14)


def contact(seen: Granskad) -> Iterator[Fynd | Looked]:
    """P703: an address or a number leads to one person, and is soon out of date; an unit's own page is better."""
    for passage in seen.texter:
        contacts = list(_contacts(passage.text))
        for start, end, what in contacts:
            yield Fynd(
                passage.place(start, end),
                f"Här står {what}.",
                "Hänvisa till enheten eller till en sida i stället, eller gör ett undantag om numret eller "
                "adressen är en funktions och inte en persons.",
            )
        if not contacts:
            yield OK


def _contacts(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _MAIL.finditer(text) if "@" in text else ():
        yield *match.span(), "en e-postadress"
    for match in _PHONE.finditer(text) if "0" in text or "+" in text else ():
        digits = sum(character.isdigit() for character in match[0])
        if digits in _DIGITS and not _OPENING_HOURS.fullmatch(match[0]):
            yield *match.span(), "ett telefonnummer"


RULES: tuple[Rule, ...] = (
    Rule("P701", personal_number, Severity.FEL, "Personnummer eller samordningsnummer"),
    Rule("P702", small_count, Severity.VARNING, "Ett litet antal personer"),
    Rule("P703", contact, Severity.VARNING, "E-postadress eller telefonnummer"),
    Rule("P704", small_group, Severity.FEL, "Sjukfrånvaro för en grupp som är för liten"),
)
