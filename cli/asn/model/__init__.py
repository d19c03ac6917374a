"""What a report is made of: one model a kind of record, named in the domain's own words."""

import os

# Whatever else is installed has no say in what a record is.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
