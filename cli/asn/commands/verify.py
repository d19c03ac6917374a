"""``asn verify``: a finished PDF is held against its own sources and against both standards."""

from pathlib import Path

import click

from asn.commands.sandboxed import timeout_option
from asn.commands.screen import show, show_as_is
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.output.plain import json_text
from asn.sandbox import SECONDS, Ended
from asn.verification import VALIDATOR_MISSING, Standard, Unverifiable, Verdict, verify
from asn.verification.signatures import signers_text

_RULES = 10


@click.command(
    cls=Command,
    help="Pröva en färdig PDF: bygg om den ur källorna i den, säg om den är identisk, och pröva PDF/UA-1 och PDF/A-3a.",
    epilog="Exempel:  asn verify build/2023/T1/delarsrapport-1-2023.pdf",
)
@click.argument("fil", metavar="FIL.pdf", type=click.Path(path_type=Path))
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Hur svaret skrivs ut.")
@timeout_option("Längsta beräkningstid.", SECONDS)
def command(*, fil: Path, output_format: str, timeout: int) -> int:
    """Say what was found."""
    try:
        verdict = verify(fil, timeout)
    except Unverifiable as why:
        raise Problem(str(why), USAGE) from None
    except Ended as why:
        raise Problem(f"{fil.name} gick inte att pröva. {why.message('asn verify')}", CONTENT) from None
    if output_format == "json":
        show_as_is(_json(fil, verdict))
    else:
        show("\n".join(_text(fil, verdict)))
    return SUCCESS if (verdict.identical or verdict.signed) and verdict.valid else CONTENT


def _text(path: Path, verdict: Verdict) -> list[str]:
    own, same = f"SHA-256 {verdict.sha256}", f"{path.name}: identisk. Källorna i den ({verdict.report}) ger samma fil"
    if verdict.identical:
        lines = [f"{same}, byte för byte.", own]
    elif verdict.signed:
        signed = f"{same}, byte för byte, sedan undertecknad av {signers_text(verdict.signatures)}."
        lines = [signed, own, f"SHA-256 {verdict.rebuilt} ur källorna, före underskrift", *_issuers(verdict)]
    else:
        built = f" ({verdict.report})" if verdict.report else ""
        differences = (f"  - {difference}" for difference in verdict.differences)
        lines = [f"{path.name}: skiljer sig. Källorna i den{built} ger inte samma fil.", *differences, own]
        lines += [f"SHA-256 {verdict.rebuilt} ur källorna"] if verdict.rebuilt else []
    return lines + ([line for standard in verdict.standards for line in _standard(standard)] or [VALIDATOR_MISSING])


def _issuers(verdict: Verdict) -> list[str]:
    """Whose word it is that the signers are who they are called."""
    certificates = [f"Certifikatet för {one.name} är utfärdat av {one.issuer}." for one in verdict.signatures]
    return [
        *certificates,
        "Om utfärdarna är att lita på prövas inte, och dagen är den som undertecknaren själv uppger.",
    ]


def _standard(standard: Standard) -> list[str]:
    if standard.met:
        return [f"{standard.name}: uppfylld, {standard.rules} regler prövade."]
    more = len(standard.broken) - _RULES
    lines = [f"{standard.name}: inte uppfylld.", *(f"  - {rule}" for rule in standard.broken[:_RULES])]
    return [*lines, f"  - {more} regler till."] if more > 0 else lines


def _json(path: Path, verdict: Verdict) -> str:
    return json_text(
        {
            "file": path.as_posix(),
            "report": verdict.report,
            "identical": verdict.identical,
            "sha256": verdict.sha256,
            "rebuilt_sha256": verdict.rebuilt or None,
            "differences": verdict.differences,
            "signed": verdict.signed,
            "signatures": [
                {"name": one.name, "issuer": one.issuer, "day": one.day or None, "faults": one.faults}
                for one in verdict.signatures
            ],
            "standards": [
                {"name": one.name, "met": one.met, "rules": one.rules, "broken": one.broken}
                for one in verdict.standards
            ],
        }
    )
