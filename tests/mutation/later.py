"""A controller's mistakes: units, calendar, copied text, sources, months, references, words of another time."""

import re
from collections.abc import Iterator
from random import Random

from asn.finding import Severity
from asn.light import GRÖN
from asn.model.avsnitt.belopp import Belopp, Beloppspost, Beloppsposter, Beloppsrad
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Indikator, Nämndmål
from asn.model.avsnitt.text import Avgifter, Händelser
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.model.fields import Månad
from asn.model.record import Värde
from asn.model.report import Rapport

from .fault import Fault, Kind, Zone
from .goals import others
from .ground import Ground
from .prose import sentence
from .spots import Spot, field, records, texts

_UNIT = re.compile(r"\b(mnkr|tkr|kr)\b")
_SMALLER = {"mnkr": "tkr", "tkr": "kr"}
_LARGER = {"kr": "tkr", "tkr": "mnkr"}
_LONG = 90  # letters of a text that nobody writes twice


def unit_among_siblings(ground: Ground, _: Random) -> Iterator[Fault]:
    """«27,8 tkr» in a list whose other amounts are in mnkr."""
    for report in ground.adopted:
        for section in records(report, Beloppsposter):
            told = [item for item in section.poster if item.belopp]
            units = {item.belopp.enhet for item in told if item.belopp}
            for item in told if len(told) > 2 and len(units) == 1 else ():
                found = field(item, "belopp")
                if found and (unit := _UNIT.search(found.written)) and unit[1] in _SMALLER:
                    yield found.replaced(found.written.replace(unit[1], _SMALLER[unit[1]]), ("E113", "T501"))


def fee_in_thousands(ground: Ground, _: Random) -> Iterator[Fault]:
    """«456 tkr per timme»."""
    for report in ground.adopted:
        for section in records(report, Avgifter):
            for item in section.avgifter:
                found = field(item, "belopp")
                if found and item.per and item.per.split()[0] in {"timme", "dygn", "dag"} and "kr" in found.written:
                    yield found.replaced(found.written.replace(" kr", " tkr"), ("E113",))


def _parts(report: Rapport) -> Iterator[tuple[Belopp, Beloppsrad, str, Spot]]:
    for table in records(report, Belopp):
        for row in table.rader:
            for column in table.kolumner if row.del_av else ():
                found = field(row, "belopp", column.id)
                if found and found.node.value and column.roll in {"utfall", "budget", "prognos"}:
                    yield table, row, column.id, found


def part_tenfold(ground: Ground, _: Random) -> Iterator[Fault]:
    """A part of a row with a digit too many: larger than the row."""
    for report in ground.adopted:
        for table, row, column, found in _parts(report):
            whole = table.grid.amount(row.del_av or "", column)
            part = row.belopp.get(column)
            if part and whole and abs(part) * 10 > abs(whole) * 2:
                yield found.replaced(f"{int(part) * 10}", ("E112", "E103", "E101", "H601"))


def part_turned(ground: Ground, _: Random) -> Iterator[Fault]:
    """A part with the other sign than its row."""
    for report in ground.adopted:
        for _table, row, column, found in _parts(report):
            part = row.belopp.get(column)
            if part and abs(part) > 9:
                yield found.replaced(f"{-int(part)}", ("E112", "E103", "E101", "H601"))


def _sourced(report: Rapport) -> Iterator[tuple[Beloppsposter, Beloppspost, Spot, list[str]]]:
    for section in records(report, Beloppsposter):
        for item in section.poster:
            found = field(item, "källa")
            steps = (item.källa or "").split(".")
            if found and len(steps) == 3:
                yield section, item, found, steps


def source_of_another_row(ground: Ground, _: Random) -> Iterator[Fault]:
    """A post that is named as one row and fetches the neighbour's amount."""
    for report in ground.adopted:
        tables = {table.id: table for table in records(report, Belopp)}
        for _section, item, found, (table, row, column) in _sourced(report):
            rows = tables[table].rader if table in tables else ()
            named = [one for one in rows if one.namn.strip("* ").casefold() == item.namn.strip("* ").casefold()]
            for other in rows if len(named) == 1 else ():
                if other.id != row and tables[table].grid.amount(other.id, column) is not None:
                    yield found.replaced(f"{table}.{other.id}.{column}", ("E114", "T501"))


