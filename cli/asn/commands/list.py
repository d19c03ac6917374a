"""``asn list``: the reports, their state and what is missing."""

import json

import click

from asn.commands.selection import chosen, filters, project
from asn.commands.swedish import Command
from asn.finding import Severity
from asn.load import Projekt
from asn.pipeline import Checked, checked


@click.command(cls=Command, help="Visa rapporterna, deras tillstånd och vad som saknas.")
@filters
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Hur listan skrivs ut.")
def command(*, years: tuple[str, ...], periods: tuple[str, ...], output_format: str) -> None:
    """Print the list."""
    found = project()
    names = chosen(found, years, periods)
    rows = [_row(name, found) for name in names]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if output_format == "json" else _text(rows))


def _row(name: str, found: Projekt) -> dict[str, object]:
    report = found.rapport(name)
    year, period = name.split("/")
    row: dict[str, object] = {"rapport": name, "år": int(year), "period": period}
    if report is None:
        return {**row, "titel": "", "tillstånd": "kan inte läsas", "fel": 1, "varningar": 0, "saknas": []}
    judged = checked(found, report)
    return {
        **row,
        "titel": report.titel,
        "tillstånd": report.blad.tillstånd,
        "fel": _count(judged, Severity.FEL),
        "varningar": _count(judged, Severity.VARNING),
        "saknas": [finding.message for finding in judged.fynd if finding.code.startswith("K9")],
    }


def _count(judged: Checked, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in judged.fynd)


def _text(rows: list[dict[str, object]]) -> str:
    lines = []
    for row in rows:
        missing = row["saknas"]
        assert isinstance(missing, list)
        told = (
            f"{row['fel']} fel, {row['varningar']} varningar" if row["fel"] or row["varningar"] else "inget att anmärka"
        )
        lines.append(f"{row['rapport']:<10} {row['tillstånd']:<15} {row['titel']:<34} {told}".rstrip())
        lines += [f"           saknas: {message}" for message in missing]
    return "\n".join(lines)
