"""Faults of structure: what fingers and editors do to a YAML file."""

import re
from collections.abc import Iterator
from random import Random

from asn.check import RULES
from asn.finding import Severity
from asn.model.avsnitt.belopp import Beloppsrad
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Enhetsresultat, Indikator, Mål, Målbedömning, Nämndmål
from asn.model.avsnitt.matris import Mätrad
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Statusräkning, Uppdrag
from asn.model.record import Post, Undantag, Värde

from .fault import Fault, Kind, Zone
from .ground import Ground
from .spots import Spot, field, gaps, inserted, records, swapped, texts

_LIGHTS = {"grön": "grn", "gul": "guul", "röd": "rod"}


def fields(ground: Ground) -> Iterator[Spot]:
    """Every field of every record, drafts too."""
    for report in ground.projekt.rapporter:
        for record in records(report, Värde):
            for name in type(record).model_fields:
                found = field(record, name)
                if found and found.node.key:
                    yield found


def _alone(found: Spot) -> bool:
    return found.lines() is not None and found.node.value is not None


def doubled_key(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if _alone(found) and isinstance(found.node.value, str):
            fault = found.followed(f"{found.indent}{found.key}: {found.written}\n", ("S002",))
            if fault:
                yield fault


def misspelled_key(ground: Ground, chance: Random) -> Iterator[Fault]:
    for found in fields(ground):
        key, at = found.key, chance.randrange(max(1, len(found.key) - 1))
        new = key[:at] + key[at + 1] + key[at] + key[at + 2 :] if len(key) > 2 else key
        if new != key and found.node.key:
            # A kind that can't be read is told as missing, at the record that lacks it.
            codes = ("S004",) if key == "slag" else ("S003",)
            yield Fault(found.tree.file, *found.node.key, new, codes, (_owner(found),), f"{key} → {new}")


def _owner(found: Spot) -> Zone:
    if found.key != "slag":
        return Zone(found.tree.file, found.zone.first, found.zone.first)
    whole = Spot(found.tree, found.path[:-1], found.tree._nearest(found.path[:-1])[0])
    return Zone(found.tree.file, 1 if len(found.path) == 1 else whole.zone.first - 1, found.zone.last)


def missing_key(ground: Ground, _: Random) -> Iterator[Fault]:
    demanded: tuple[type[Post], ...] = (Risk, Uppdrag, Indikator, Nämndmål, Beloppsrad)
    for report in ground.projekt.rapporter:
        for kind in demanded:
            for record in records(report, kind):
                found, whole = field(record, "namn"), field(record)
                fault = found and whole and found.removed(("S004",), (whole.zone,))
                if fault:
                    yield fault


def misspelled_light(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if found.key in {"bedömning", "status"} and found.written in _LIGHTS:
            yield found.replaced(_LIGHTS[found.written], ("S005",))


def capital_light(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if found.key in {"bedömning", "status"} and found.written in _LIGHTS:
            yield found.replaced(found.written.capitalize(), ("S005",))


def tab(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if _alone(found) and len(found.indent) >= 2 and found.node.key:
            start = found.node.key[0] - len(found.indent)
            yield Fault(found.tree.file, start, start + 2, "\t", ("S001",), (found.zone,), f"tabb före {found.key}")


def open_quote(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if isinstance(found.node.value, str) and found.node.style == "" and "\n" not in found.written:
            zone = Zone(found.tree.file, found.zone.first)
            yield found.replaced(f'"{found.written}', ("S001",), (zone,))


def wrong_indent(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if _alone(found) and isinstance(found.path[-1], str) and found.node.key and found.node.style != "|":
            start = found.node.key[0]
            if ground.text(found.tree.file)[start - len(found.indent) : start].strip() == "":
                near = Zone(found.tree.file, max(1, found.zone.first - 1), found.zone.last + 1)
                yield Fault(found.tree.file, start, start, " ", ("S001",), (near,), f"blank före {found.key}")


def decimal_point(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in _measured(ground):
        if re.fullmatch(r"[-+]?\d+,\d+(?: [%a-zåäö]+)?", found.written):
            yield found.replaced(found.written.replace(",", "."), ("S005",))


def letter_for_digit(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in _measured(ground):
        if "0" in found.written and re.fullmatch(r"[-\d ,]+", found.written):
            yield found.replaced(found.written.replace("0", "O", 1), ("S005",))


def _measured(ground: Ground) -> Iterator[Spot]:
    """Every figure that stands as a value: amounts, measurements, the figures of a text, outcomes."""
    named: dict[type[Post], str] = {Beloppsrad: "belopp", Mätrad: "värden", Avsnitt: "tal"}
    for report in ground.projekt.rapporter:
        for kind, name in named.items():
            for record in records(report, kind):
                for key in getattr(record, name):
                    found = field(record, name, key)
                    if found and found.node.value:
                        yield found
        for record in (*records(report, Indikator), *records(report, Nämndmål)):
            found = field(record, "utfall")
            if found and found.node.value:
                yield found


def latin_1(ground: Ground, _: Random) -> Iterator[Fault]:
    for file, text in ground.projekt.texter.items():
        first = next((number for number, line in enumerate(text.split("\n"), 1) if not line.isascii()), None)
        if first and all(ord(char) < 256 for char in text):
            zone = Zone(file, first, first)
            yield Fault(file, 0, 0, "", ("S006",), (zone,), "sparad som Latin-1", encoding="latin-1")


def bidi(ground: Ground, chance: Random) -> Iterator[Fault]:
    signs = ["\N{RIGHT-TO-LEFT OVERRIDE}", "\N{LEFT-TO-RIGHT ISOLATE}", "\0", "\x1b", "\N{ZERO WIDTH SPACE}"]
    for text in _prose(ground):
        for offset in gaps(text)[:3]:
            yield inserted(text, offset, chance.choice(signs), ("S007",))


def anchor(ground: Ground, chance: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if isinstance(found.node.value, str) and found.node.style == "":
            yield found.replaced(f"{chance.choice(['&a', '!!str', '!x'])} {found.written}", ("S008",))


def cut_by_hash(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in fields(ground):
        if found.node.style == "" and found.key in {"namn", "rubrik"} and " " in found.written:
            yield found.replaced(found.written.replace(" ", " #", 1), ("S012",))


def doubled_id(ground: Ground, _: Random) -> Iterator[Fault]:
    kinds = (Risk, Uppdrag, Indikator, Nämndmål, Aktivitet, Beloppsrad, Mätrad, Avsnitt)
    for report in ground.projekt.rapporter:
        for kind in kinds:
            before: Spot | None = None
            for record in records(report, kind):
                found = field(record, "id")
                if found and before and found.tree is before.tree and found.path[:-2] == before.path[:-2]:
                    yield found.replaced(before.written, ("S002",))
                before = found


def doubled_item(ground: Ground, _: Random) -> Iterator[Fault]:
    """A whole row copied and left in: the id tells."""
    for report in ground.adopted:
        for kind in (Risk, Uppdrag, Indikator, Aktivitet, Beloppsrad, Mätrad, Enhetsresultat, Målbedömning):
            for record in records(report, kind):
                whole = field(record)
                lines = whole.lines() if whole else None
                if whole and lines and whole.tree.text[: lines[1]].endswith("\n"):
                    new = whole.tree.text[slice(*lines)]
                    first = whole.tree.source.line(lines[1])
                    zone = Zone(whole.tree.file, first, first)
                    told = f"{whole.path[-2]} {whole.path[-1]} två gånger"
                    yield Fault(whole.tree.file, lines[1], lines[1], new, ("S002",), (whole.zone, zone), told)


def removed_section(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        demanded = {plan.fil: plan.obligatoriskt for plan in report.blad.avsnitt or report.slag.avsnitt}
        for section in report.avsnitt:
            file = section.at().file
            if demanded.get(file.rpartition("/")[2]) or report.blad.avsnitt:
                zones = (Zone(f"content/{report.namn}/rapport.yaml"),)
                yield Fault(file, 0, 0, None, ("K901", "S009"), zones, "filen borttagen")


def unused_file(ground: Ground, chance: Random) -> Iterator[Fault]:
    for report in ground.projekt.rapporter:
        for _ in range(2):
            file = f"content/{report.namn}/kopia-{chance.randrange(1000)}.yaml"
            yield Fault(file, 0, 0, "slag: text\nrubrik: Kopia\n", ("S009",), (Zone(file),), "en fil för mycket")


def markup(ground: Ground, chance: Random) -> Iterator[Fault]:
    tags = ["<b>viktigt</b>", "<script>alert(1)</script>", "<br>", "<img src=x onerror=alert(1)>", "<!-- kvar -->"]
    yield from _into_prose(ground, chance, tags, ("S011",))


def image(ground: Ground, chance: Random) -> Iterator[Fault]:
    images = ["![](bild1.png)", "![diagram](../../hemligt.png)", "![logga](https://example.se/logga.png)"]
    yield from _into_prose(ground, chance, images, ("S011", "S010"))


def unsafe_link(ground: Ground, chance: Random) -> Iterator[Fault]:
    links = ["[planen](javascript:alert(1))", "[planen](plan.docx)", "[planen](file:///etc/passwd)"]
    yield from _into_prose(ground, chance, links, ("S011",))


def heading_in_text(ground: Ground, _: Random) -> Iterator[Fault]:
    for text in _prose(ground):
        start = text.written.find("\n") + 1
        indent = len(text.written[start:]) - len(text.written[start:].lstrip(" "))
        offset = text.node.span[0] + start
        yield swapped(text, offset, offset, f"{' ' * indent}## Ny rubrik\n\n", ("S011",))


def _into_prose(ground: Ground, chance: Random, words: list[str], codes: tuple[str, ...]) -> Iterator[Fault]:
    for text in _prose(ground):
        for offset in gaps(text)[:2]:
            yield inserted(text, offset, chance.choice(words), codes)


def _prose(ground: Ground) -> Iterator[Spot]:
    for report in ground.adopted:
        yield from texts(report)


def unknown_expression(ground: Ground, chance: Random) -> Iterator[Fault]:
    for text, name, _ in _expressions(ground):
        start, end = name
        at = chance.randrange(start, end)
        yield swapped(text, at, at + 1, "x" if text.tree.text[at] != "x" else "y", ("S013",))


def unknown_filter(ground: Ground, _: Random) -> Iterator[Fault]:
    for text, _name, filter_ in _expressions(ground):
        if filter_:
            yield swapped(text, *filter_, f"{text.tree.text[slice(*filter_)][:-1]}z", ("S013",))


def wrong_filter(ground: Ground, _: Random) -> Iterator[Fault]:
    """A share told as money, or money as a share; and a count as a share, which would print 63 as 6 300 procent."""
    for text, _name, filter_ in _expressions(ground):
        word = text.tree.text[slice(*filter_)] if filter_ else ""
        other = {"procent": "mnkr", "mnkr": "procent", "tkr": "procent", "kr": "procent"}.get(word)
        if filter_ and other:
            yield swapped(text, *filter_, other, ("S013",))
    for text, name, filter_ in _expressions(ground):
        if filter_ is None and text.tree.text[slice(*name)] in _counts(ground):
            yield swapped(text, *name, f"{text.tree.text[slice(*name)]} | procent", ("S013",))


def _counts(ground: Ground) -> set[str]:
    """The names of figures without a unit."""
    sections = (section for report in ground.adopted for section in records(report, Avsnitt))
    return {name for section in sections for name, value in section.tal.items() if not value.enhet and value.tal > 1}


def _expressions(ground: Ground) -> Iterator[tuple[Spot, tuple[int, int], tuple[int, int] | None]]:
    """Every simple expression of a text, with where its name and its first filter stand."""
    for text in _prose(ground):
        for found in re.finditer(r"\{\{ *([\w.]+)(?: *\| *(\w+))?[^}]*\}\}", text.written):
            at = text.node.span[0]
            filter_ = (at + found.start(2), at + found.end(2)) if found[2] else None
            yield text, (at + found.start(1), at + found.end(1)), filter_


def unknown_reference(ground: Ground, _: Random) -> Iterator[Fault]:
    for found in _references(ground):
        if isinstance(found.node.value, str) and found.node.style == "":
            yield found.replaced(f"{found.written[:-1]}q", ("U404",))


def _references(ground: Ground) -> Iterator[Spot]:
    kinds: dict[type[Post], tuple[str, ...]] = {
        Risk: ("målområde",), Målbedömning: ("målområde",), Mål: ("målområde",), Enhetsresultat: ("enhet",),
        Avsnitt: ("skala",), Beloppsrad: ("del_av",), Statusräkning: ("avser",),
    }  # fmt: skip
    for report in ground.projekt.rapporter:
        for kind, names in kinds.items():
            for record in records(report, kind):
                found = (field(record, name) for name in names)
                yield from (item for item in found if item and item.node.value)
        for item in records(report, Uppdrag):
            yield from (spot for index in range(len(item.målområden)) if (spot := field(item, "målområden", index)))


def unknown_source(ground: Ground, _: Random) -> Iterator[Fault]:
    """A cell or a figure that an amount, a share or a bridge is said to come from, misspelled."""
    for found in fields(ground):
        if found.key in {"källa", "täljare", "nämnare", "samma_som"} and found.node.value:
            codes = {"källa": ("S013",), "samma_som": ("E106",)}.get(found.key, ("E109",))
            if "tidigare_siffror" in found.path:
                codes = ("H601",)
            yield found.replaced(f"{found.written[:-1]}q", codes)


def bare_exception(ground: Ground, _: Random) -> Iterator[Fault]:
    for report in ground.projekt.rapporter:
        for record in records(report, Undantag):
            found, whole = field(record, "motivering"), field(record)
            fault = found and whole and found.removed(("S004",), (whole.zone,))
            if fault:
                yield fault


def stale_exception(ground: Ground, chance: Random) -> Iterator[Fault]:
    for report in ground.adopted:
        for record in (*records(report, Risk), *records(report, Indikator), *records(report, Uppdrag)):
            found = field(record, "namn")
            if found and not record.undantag:
                rule = chance.choice(("M201", "U401", "R301", "E101", "H601"))
                new = f'{found.indent}undantag: [{{regel: {rule}, motivering: "Står kvar"}}]\n'
                fault = found.followed(new, ("S014",))
                if fault:
                    yield fault


def needed_exception(ground: Ground, _: Random) -> Iterator[Fault]:
    """The exception of a true mistake taken away: the mistake must be told again."""
    grave = {rule.code for rule in RULES if rule.severity is not Severity.RÅD}
    for report in ground.adopted:
        for record in (*records(report, Post), *report.skalor()):
            only = field(record, "undantag") if len(record.undantag) == 1 else None
            whole = field(record)
            fault = only and whole and only.removed((record.undantag[0].regel,), (whole.zone,))
            if fault and record.undantag[0].regel in grave:
                yield fault


_FEL, _VARNING = Severity.FEL, Severity.VARNING
KINDS = (
    Kind("doubled key", _FEL, doubled_key),
    Kind("misspelled key", _FEL, misspelled_key),
    Kind("missing key", _FEL, missing_key),
    Kind("misspelled light", _FEL, misspelled_light),
    Kind("light in capitals", _FEL, capital_light),
    Kind("tab", _FEL, tab),
    Kind("open quote", _FEL, open_quote),
    Kind("wrong indent", _FEL, wrong_indent),
    Kind("decimal point", _FEL, decimal_point),
    Kind("letter for digit", _FEL, letter_for_digit),
    Kind("not UTF-8", _FEL, latin_1),
    Kind("bidi and control signs", _FEL, bidi),
    Kind("anchor or tag", _FEL, anchor),
    Kind("text cut by #", _VARNING, cut_by_hash),
    Kind("doubled id", _FEL, doubled_id),
    Kind("doubled row", _FEL, doubled_item),
    Kind("section file removed", _FEL, removed_section),
    Kind("unused file", _FEL, unused_file),
    Kind("HTML in prose", _FEL, markup),
    Kind("image in prose", _FEL, image),
    Kind("unsafe link", _FEL, unsafe_link),
    Kind("heading in prose", _FEL, heading_in_text),
    Kind("misspelled expression", _FEL, unknown_expression),
    Kind("misspelled filter", _FEL, unknown_filter),
    Kind("wrong filter", _FEL, wrong_filter),
    Kind("misspelled reference", _FEL, unknown_reference),
    Kind("misspelled source", _FEL, unknown_source),
    Kind("exception without reason", _FEL, bare_exception),
    Kind("stale exception", _VARNING, stale_exception),
    Kind("needed exception removed", _VARNING, needed_exception),
)