def source_of_another_column(ground: Ground, _: Random) -> Iterator[Fault]:
    """One post of a list that fetches from another column than the rest."""
    for report in ground.adopted:
        tables = {table.id: table for table in records(report, Belopp)}
        for section, _item, found, (table, row, column) in _sourced(report):
            same = [one for one in section.poster if (one.källa or "").split(".")[::2] == [table, column]]
            others_ = [one for one in section.poster if one.källa and one not in same]
            for other in tables[table].kolumner if len(same) > 3 and not others_ else ():
                if other.id != column and tables[table].grid.amount(row, other.id) is not None:
                    yield found.replaced(f"{table}.{row}.{other.id}", ("E114", "T501"))


def last_month_turned(ground: Ground, _: Random) -> Iterator[Fault]:
    """The light of the period's last month, or the goal's own, turned."""
    for report in ground.adopted:
        last = list(Månad)[report.månader[1] - 1]
        for goal in records(report, Nämndmål):
            month, own = field(goal, "månader", last.value), field(goal, "bedömning")
            if month and own and goal.bedömning and goal.månader.get(last):
                for light in others(goal.bedömning):
                    yield month.replaced(light, ("M210", "H603"), (month.zone, own.zone))


def green_and_late(ground: Ground, _: Random) -> Iterator[Fault]:
    """A comment of delay beside a light that stays green."""
    for report in ground.adopted:
        for row in (*records(report, Uppdrag), *records(report, Aktivitet), *records(report, Risk)):
            light = row.status if isinstance(row, Uppdrag) else row.bedömning
            found = field(row, "kommentar")
            if light == GRÖN and found and found.node.style == "|":
                for told in ("Arbetet är försenat.", "Insatserna har avstannat.", "Planen är inte i fas."):
                    yield sentence(found, told, ("M211",))


