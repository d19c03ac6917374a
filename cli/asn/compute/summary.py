"""The report in short, as a judgement: how it goes, the money, what has turned, the risks and what is to be decided.

All of it is taken from the report's own records and its editor's words; what a report doesn't have is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asn.compute.summary_deviations import budget_groups, money_group
from asn.compute.summary_goals import count_sentence, goal_group, light_change_group, plan_group, plan_sentence
from asn.compute.summary_money import Siffra, money_figures
from asn.compute.summary_parts import Anchors, Punkt, Punktgrupp, capped
from asn.compute.trend import EarlierRows
from asn.model.avsnitt.uppfoljning import Risk, Risker
from asn.model.ord import ifylld
from asn.model.report import Rapport, Rapportblad
from asn.readable import readable

_RISKS = 3


@readable
@dataclass(frozen=True, slots=True)
class Sammanfattning:
    """The summary: a verdict, up to three amounts, what their signs mean, and the points in groups."""

    rubrik: str
    dom: str
    siffror: tuple[Siffra, ...]
    teckenförklaring: str
    grupper: tuple[Punktgrupp, ...]
    fastställt: str = ""
    """That the report is adopted, and when; nothing of a draft."""

    @property
    @readable
    def finns(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.siffror or self.grupper)


def summary(
    report: Rapport, earlier: Sequence[Rapport], before: Sequence[EarlierRows], anchors: Anchors, sheet: Rapportblad
) -> Sammanfattning:
    """Sum up a report.

    Args:
        report: the report.
        earlier: the reports before it.
        before: how the rows of those stood, the latest first.
        anchors: where each section stands on the page.
        sheet: the report's sheet with its figures in place.
    """
    words = report.register.ord.sammanfattning
    taken = any(section.rubrik == words.rubrik for section in report.avsnitt)
    amounts, signs = money_figures(report, earlier)
    if sheet.siffror:
        amounts, signs = tuple(Siffra.own(one) for one in sheet.siffror), ""
    turned, turn_groups = light_change_group(report, before, anchors)
    money = tuple(money_group(report, sheet, anchors))
    if not money and report.tid.planerar:
        money = tuple(budget_groups(report, anchors))
    groups = (
        *(tuple(goal_group(report, before, anchors)) or tuple(plan_group(report, anchors))),
        *money,
        *turn_groups,
        *_highest_risks(report, anchors),
    )
    sentences = (count_sentence(report) or plan_sentence(report), _money_sentence(amounts, report), turned)
    decided = tuple(_decisions(sheet, report)) if groups or amounts or sheet.beslut else ()
    heading, verdict = words.annan_rubrik if taken else words.rubrik, " ".join(filter(None, sentences))
    return Sammanfattning(heading, verdict, amounts, signs, (*groups, *decided), _adopted(report))


def _money_sentence(amounts: Sequence[Siffra], report: Rapport) -> str:
    """The one figure that counts most: the forecast's difference where there is one, else the first."""
    words = report.register.ord.sammanfattning
    if not amounts:
        return ""
    differences = [one for one in amounts if one.skillnad]
    rest = differences[:1] or amounts[-1:] if not amounts[0].visat else amounts[:1]
    chosen = next((one for one in differences if one.roll == "prognos"), rest[0])
    share = f" ({chosen.andel})" if chosen.andel else ""
    return ifylld(words.pengarna, namn=chosen.namn, värde=f"{chosen.värde}{share}")


def _highest_risks(report: Rapport, anchors: Anchors) -> Iterator[Punktgrupp]:
    """The three highest risks, of those that tie the ones whose measures stand worst; and how many more tie."""
    words = report.register.ord
    own = words.sammanfattning
    risks = [(part, risk) for part in report.poster(Risker) for risk in part.risker if not risk.avslutad]
    if not risks:
        return
    valued = [(value, part, risk) for part, risk in risks if (value := risk.value())]
    valued.sort(key=lambda entry: (-entry[0], -entry[2].bedömning.rang if entry[2].bedömning else 0))
    least = valued[:_RISKS][-1][0] if valued else 0
    if valued:
        heading = own.riskvärde
        chosen = [Punkt(f"{_named(risk)} ({value})", ankare=anchors[id(part)]) for value, part, risk in valued]
        chosen = chosen[: sum(value >= least for value, _, _ in valued)]
    else:
        heading = own.riskerna
        chosen = [Punkt(_named(risk), ankare=anchors[id(part)]) for part, risk in risks]
    yield Punktgrupp(heading, capped(chosen, _RISKS, words, least))


def _named(risk: Risk) -> str:
    return risk.namn.rstrip(".")


def _decisions(sheet: Rapportblad, report: Rapport) -> Iterator[Punktgrupp]:
    """What the board is asked to decide, in the editor's words; where there are none, what it has decided."""
    words = report.register.ord.sammanfattning
    if sheet.beslut:
        yield Punktgrupp(words.beslut, tuple(Punkt("", förklaring=text.strip()) for text in sheet.beslut))
    elif report.utkast:
        yield Punktgrupp(words.beslut, (Punkt(words.förslag_saknas),))
    else:
        yield Punktgrupp(words.beslutet, (Punkt(_adopted(report)),))


def _adopted(report: Rapport) -> str:
    """That a report is adopted, with the day and the paragraph where they are told; nothing of a draft."""
    words, decision = report.register.ord.sammanfattning, report.beslut
    if report.utkast:
        return ""
    if not decision:
        return ifylld(words.är_fastställd, titel=report.titel)
    day = decision.datum.isoformat()
    return ifylld(words.fastställd_då, titel=report.titel, datum=day, paragraf=decision.paragraf)
