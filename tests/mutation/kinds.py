"""Every kind of fault, family by family."""

from . import economy, followup, goals, structure
from .fault import Kind

KINDS: tuple[Kind, ...] = (*structure.KINDS, *economy.KINDS, *goals.KINDS, *followup.KINDS)
