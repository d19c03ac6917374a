"""Figures bound into prose: ``{{ nettokostnad.resultat.avvikelse_helår | mnkr }}`` can't drift from its table."""

from asn.binding.expression import ExpressionError, Uttryck, evaluate, expressions
from asn.binding.namespace import namespace
from asn.binding.resolution import resolved, unbound

__all__ = ["ExpressionError", "Uttryck", "evaluate", "expressions", "namespace", "resolved", "unbound"]
