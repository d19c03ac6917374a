"""What a report is made of: one model a kind of record, named in the domain's own words."""

import os
from contextlib import suppress

from asn.late import postponed

# Whatever else is installed has no say in what a record is, and looking for it takes a tenth of a check's start.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
with postponed("importlib.metadata"), suppress(ImportError):
    import pydantic.plugin._loader  # noqa: F401 - imported here, it finds the stand-in
