"""``asn rule``: the rules, or one of them explained."""

import click

from asn.check import RULES
from asn.check.example import Example, example
from asn.check.rules import DOUBTS, titles
from asn.commands.choices import codes
from asn.commands.swedish import USAGE, Command, Problem
from asn.finding import Severity


@click.command(cls=Command, help="Lista reglerna, eller förklara en av dem.", epilog="Exempel:  asn rule E101")
@click.argument("code", required=False, metavar="[KOD]", shell_complete=codes)
def command(*, code: str | None) -> None:
    """Print the rules."""
    known = titles()
    if code is None:
        grave = dict.fromkeys(known, Severity.FEL) | dict.fromkeys(DOUBTS, Severity.VARNING)
        grave |= {rule.code: rule.severity for rule in RULES}
        rows = (f"{name}  {grave[name]:<8} {known[name]}" for name in sorted(known))
        click.echo("\n".join(rows))
        return
    wanted = code.upper()
    if wanted not in known:
        raise Problem(f"Regeln «{code}» finns inte. Se asn rule för alla.", USAGE)
    click.echo(_explained(wanted, known[wanted], example(wanted)))


def _explained(code: str, title: str, shown: Example | None) -> str:
    parts = [f"{code}: {title}"]
    parts += [f"  {line}" for line in _severity(code)]
    if shown:
        parts += ["", shown.text]
        for case in shown.cases:
            files = (f"{name}:\n\n{_indented(text)}" for name, text in case.marked.items())
            parts += ["", f"{case.heading}", "", "\n\n".join(files)]
    parts += ["", "Undantag, bredvid det som regeln pekar på:", "", _indented(_exception(code))]
    return "\n".join(parts)


def _severity(code: str) -> list[str]:
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule is None:
        return ["varning" if code in DOUBTS else "fel, redan när filerna läses"]
    draft = f", i utkast {rule.i_utkast}" if rule.i_utkast else ""
    return [f"{rule.severity}{draft}"]


def _exception(code: str) -> str:
    return f'undantag:\n  - regel: {code}\n    motivering: "vad som är fel, vad som vore rätt och varför det står kvar"'


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().split("\n"))
