"""M209: an outcome and a målnivå that can't be compared, since one is told in another unit than the other."""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.check.scales import LightCase, chosen_target
from asn.check.spans import ANSWER, ScaledFigure
from asn.figures import NBSP
from asn.model.avsnitt.mal import Indikator, Nämndmål

_DIFFERENT = "Skriv utfallet och målnivån i samma enhet."


def outcome_against_unit(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An outcome is told in its målnivå's unit: 82 beside 95 % leaves the light to be taken on trust."""
    report = seen.rapport
    measured: tuple[Nämndmål | Indikator, ...] = (*report.poster(Nämndmål), *report.poster(Indikator))
    for item in measured:
        targets = (item.målnivå, *(item.delmål if isinstance(item, Indikator) else ()))
        case = LightCase(item.utfall, chosen_target(report.tid, item.utfall, targets))
        value, span = case.value(), case.span()
        if value is None or span is None:
            continue
        other = next((end for end in span.ends() if not value.compares_with(end)), None)
        if other is None:
            yield OK
        else:
            message = f"«{item.namn}» har utfallet {item.utfall} och målnivån {case.target}: enheterna är olika."
            yield Fynd(item.at("utfall"), message, _cure(value, other))


def _cure(value: ScaledFigure, target: ScaledFigure) -> str:
    """The figure with the unit that it lacks, where that is all that differs."""
    if not value.unit and target.unit == "%":
        return f"Skriv utfallet i samma enhet som målnivån: {value}{NBSP}%."
    if not target.unit and value.unit == "%":
        return f"Skriv målnivån i samma enhet som utfallet: {target}{NBSP}%."
    if ANSWER in {value.unit, target.unit}:
        return "Skriv utfallet så som målnivån är skriven: ja eller nej, eller ett tal med enhet."
    return _DIFFERENT
