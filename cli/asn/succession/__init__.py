"""A new period out of an earlier one: structure, goals, risks, uppdrag and targets carried, outcomes and text empty."""

from asn.succession.beginning import Begun, Ground, begin
from asn.succession.periods import Step, carry_over, model_of_tree

__all__ = ["Begun", "Ground", "Step", "begin", "carry_over", "model_of_tree"]
