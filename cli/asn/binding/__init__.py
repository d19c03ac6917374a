"""Figures bound into prose: ``{{ nettokostnad.resultat.avvikelse_helår | mnkr }}`` can't drift from its table."""

from asn.binding.operations import ExpressionError
from asn.binding.resolution import namespace, resolved, unbound
from asn.binding.syntax import Uttryck, evaluate, expressions

__all__ = ["ExpressionError", "Uttryck", "evaluate", "expressions", "namespace", "resolved", "unbound"]
