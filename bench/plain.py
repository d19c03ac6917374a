"""WeasyPrint by itself, as a user would call it: ``python -m bench.plain HTML PDF``."""

import sys

from weasyprint import HTML

HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_tags=True)
