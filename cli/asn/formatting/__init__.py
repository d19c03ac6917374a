"""One style for all files: line ends, blanks, indentation, quotes and the marks that a keyboard lacks.

The text is changed where it stands, never written anew from its values, so comments, order and blank lines are the
author's own. Each change is proved: the file is read again, and must say what it said.
"""

from asn.formatting.style import Formatted, formatted, migrated

__all__ = ["Formatted", "formatted", "migrated"]
