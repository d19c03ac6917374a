"""A new period out of an earlier one: structure, goals, risks, uppdrag and targets carried, outcomes and text empty."""

from asn.succession.periods import Step, carried, model_for

__all__ = ["Step", "carried", "model_for"]
