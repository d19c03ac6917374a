"""Whether a PDF meets PDF/UA-1 and PDF/A-3a, after an independent validator."""

from dataclasses import dataclass

from asn.verification.wording import plain

STANDARDS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
MISSING = (
    "PDF/UA-1 och PDF/A-3a är inte prövade, för valideraren page-validation finns inte på den här datorn. "
    "Den installeras så här: pip install 'asn[verify]'"
)


@dataclass(frozen=True, slots=True)
class Standard:
    """What the validator says: how many rules there are, and those that are broken, in its own English words."""

    name: str
    rules: int
    broken: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether the file meets the standard."""
        return not self.broken


def standards(data: bytes) -> tuple[Standard, ...]:
    """Each standard's outcome; none at all where the validator isn't installed."""
    try:
        return tuple(_tried(data, profile) for profile in STANDARDS)
    except ImportError:
        return ()


def _tried(data: bytes, profile: str) -> Standard:
    import page

    name = STANDARDS[profile]
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError as why:
        return Standard(name, 0, (plain(f"filen kan inte läsas ({why})"),))
    broken = {f"{failure.rule_id}: {failure.message}" for failure in report.failures}
    if not report.is_compliant and not broken:
        broken = {"filen uppfyller inte standarden"}
    return Standard(name, report.rules.total, tuple(sorted(map(plain, broken))))
