"""T501: an amount or a share that names the figure of a table, and says another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from asn.binding.resolution import local
from asn.check.figures_in_text import (
    AMOUNT,
    NUMBER_OF,
    NUMBER_WORDS,
    Figure,
    Passage,
    comparable,
    fetched_figures,
    is_slip,
    kind_of,
    sentences,
    without_expressions,
)
from asn.check.prose.claims import claims
from asn.check.prose.known_figures import TableFigure, TableFigures, all_stems, expression, in_unit_of
from asn.check.prose.qualifiers import Doubt, ReportWords, cues, own_words
from asn.check.prose.unmatched_figures import slipped_figures
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import Storhet, format_quantity
from asn.finding import Severity
from asn.light import Bedömning
from asn.model.avsnitt.belopp import Beloppspost, Beloppsposter
from asn.model.avsnitt.mal import Mål, Målöversikt
from asn.model.avsnitt.text import Organisation
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.model.fields import MONTHS, Månad
from asn.model.grid import Grid
from asn.model.report import Rapport

_N = rf"(?:{'|'.join(NUMBER_WORDS[1:])}|en|inget|ingen|[0-9]{{1,2}}(?![0-9,.]))"
_THINGS = "risk", "uppdrag", "aktivitet", "målområde", "nämndmål", "avdelning"
_START = r"\s*(?:[-*+] )?"
_IS = r"(?:är|har|får|fick)"
_BENT = r"(?:e?n|e?t|a|na|[ae]r(?:na)?)?"


class _Sentences(NamedTuple):
    """The sentences that count, in a report's own words for its lists and its lights.

    ``lights`` is the id of the class that each form of a light's word is of, in small letters.
    """

    counting: tuple[re.Pattern[str], ...]
    # «Rapporten redovisar 14 risker», «förvaltningen har fyra avdelningar».
    whole: re.Pattern[str]
    # «Kvalitetsmålet var rött i mars»
    monthly: re.Pattern[str]
    lights: Mapping[str, str]


def _sentences_of(report: Rapport) -> _Sentences:
    words, lights = report.register.ord, _forms(report)
    own = {
        "risk": words.risker.risk,
        "uppdrag": words.uppdrag.uppdrag,
        "aktivitet": words.kolumner.aktivitet,
        "målområde": words.mål.målområde,
        "nämndmål": words.mål.nämndmål,
    }
    return _built(tuple((name, own.get(name, name).lower()) for name in _THINGS), tuple(lights.items()))


@lru_cache(maxsize=8)
def _built(things: tuple[tuple[str, str], ...], lights: tuple[tuple[str, str], ...]) -> _Sentences:
    things_ = "|".join(f"(?P<{name}>(?:{name}|{re.escape(own)}){_BENT})" for name, own in things)
    forms = "|".join(re.escape(form) for form, _ in sorted(lights, key=lambda pair: -len(pair[0]))) or r"(?!)"
    light = rf"(?:bedömningen )?(?P<light>{forms})(?!\w)"
    some, whole = rf"(?P<some>{_N})", rf"(?:de |våra |alla )?(?P<all>{_N})"
    patterns = (
        # «Av de elva uppdragen är nio gröna», «två av fyra målområden är röda», «fem mål är gröna och ett rött»
        rf"{_START}av {whole} (?:{things_}) {_IS} {some} {light}(?=\s*[.,]|\s+och\b)",
        rf"{_START}{some} av {whole} (?:{things_}) {_IS} {light}(?=\s*[.,]|\s+och\b)",
        rf"{_START}{some} (?:{things_}) {_IS} {light}(?=\s*\.|(?:,| och|, och) {_N} (?:{_IS} )?(?:{forms})(?!\w))",
    )
    all_of = (
        rf"{_START}(?:rapporten|delårsrapporten|verksamhetsberättelsen|planen|nämndplanen|förvaltningen|nämnden)"
        rf" (?:redovisar|innehåller|har|omfattar|består av) (?P<all>{_N}) (?:{things_})\s*\.?\s*"
    )
    monthly = (
        rf"{_START}(?P<area>[a-zåäö]+)målet (?:är|var|blev) (?P<light>{forms}) i "
        rf"(?P<month>{'|'.join(MONTHS)})"
        r"(?=\s*[.,]|\s+och\b)"
    )
    read = [re.compile(text, re.IGNORECASE) for text in (*patterns, all_of, monthly)]
    return _Sentences(tuple(read[:3]), read[3], read[4], dict(lights))


def _forms(report: Rapport) -> dict[str, str]:
    """Each word that a light of the report's lists can have, as a sentence bends it, with the id of its class."""
    scales = {light.klasser for lights in _judgements(report).values() for light in lights if light}
    forms: dict[str, str] = {}
    several: set[str] = set()
    for klass in (klass for scale in sorted(scales, key=str) for klass in scale):
        for form in {klass.ord.lower(), *(klass.böjd or ())}:
            if forms.setdefault(form, klass.id) != klass.id:
                several.add(form)  # of two scales, and nobody knows which one is meant
    return {form: id_ for form, id_ in sorted(forms.items()) if form not in several}


