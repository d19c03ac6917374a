"""The periods that a report can be of, and their order in time."""

import re

PERIOD = re.compile(r"T[12]|VB|plan|M(?:0[1-9]|1[0-2])")
_MONTHS = {"T1": (1, 4), "T2": (1, 8), "VB": (1, 12), "plan": (1, 12)}


def months(period: str) -> tuple[int, int]:
    """First and last month of a period, 1–12."""
    return _MONTHS.get(period) or (1, int(period[1:]))


def order(year: int, period: str) -> tuple[int, int, int]:
    """Reports sort by time: a plan comes first in its year, a yearly report last."""
    return year, 0 if period == "plan" else months(period)[1], int(period == "VB")


def order_of(name: str) -> tuple[int, int, int]:
    """The same, of a report by its name, 2023/T1."""
    year, _, period = name.partition("/")
    return order(int(year), period)
