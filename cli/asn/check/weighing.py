"""How a goal is weighed together from its units, by the rule that the goal states: by rank in the scale, best first."""

import re
from decimal import Decimal

from asn.check.scales import ScaleVerdict
from asn.light import Bedömning, neuter
from asn.model.avsnitt.mal import Nämndmål

_SHARE = re.compile(r"andel ≥ ?(\d+(?:,\d+)?) ?%")


def weighed(goal: Nämndmål) -> ScaleVerdict | None:
    """The lights that the goal's rule gives; None where it states none, or a unit hasn't told yet."""
    rule, parts = goal.sammanvägning, [unit.bedömning for unit in goal.enheter]
    lights = [light for light in parts if light]
    if not rule or not goal.bedömning or not parts or len(lights) < len(parts):
        return None
    scale = goal.bedömning.skala()
    if rule == "sämsta":
        worst = _in_scale(max(lights, key=lambda light: light.rang), scale)
        if worst is None:
            return None
        return ScaleVerdict(frozenset([worst]), f"målet vägs samman som «{rule}»: det är {neuter(worst)}")
    share = Decimal(100 * sum(light.är_bäst for light in lights)) / len(lights)
    stated = _SHARE.fullmatch(rule)
    reached = share >= (Decimal(stated[1].replace(",", ".")) if stated else 100)
    best, *others = scale
    reason = f"kravet «{rule}» är {'' if reached else 'inte '}uppfyllt"
    return ScaleVerdict(frozenset([best] if reached else others), reason)


def is_share(goal: Nämndmål) -> bool:
    """Whether the rule is a share of the best light."""
    return bool(goal.sammanvägning and goal.sammanvägning.startswith("andel"))


def _in_scale(light: Bedömning, scale: tuple[Bedömning, ...]) -> Bedömning | None:
    """A light in another scale: the same class, else the one of the same rank where both have as many."""
    same = next((own for own in scale if own == light), None)
    alike = scale[light.rang] if len(scale) == len(light.klasser) and light.rang < len(scale) else None
    return same or alike
