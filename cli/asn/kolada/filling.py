"""What Kolada knows, put into the drafts' empty cells; what somebody has written is left for Y101 to speak of."""

from collections.abc import Iterator, Sequence

from asn.editing import replaced
from asn.figures import format_number
from asn.kolada.use import Use, light, uses
from asn.model.avsnitt.mal import Indikator
from asn.model.avsnitt.matris import Mätrad
from asn.model.ledger import Koladavärde
from asn.model.record import inheritance
from asn.model.register import Register
from asn.model.report import Rapport
from asn.read import Path, Tree, Value, read_yaml


def asked(reports: Sequence[Rapport]) -> tuple[dict[str, set[str]], list[int]]:
    """Each measure that reports name, with whom it is of; and the years that they tell it of."""
    measures: dict[str, set[str]] = {}
    years: set[int] = set()
    for report in reports:
        for use in uses(report):
            measures.setdefault(use.measure, set()).add(use.gender)
            years.add(use.year)
    return measures, sorted(years)


def filled_values(tree: Tree, report: Rapport, register: Register) -> tuple[Tree, list[str]]:
    """A file of a draft with its empty cells filled in, and what was filled in, in words."""
    told = []
    for use in uses(report):
        measure = register.kolada.get(use.measure)
        value = measure.värde(use.year, use.gender) if measure else None
        if use.post.file() == tree.file and use.stated is None and value and value.värde is not None:
            figure = _figure(use, value)
            tree = _edited(tree, (*use.post.path(), *use.steps), figure, type(use.post))
            lit = light(value, use.direction, use.scale(register)) if isinstance(use.post, Mätrad) else None
            if lit and use.light is None:
                tree = _lit(tree, use, lit.id)
            told.append(f"{use.measure} {use.year}: {figure}" + (f", {lit}" if lit else ""))
    return tree, told


def _figure(use: Use, value: Koladavärde) -> str:
    assert value.värde is not None
    number = format_number(value.värde).replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", " ")
    target = use.post.målnivå if isinstance(use.post, Indikator) else None
    return f"{number} {target.enhet}" if target and target.enhet else number


def _lit(tree: Tree, use: Use, word: str) -> Tree:
    row = use.post.path()
    found = _at(tree.value, (*row, "bedömningar"))
    if isinstance(found, dict):
        return _edited(tree, (*row, "bedömningar", str(use.year)), word, Mätrad)
    return _edited(tree, (*row, "bedömningar"), {str(use.year): word}, Mätrad)


def _edited(tree: Tree, path: Path, value: Value, kind: type[Mätrad | Indikator]) -> Tree:
    made, _ = read_yaml(tree.file, replaced(tree, path, value, list(inheritance(kind))).encode())
    assert made, "an edit is proven before it is given"
    return made


def _at(value: Value, path: Path) -> Value:
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


def files_of(reports: Sequence[Rapport]) -> Iterator[tuple[str, Rapport]]:
    """The drafts' files that use a measure, each once."""
    seen = set()
    for report in (report for report in reports if report.utkast):
        for use in uses(report):
            if use.post.file() not in seen:
                seen.add(use.post.file())
                yield use.post.file(), report