class _List(NamedTuple):
    """How many of a thing a report has, and the id of the light of each, empty for one that has none.

    ``forms`` is the id of the class that each form of a light's word is of.
    """

    antal: int
    lights: Sequence[str]
    forms: Mapping[str, str]


def counted_things(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each sentence that counts a list of the report, against the list."""
    lists, own, patterns = _lists(seen.rapport), ReportWords.of((), seen.rapport), _sentences_of(seen.rapport)
    for passage in seen.passager:
        hidden = re.sub(r"\s", " ", without_expressions(passage.text))
        for start, end in sentences(passage.text):
            text = hidden[start:end]
            match = next((hit for one in patterns.counting if (hit := one.match(text))), None)
            match = match or patterns.whole.fullmatch(text)
            name = next((name for name in lists if match and match[name]), "")
            if match and name and not own.doubts(own.now.sub("", _unlit(text, match))) - {Doubt.MÅTT}:
                yield from _counted(passage, start, match, name, lists[name])


def _unlit(text: str, match: re.Match[str]) -> str:
    """A sentence without the word of its light, which may be any: «långt från målet»."""
    return text[: match.start("light")] + text[match.end("light") :] if "light" in match.re.groupindex else text


def monthly_lights(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Each sentence that tells the light that a goal has had in a month, against the goal's months."""
    months = {
        (section.målområde, Månad(month).helt_namn): light
        for section in seen.rapport.poster(Mål)
        for goal in section.nämndmål[:1]
        for month, light in goal.månader.items()
        if len(section.nämndmål) == 1 and light
    }
    patterns = _sentences_of(seen.rapport) if months else None
    for passage in seen.passager if patterns else ():
        for start, end in sentences(passage.text) if patterns and "målet" in passage.text else ():
            match = patterns.monthly.match(re.sub(r"\s", " ", passage.text[start:end])) if patterns else None
            if not match or not patterns:
                continue
            right = months.get((match["area"].lower().removesuffix("s"), match["month"].lower()))
            if right is None or right.id == patterns.lights[match["light"].lower()]:
                yield OK
                continue
            yield Fynd(
                passage.place(start + match.start("light"), start + match.end("light")),
                f"Texten säger {match['light'].lower()} i {match['month'].lower()}, men målet har {right} den månaden.",
                "Rätta ordet, eller målets månad.",
                Severity.RÅD,
            )


def _counted(passage: Passage, start: int, match: re.Match[str], name: str, there: _List) -> Iterator[Fynd | Looked]:
    said = {"all": there.antal} if "all" in match.re.groupindex else {}
    if "some" in match.re.groupindex:
        said["some"] = sum(light == there.forms[match["light"].lower()] for light in there.lights)
    wrong = [(group, right) for group, right in said.items() if _number(match[group]) != right]
    if not wrong:
        yield OK
    for group, right in wrong:
        what = _thing_name(name, group, match)
        yield Fynd(
            passage.place(start + match.start(group), start + match.end(group)),
            f"Texten säger {match[group].lower()}, men i rapporten är antalet {right} ({what}).",
            "Rätta antalet.",
            Severity.RÅD,
        )


def _thing_name(name: str, group: str, match: re.Match[str]) -> str:
    return name if group == "all" else f"{name}, {match['light'].lower()}"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER_OF.get(word.lower(), -1)


def _judgements(report: Rapport) -> dict[str, list[Bedömning | None]]:
    """The lights of the lists that a text can count."""
    return {
        "risk": [row.bedömning for row in report.poster(Risk)],
        "uppdrag": [row.status for row in report.poster(Uppdrag)],
        "aktivitet": [row.bedömning for row in report.poster(Aktivitet)],
        "målområde": [row.bedömning for part in report.poster(Målöversikt) for row in part.målområden],
        "nämndmål": [goal.bedömning for part in report.poster(Mål) for goal in part.nämndmål],
    }


def _lists(report: Rapport) -> dict[str, _List]:
    """The lists that a text can count, where the report has one of a kind and all in it are judged."""
    judged, forms = _judgements(report), _forms(report)
    lists = {
        name: _List(len(lights), [light.id if light else "" for light in lights], forms)
        for name, lights in judged.items()
        if lights
    }
    departments = [part.avdelningar for part in report.poster(Organisation) if part.avdelningar]
    return lists | ({"avdelning": _List(departments[0], (), {})} if len(departments) == 1 else {})


_DEVIATION = re.compile(r"avvikelse|underskott|överskott|prognosförändring", re.IGNORECASE)
# «Risken för behandlingsskolor har riskvärdet 20.»; of a risk that has changed there may be more to say.
_RISK_VALUE = re.compile(
    r"\s*(?P<risk>[^,;:()0-9]+?) (?:har|får|har fått) (?:ett |nu )?riskvärdet?(?: på)? (?P<value>[0-9]{1,2})"
    r"(?: och är \w+|\.|$)[^,;:0-9]*",
    re.IGNORECASE,
)
_AGAINST_EARLIER = re.compile(r"\bmot föregående (?:prognos|år)\w*", re.IGNORECASE)


def contradicting_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A stated amount against its source, a figure in ``tal`` against its namesake, a sentence against a row."""
    said = [*_amounts(seen, seen.namn), *_named(seen), *claims(seen), *_risk_values(seen)]
    said += [*counted_things(seen), *monthly_lights(seen)]
    yield from said
    places = {result.place for result in said if isinstance(result, Fynd)}
    yield from (
        result for result in slipped_figures(seen) if not isinstance(result, Fynd) or result.place not in places
    )


def _risk_values(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A sentence that gives a risk its value: every longer word before it is of one risk's name, and of no other's."""
    risks = [(all_stems(risk.namn), risk) for risk in seen.rapport.poster(Risk)]
    for passage in seen.passager if risks else ():
        for start, end in sentences(passage.text) if "riskvärde" in passage.text else ():
            match = _RISK_VALUE.fullmatch(re.sub(r"\s", " ", passage.text[start:end]))
            if not match or any(cues(match[0], own_words(seen.rapport))):
                continue
            said = all_stems(match["risk"]) - {"riske"}
            meant = [risk for words, risk in risks if said and said <= words]
            meant = [risk for risk in meant if all_stems(risk.namn) - {"riske"} == said] or meant
            if len(meant) != 1 or (right := meant[0].value()) is None:
                continue
            if right == int(match["value"]):
                yield OK
                continue
            yield Fynd(
                passage.place(start + match.start("value"), start + match.end("value")),
                f"Texten säger riskvärdet {match['value']}, men risken «{meant[0].namn}» har {right}.",
                f"Skriv {right}, eller rätta riskens värde.",
            )


def _amounts(seen: Granskad, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    """An amount under a heading: against its source, or against the row and the kind of column that it is headed by."""
    tables = tuple(table.grid for table in seen.rapport.tabeller)
    for section in seen.rapport.poster(Beloppsposter):
        own = local(section, names)
        for item in section.poster:
            if item.belopp and item.källa:
                yield from _amount(item, item.belopp, item.källa, own)
            elif item.belopp and _is_deviation(section.rubrik or "", seen.rapport):
                yield from _headed(item, item.belopp, tables)


def _is_deviation(heading: str, report: Rapport) -> bool:
    """Whether amounts under a heading are this board's deviations, of this period."""
    bare = _AGAINST_EARLIER.sub("", heading)
    doubts = {cue.doubt for cue in cues(bare, own_words(report))}
    return bool(_DEVIATION.search(bare)) and doubts.isdisjoint({Doubt.PLATS, Doubt.TID, Doubt.VILLKOR, Doubt.ANFÖRING})


def _amount(item: Beloppspost, stated: Storhet, path: str, names: Mapping[str, Any]) -> Iterator[Fynd | Looked]:
    name = path.partition("|")[0].strip()
    source = next(fetched_figures(f"{{{{ {name} }}}}", names), None)
    if source is None or kind_of(source.value) != kind_of(stated):
        return
    shown = _sign_of(source.value, stated) if not item.tecken else source.value
    if comparable(stated).agrees(comparable(shown)):
        yield OK
        return
    right = in_unit_of(source.value, stated)
    yield Fynd(
        item.at("belopp"),
        f"Beloppet är {format_quantity(stated)} men {name} är {format_quantity(source.value)}, "
        f"det vill säga {format_quantity(right)}.",
        "Ta bort belopp, så hämtas det ur källan.",
    )


def _headed(item: Beloppspost, stated: Storhet, tables: tuple[Grid, ...]) -> Iterator[Fynd | Looked]:
    """Under «avvikelse mot budget», an item with a row's name is that row's deviation."""
    cells = [
        (f"{table.id}.{row.id}.{column.id}", replace(there, tal=there.tal * table.better(column)))
        for table in tables
        for row in table.rader
        for column in table.kolumner
        if row.namn.strip("* ").lower() == item.namn.lower() and column.is_difference
        if (there := table.figure(row.id, column.id)) and kind_of(there) == kind_of(stated) == AMOUNT
    ]
    if not cells:
        return
    if any(comparable(stated).agrees(comparable(value)) for _, value in cells):
        yield OK
        return
    text = ", ".join(f"{path} är {format_quantity(value)}" for path, value in cells)
    yield Fynd(
        item.at("belopp"),
        f"Beloppet för {item.namn} är {format_quantity(stated)}, men ingen avvikelse i tabellen är det: {text}.",
        f"Hämta beloppet i stället för att skriva det, till exempel: källa: {cells[-1][0]}",
    )


def _sign_of(value: Storhet, like: Storhet) -> Storhet:
    """A figure with the sign of another: where signs aren't printed, only the size is told."""
    return Storhet(abs(value.tal) * (-1 if like.tal < 0 else 1), value.enhet)


def _named(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure in ``tal`` whose name is that of a row and a column, or of an indicator."""
    known = _by_name(seen.celler)
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            cell = known.get(name)
            if cell is None or kind_of(cell.value) != kind_of(value):
                continue
            # An indicator's id alone may also be what a section calls a figure of its own.
            certain = cell.steps[-1] in name
            if comparable(value).agrees(cell.rounded) or not (certain or is_slip(value, cell.value)):
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"«{name}» är {format_quantity(value)} här men {format_quantity(cell.value)} i tabellen ({cell.path}).",
                f"Hämta siffran ur tabellen: {expression(cell, Figure(0, 0, value))}",
            )


def _by_name(cells: TableFigures) -> dict[str, TableFigure]:
    """The figures by the names that say which they are; a name that could be two figures says nothing."""
    figures: dict[str, list[TableFigure]] = {}
    for cell in cells.all:
        own = {"_".join(cell.steps), "_".join(cell.steps[-2:])}
        if cell.steps[-1] in {"utfall", "värde"}:
            own.add(cell.steps[-2])
        for name in own:
            figures.setdefault(name, []).append(cell)
    return {name: same[0] for name, same in figures.items() if len({(c.value.tal, c.value.enhet) for c in same}) == 1}