def impossible_risk(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A risk value that no pair of steps gives."""
    for report in ground.adopted:
        for risk in records(report, Risk):
            found = field(risk, "riskvärde")
            if found and not risk.sannolikhet:
                yield found.replaced(str(chance.choice([17, 18, 51, 700, 0, 26, 13])), ("R305", "R303"))


def missing_annex(ground: Ground, _: Random) -> Iterator[Fault]:
    """«Se bilaga 8» where there is none."""
    for report in ground.adopted:
        for text in texts(report):
            for told in ("Se bilaga 8.", "Siffrorna står i bilaga 14."):
                yield sentence(text, told, ("U404",))


def loose_mark(ground: Ground, _: Random) -> Iterator[Fault]:
    """A raised figure after a word, with no note to it."""
    for report in ground.adopted:
        for text in texts(report):
            yield sentence(text, "Planen följs⁷ som beslutat.", ("U404",))


def annex_renumbered(ground: Ground, _: Random) -> Iterator[Fault]:
    """The number of an annex that a text refers to."""
    for report in ground.adopted:
        told = {found for text in texts(report) for found in re.findall(r"[Bb]ilaga (\d+)", text.written)}
        for section in records(report, Avsnitt):
            found = field(section, "bilaga")
            if found and str(section.bilaga) in told:
                yield found.replaced("9", ("U404", "U403"), (found.zone, *_mentions(report, str(section.bilaga))))


def _mentions(report: Rapport, number: str) -> list[Zone]:
    return [text.zone for text in texts(report) if re.search(rf"[Bb]ilaga {number}\b", text.written)]


def _twins(report: Rapport) -> Iterator[tuple[Värde, Värde]]:
    """An indicator and the later one of the same id, where both are told alike."""
    first: dict[str, Indikator] = {}
    for item in records(report, Indikator):
        before = first.setdefault(item.id or "", item)
        if item.id and before is not item and before.namn == item.namn and not item.undantag:
            yield before, item


def same_id_other_name(ground: Ground, _: Random) -> Iterator[Fault]:
    """An indicator whose name was changed in one of its two places."""
    for report in ground.adopted:
        for before, item in _twins(report):
            zones = tuple(found.zone for one in (before, item) if (found := field(one, "namn")))
            found = field(item, "namn")
            if found:
                yield found.replaced("Andel nöjda brukare", ("U405", "T520"), zones)


def same_id_other_target(ground: Ground, _: Random) -> Iterator[Fault]:
    """An indicator whose målnivå was changed in one of its two places."""
    for report in ground.adopted:
        for before, item in _twins(report):
            one, other = field(before, "målnivå"), field(item, "målnivå")
            if one and other and one.written == other.written:
                yield other.replaced("55 %", ("U405", "T503"), (one.zone, other.zone))


def activity_renamed(ground: Ground, _: Random) -> Iterator[Fault]:
    """An activity or an uppdrag that got another's name since the year's earlier report."""
    for report in ground.adopted:
        earlier = {row.id for other in ground.adopted if (other.år, other.ordning < report.ordning) == (report.år, True)
                   for kind in (Uppdrag, Aktivitet) for row in records(other, kind)}  # fmt: skip
        for row in (*records(report, Uppdrag), *records(report, Aktivitet)):
            found = field(row, "namn")
            if found and row.id in earlier and not row.undantag:
                yield found.replaced("Se över rutinerna för posten", ("U405",))


def impossible_date(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A day that the month doesn't have."""
    told = ("Beslutet togs den 31 april.", "Nästa möte är den 30 februari.", "Mötet hölls den 31 november.")
    for report in ground.adopted:
        for text in texts(report):
            yield sentence(text, chance.choice(told), ("T507",))


def impossible_iso_date(ground: Ground, _: Random) -> Iterator[Fault]:
    """The same, written with figures."""
    for report in ground.adopted:
        for text in texts(report):
            yield sentence(text, f"Beslutet togs {report.år}-06-31.", ("T507", "T512"))


def last_years_period(ground: Ground, _: Random) -> Iterator[Fault]:
    """The period of the year before, as in a text that came along."""
    for report in ground.adopted:
        last = list(Månad)[report.månader[1] - 1].helt_namn
        for text in texts(report) if report.månader[1] < 12 else ():
            yield sentence(text, f"Redovisningen gäller januari–{last} {report.år - 1}.", ("T507",))
            yield sentence(text, f"Uppgifterna gäller till och med {last} {report.år - 1}.", ("T507",))


def _comments(report: Rapport) -> list[Spot]:
    rows = (*records(report, Nämndmål), *records(report, Indikator), *records(report, Risk), *records(report, Uppdrag))
    found = [one for row in rows if (one := field(row, "kommentar"))]
    return [one for one in found if one.node.style == "|" and len(one.written) > _LONG and "{{" not in one.written]


def copied_comment(ground: Ground, chance: Random) -> Iterator[Fault]:
    """Another goal's, or the neighbour risk's, comment in the place of one's own."""
    for report in ground.adopted:
        comments = _comments(report)
        for one in comments:
            other = chance.choice(comments)
            if other is not one and len(other.indent) == len(one.indent):
                yield one.replaced(other.written, ("T521", "H605"), (one.zone, other.zone), "en annans kommentar")


def copied_paragraph(ground: Ground, _: Random) -> Iterator[Fault]:
    """A paragraph that stands twice in one text."""
    for report in ground.adopted:
        for one in _comments(report):
            start = one.written.find("\n") + 1
            body = one.written[start:]
            if "\n\n" not in body and "- " not in body:
                new = f"{one.written}\n\n{body}"
                first = one.zone.first
                zone = Zone(one.tree.file, first, one.zone.last + body.count("\n") + 2)
                yield one.replaced(new, ("T521",), (zone,), "stycket två gånger")


def event_twice(ground: Ground, _: Random) -> Iterator[Fault]:
    """The same event in the list of events twice."""
    for report in ground.adopted:
        for section in records(report, Händelser):
            for item in section.händelser:
                found, whole = field(item, "text"), field(item)
                lines = whole.lines() if whole else None
                if found and whole and lines and found.node.style == "|" and len(found.written) > _LONG:
                    told = whole.tree.text[slice(*lines)].replace(f"id: {item.id}\n", f"id: {item.id}_igen\n")
                    line = whole.tree.source.line(lines[1])
                    zone = Zone(whole.tree.file, line, line + told.count("\n"))
                    fault = whole.followed(told, ("T521",), (whole.zone, zone), "samma händelse igen")
                    if fault:
                        yield fault


def stale_words(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A sentence of the delårsrapport in the report on the whole year."""
    told = ("Hittills har sex ärenden avslutats.", "I höst börjar två nya handläggare.", "Senare i år flyttar enheten.")
    for report in ground.adopted:
        for text in texts(report) if report.period == "VB" else ():
            yield sentence(text, chance.choice(told), ("T522",))


def rest_of_the_year(ground: Ground, _: Random) -> Iterator[Fault]:
    """What was to come when the delårsrapport was written."""
    for report in ground.adopted:
        for text in texts(report) if report.period == "VB" else ():
            yield sentence(text, "Arbetet går vidare under resten av året.", ("T522",))


def unit_run_together(ground: Ground, _: Random) -> Iterator[Fault]:
    """The name of a unit with its hyphen in the wrong place, and a letter lost."""
    for report in ground.adopted:
        for unit in report.register.enheter.values():
            if "- och " in unit.namn and len(unit.namn) > 20 and not unit.namn[-1].isdigit():
                wrong = unit.namn.replace("- och ", "-och ").replace("enhet", "nhet")
                for text in texts(report):
                    yield sentence(text, f"Där ingår {wrong.lower()} också.", ("T520",))


def bare_figure(ground: Ground, _: Random) -> Iterator[Fault]:
    """A figure that no data holds, in a section that wants all its figures from data."""
    for report in ground.adopted:
        for section in records(report, Avsnitt):
            found, slag = field(section, "text"), field(section, "slag")
            if found and slag and found.node.style == "|" and slag.node.key and "undantag" not in found.tree.text:
                start = found.written.find("\n") + 1
                lead = re.match(r" *", found.written[start:])
                assert lead
                text = f"{found.written[:start]}{lead[0]}Det kom 5 317 ansökningar.\n\n{found.written[start:]}"
                whole = found.tree.text[slag.node.span[1] : found.node.span[0]]
                new = f"\n{slag.indent}siffror_ur_data: ja{whole}{text}"
                span = (slag.node.span[1], found.node.span[1])
                yield Fault(found.tree.file, *span, new, ("T506",), (Zone(found.tree.file),), "siffra utan data")


_FEL, _VARNING, _RÅD = Severity.FEL, Severity.VARNING, Severity.RÅD
KINDS = (
    Kind("unit among its siblings", _VARNING, unit_among_siblings),
    Kind("fee in thousands", _VARNING, fee_in_thousands),
    Kind("part tenfold", _FEL, part_tenfold),
    Kind("part with the other sign", _FEL, part_turned),
    Kind("source of another row", _VARNING, source_of_another_row),
    Kind("source of another column", _VARNING, source_of_another_column),
    Kind("last month turned", _VARNING, last_month_turned),
    Kind("green and late", _RÅD, green_and_late),
    Kind("impossible risk value", _VARNING, impossible_risk),
    Kind("missing annex", _FEL, missing_annex),
    Kind("loose note mark", _FEL, loose_mark),
    Kind("annex renumbered", _FEL, annex_renumbered),
    Kind("same id, other name", _FEL, same_id_other_name),
    Kind("same id, other target", _FEL, same_id_other_target),
    Kind("activity renamed", _VARNING, activity_renamed),
    Kind("impossible date", _FEL, impossible_date),
    Kind("impossible date in figures", _FEL, impossible_iso_date),
    Kind("last year's period", _RÅD, last_years_period),
    Kind("copied comment", _RÅD, copied_comment),
    Kind("copied paragraph", _RÅD, copied_paragraph),
    Kind("event twice", _RÅD, event_twice),
    Kind("stale words", _RÅD, stale_words),
    Kind("rest of the year", _RÅD, rest_of_the_year),
    Kind("unit's name run together", _VARNING, unit_run_together),
    Kind("bare figure", _RÅD, bare_figure),
)
