"""``asn adopt``: a report that the board has decided on, and whose check is clean, becomes adopted."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from asn.check.rules import titles
from asn.commands import target
from asn.commands.completion import reports
from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.screen import Screen, screen
from asn.commands.selection import missing_report, project_folder
from asn.commands.swedish import CONTENT, USAGE, Command, Problem
from asn.editing import EditError, encoded, removed, replaced
from asn.files import Changed, FileChange, OnDisk, write
from asn.finding import Severity
from asn.load.project import Projekt, load_project
from asn.model.report import Rapport, Rapportblad
from asn.output.text import TextLayout
from asn.output.text import render as render_text
from asn.pipeline import checked
from asn.read import Tree, Value, read_yaml

_PARAGRAPH = re.compile(r"(?:§|paragraf)?\s*(\d+\S*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the command line says of the board's decision."""

    datum: str
    paragraf: str
    av: str | None
    roll: str | None

    def fields(self) -> dict[str, Value]:
        """As the sheet has it."""
        fields = {"datum": self.datum, "paragraf": self.paragraf, "av": self.av, "roll": self.roll}
        return {name: value for name, value in fields.items() if value}


@click.command(
    "adopt",
    cls=Command,
    help="Fastställ en rapport: skriv in beslutet i rapport.yaml och gör utkastet till fastställd. Det görs bara om "
    "kontrollen av den fastställda rapporten inte hittar något fel; annars ändras inget.",
    epilog='Exempel:  asn adopt 2025/T1 --date 2025-05-21 --paragraf "§ 42"',
)
@click.argument("name", metavar="ÅR/PERIOD", shell_complete=reports)
@click.option("--date", "day", required=True, metavar="DATUM", help="Dagen för beslutet, 2025-05-21.")
@click.option("--paragraf", "paragraph", required=True, metavar="§", help="Paragrafen i protokollet.")
@click.option("--av", "by", metavar="NAMN", help="Vem som fastställde, om det inte var nämnden själv.")
@click.option("--roll", "role", metavar="ROLL", help="I vilken roll.")
@timeout
def command(*, name: str, day: str, paragraph: str, by: str | None, role: str | None, timeout: int | None) -> int:
    """Write the decision, if the report can bear it."""
    decision = Decision(
        _day(day), _paragraph(paragraph), *(text.strip() or None if text else None for text in (by, role))
    )
    root, there = project_folder(), screen()
    output = confined(lambda: _work(root, name, decision, there), limits(root, timeout))
    if output.changes:
        with target.writing(root / output.changes[-1].name):
            write(root, output.changes)
    return tell(output)


def _day(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise Problem(f"Datumet {text} finns inte i almanackan.", USAGE) from None
    raise Problem(f"«{text}» är inget datum. Skriv år-månad-dag: 2025-05-21.", USAGE)


def _paragraph(text: str) -> str:
    match = _PARAGRAPH.fullmatch(text.strip())
    if not match:
        raise Problem(f"«{text}» är ingen paragraf. Skriv som i protokollet: § 42.", USAGE)
    return f"§ {match[1]}"


def _work(root: Path, name: str, decision: Decision, there: Screen) -> CommandOutput:
    project = load_project(root)
    report = _report(project, name)
    sheet = f"content/{name}/rapport.yaml"
    if not report.utkast:
        return CommandOutput(_already(report, decision))
    tree, _ = read_yaml(sheet, project.filer[sheet])
    assert tree, "a report that was loaded can be read"
    try:
        new = encoded(_adopted(tree, decision), project.filer[sheet])
    except EditError as why:
        raise Problem(f"{sheet}: {why}", CONTENT) from None
    return _adoption_output(project, load_project(root, source=Changed(OnDisk(root), {sheet: new})), name, new, there)


def _adoption_output(before: Projekt, after: Projekt, name: str, new: bytes, there: Screen) -> CommandOutput:
    """What is said and written, by what the checks say of the report as it would be when it is adopted."""
    sheet, report = f"content/{name}/rapport.yaml", after.rapport(name)
    judged = checked(after, report) if report else None
    findings = judged.fynd if judged else after.fynd
    wrong = sum(finding.severity is Severity.FEL for finding in findings)
    out = render_text(findings, after.texter, titles(), TextLayout(there.style, there.width), ()) if findings else ""
    if wrong or report is None:
        many = f"{wrong} fel" if wrong else "fel"
        return CommandOutput(
            out, f"asn: {name} har {many} som fastställd, så inget är ändrat. Rätta och kör igen.\n", CONTENT
        )
    earlier = [other.namn for other in after.tidigare(report)]
    assert report.beslut, "it was just written"
    said = f"{out}{sheet}: {name} är fastställd {report.beslut.datum}, {report.beslut.paragraf}.\n"
    judged_by = before.filer_för(name, earlier).items()
    held = (FileChange(file, data, data) for file, data in judged_by if file != sheet)
    return CommandOutput(said, changes=(*held, FileChange(sheet, before.filer[sheet], new)))


def _report(project: Projekt, name: str) -> Rapport:
    report = project.rapport(name)
    if report:
        return report
    if name in project.fel_i:
        raise Problem(f"{name} kan inte läsas. Rätta felen som asn check visar först.", CONTENT)
    raise missing_report(project, name)


def _already(report: Rapport, decision: Decision) -> str:
    """What to say of one that is adopted already.

    Raises:
        Problem: if it was adopted by another decision.
    """
    decided = report.beslut
    own = decided and {field: value for field in type(decided).model_fields if (value := getattr(decided, field))}
    if decided and own == {**decision.fields(), "datum": datetime.date.fromisoformat(decision.datum)}:
        return f"{report.namn} är redan fastställd {decided.datum}, {decided.paragraf}. Inget är ändrat.\n"
    when = f" {decided.datum}, {decided.paragraf}" if decided else ""
    text = f"{report.namn} är redan fastställd{when}, och ändras inte."
    raise Problem(f"{text} Är beslutet fel inskrivet, rätta det i rapport.yaml.", USAGE)


def _adopted(tree: Tree, decision: Decision) -> str:
    """The sheet with its decision: the state, and what an older sheet has of it moved there."""
    order = tuple(Rapportblad.model_fields)
    changed = replaced(replaced(tree, ("tillstånd",), "fastställd"), ("fastställd",), decision.fields(), order)
    for key in _moved(tree, decision):
        changed = removed(changed, (key,))
    return changed.text


def _moved(tree: Tree, decision: Decision) -> Iterator[str]:
    """The keys for the decision that are empty, or say the same."""
    decided = {"datum": decision.datum, "paragraf": decision.paragraf}
    for key, value in decided.items():
        if isinstance(tree.value, dict) and key in tree.value and tree.value[key] in (None, "", value):
            yield key
