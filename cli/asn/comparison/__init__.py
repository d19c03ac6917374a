"""What differs between two reports: two periods, or one period before and after a change.

Rows are the same row if their records have the same id, or if the later one says that it replaces the earlier.
"""

from asn.comparison.change import Change, Comparison, Group
from asn.comparison.report import compare_versions, compared, compared_common, compared_registers

__all__ = ["Change", "Comparison", "Group", "compare_versions", "compared", "compared_common", "compared_registers"]
