"""Every kind of fault, family by family."""

from . import economy, structure
from .fault import Kind

KINDS: tuple[Kind, ...] = (*structure.KINDS, *economy.KINDS)
