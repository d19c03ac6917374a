"""The colours of lights as style: the sheets draw each sign, and what is made here says in which colours."""

from collections.abc import Iterable

from asn.compute.document import ascii_name
from asn.light import READY_CLASSES, Ljusklass
from asn.model.report import Rapport

_DARK = "@media screen and (prefers-color-scheme: dark)"


def colour_class(klass: Ljusklass) -> str:
    """The class that a light's element has for its colour."""
    names = (klass.färg, klass.mörk) if klass.mörk else (klass.färg,)
    return "-".join(("f", *(ascii_name(name.removeprefix("#")) for name in names)))


def light_style(reports: Iterable[Rapport], *, dark: bool) -> str:
    """The colours of the ready-made lights and of the scales that some reports are judged by.

    Args:
        reports: the reports that are on the page.
        dark: whether the page is one that is shown dark too.
    """
    scales = (klass for report in reports for scale in report.skalor() for klass in scale.visade)
    shown = {colour_class(klass): klass.färger() for klass in (*READY_CLASSES, *scales)}
    light = _rules((name, colour.ljus, colour.kant) for name, colour in shown.items())
    if not dark:
        return light
    return f"{light}{_DARK} {{\n{_rules((name, colour.mörk, '') for name, colour in shown.items())}}}\n"


def _rules(told: Iterable[tuple[str, str, str]]) -> str:
    return "".join(f".{name} {{ --ljus: {colour}; --kant: {edge or colour}; }}\n" for name, colour, edge in told)
