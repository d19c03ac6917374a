"""M213, M214, P704, K907: the seven measures of sick leave.

A mean lies between those that it is the mean of, and a share of time between nothing and all. Rounding keeps order, so
figures with the same number of decimals are held against each other as they stand.
"""

from collections.abc import Iterator
from decimal import Decimal

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.figures import decimals_of, format_number
from asn.finding import Severity
from asn.model.avsnitt.matris import AGES, MEASURES, SEXES, Sjukfrånvaro, Sjukrad
from asn.model.scalars import WHOLE

_HALF = Decimal("0.5")
_GROUPS = ((SEXES, "kvinnornas och männens"), (AGES, "åldersgruppernas"))


def total_in_span(seen: Granskad) -> Iterator[Fynd | Looked]:
    """M213: all employees' sick leave lies between the least and the most of the groups that they are parted into."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        rows: dict[str, Sjukrad] = {row.id: row for row in table.rader}
        total = rows.get("total")
        for ids, whose in _GROUPS:
            if total and rows.keys() >= set(ids):
                yield from _spans(table, total, [rows[id_] for id_ in ids], whose)


def _spans(table: Sjukfrånvaro, total: Sjukrad, groups: list[Sjukrad], whose: str) -> Iterator[Fynd | Looked]:
    for point in table.mätpunkter:
        stated = total.värden.get(point.id)
        values = [value for row in groups if (value := row.värden.get(point.id)) is not None]
        if stated is not None and len(values) == len(groups):
            yield _span(total, point.id, stated, values, whose)


def _span(total: Sjukrad, point: str, stated: Decimal, values: list[Decimal], whose: str) -> Fynd | Looked:
    places = {decimals_of(value) for value in (stated, *values)}
    slack = _HALF.scaleb(-min(places)) if len(places) > 1 else Decimal(0)
    low, high = min(values), max(values)
    if low - slack <= stated <= high + slack:
        return OK
    between = f"{format_number(low)}–{format_number(high)}"
    message = f"Totalen {point} är {format_number(stated)}, men {whose} sjukfrånvaro är {between}."
    return Fynd(total.at("värden", point), message, "Totalen ligger mellan grupperna. Rätta det värde som är fel.")


def share_of_time(seen: Granskad) -> Iterator[Fynd | Looked]:
    """M214: a share of the working time, or of the sick leave, is no less than nothing and no more than all."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        for row in table.rader:
            for point, value in row.värden.items():
                if value is None or 0 <= value <= WHOLE:
                    yield OK
                    continue
                message = f"«{row.namn}» {point} är {format_number(value)}, som inte är mellan 0 och 100 %."
                yield Fynd(row.at("värden", point), message, "Skriv andelen i procent: 6,2.")


def small_group(seen: Granskad) -> Iterator[Fynd | Looked]:
    """P704: of a group of at most ten employees nothing is told, not even where the page hides it: git keeps it."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        for row in table.rader:
            for point in row.få:
                if row.värden.get(point) is None:
                    yield OK
                    continue
                message = f"«{row.namn}» har ett värde för {point}, där gruppen har högst tio anställda."
                yield Fynd(row.at("värden", point), message, "Ta bort värdet, eller mätpunkten ur «få».")


def all_measures(seen: Granskad) -> Iterator[Fynd | Looked]:
    """K907: the seven belong together; one that is left out is a question to the reader."""
    for table in seen.rapport.poster(Sjukfrånvaro):
        rows = {row.id for row in table.rader}
        missing = [id_ for id_ in MEASURES if id_ not in rows]
        if not missing or table.saknas:
            yield OK
            continue
        named = ", ".join(missing)
        hint = "Lägg till dem, eller skriv i «saknas» varför de inte är med."
        yield Fynd(table.key("rader"), f"Sjukfrånvaron saknar {named}.", hint)


RULES: tuple[Rule, ...] = (Rule("K907", all_measures, Severity.FEL, "Mått på sjukfrånvaron saknas", Severity.VARNING),)
