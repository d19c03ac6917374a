"""Judging a report by the rules: findings, exceptions, and how much was looked at."""

from asn.check.examination import Examination, examine
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.check.rules import RULES

__all__ = ["OK", "RULES", "Examination", "Fynd", "Granskad", "Looked", "Rule", "examine"]
