"""Every kind of fault, family by family."""

from . import boards, economy, followup, gaps_left, goals, history, later, people, prose, sick_leave, structure
from .fault import Kind

KINDS: tuple[Kind, ...] = (
    *structure.KINDS,
    *economy.KINDS,
    *goals.KINDS,
    *followup.KINDS,
    *prose.KINDS,
    *history.KINDS,
    *people.KINDS,
    *gaps_left.KINDS,
    *later.KINDS,
    *sick_leave.KINDS,
    *boards.KINDS,
)
