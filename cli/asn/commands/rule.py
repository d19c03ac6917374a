"""``asn rule``: the rules, or one of them explained."""

from typing import Any

import click

from asn.check import RULES
from asn.check.rules import DOUBTS, IMPORTING, Example, example, titles
from asn.commands.completion import codes
from asn.commands.screen import show
from asn.commands.swedish import USAGE, Command, Problem
from asn.finding import Severity
from asn.output.plain import json_text


@click.command(cls=Command, help="Lista reglerna, eller förklara en av dem.", epilog="Exempel:  asn rule E101")
@click.argument("code", required=False, metavar="[KOD]", shell_complete=codes)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Hur svaret skrivs ut.")
def command(*, code: str | None, output_format: str) -> None:
    """Print the rules."""
    known = titles()
    wanted = code.upper() if code else ""
    if code and wanted not in known:
        raise Problem(f"Regeln «{code}» finns inte. Se asn rule för alla.", USAGE)
    if output_format == "json":
        rules = [_object(name, known[name]) for name in sorted(known)]
        show(json_text(_object(wanted, known[wanted], example(wanted)) if code else rules))
    elif code:
        show(_explained(wanted, known[wanted], example(wanted)))
    else:
        show("\n".join(f"{name}  {_grade(name):<8} {known[name]}" for name in sorted(known)))


def _grade(code: str) -> Severity:
    """How grave what a rule finds is, in an adopted report."""
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule:
        return rule.severity
    return Severity.VARNING if code in DOUBTS else Severity.FEL


def _object(code: str, title: str, shown: Example | None = None) -> dict[str, Any]:
    about = {"kod": code, "namn": title, "grad": str(_grade(code))}
    if shown is None:
        return about
    examples = [{"rubrik": case.heading, "filer": dict(case.marked)} for case in shown.cases]
    return {**about, "text": shown.text, "exempel": examples, "undantag": _exception(code)}


def _explained(code: str, title: str, shown: Example | None) -> str:
    parts = [f"{code}: {title}"]
    parts += [f"  {line}" for line in _severity(code)]
    if shown:
        parts += ["", shown.text]
        for case in shown.cases:
            files = (f"{name}:\n\n{_indented(text)}" for name, text in case.marked.items())
            parts += ["", f"{case.heading}", "", "\n\n".join(files)]
    if code not in IMPORTING:
        parts += ["", "Undantag, bredvid det som regeln pekar på:", "", _indented(_exception(code))]
    return "\n".join(parts)


def _severity(code: str) -> list[str]:
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule is None:
        when = "när filen läses in med asn import" if code in IMPORTING else "redan när filerna läses"
        return ["varning" if code in DOUBTS else f"fel, {when}"]
    draft = f", i utkast {rule.i_utkast}" if rule.i_utkast else ""
    return [f"{rule.severity}{draft}"]


def _exception(code: str) -> str:
    return f'undantag:\n  - regel: {code}\n    motivering: "vad som är fel, vad som vore rätt och varför det står kvar"'


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().split("\n"))
