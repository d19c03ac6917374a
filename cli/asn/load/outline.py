"""What can be told of a project without reading what its files say: where it is, and which reports it has."""

import re
from pathlib import Path

from asn.load.files import listing
from asn.period import PERIOD, order_of

YEAR = re.compile(r"(?:19|20)\d{2}")


class ProjectMissing(Exception):  # noqa: N818 - it says what is the case
    """There is no project here; the message is Swedish."""


def project_root(start: Path) -> Path:
    """The nearest folder, from ``start`` upwards, that has ``content/``.

    Raises:
        ProjectMissing: if there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return folder
    raise ProjectMissing(
        "Här finns inget projekt: mappen content/ saknas. Byt mapp, eller börja ett nytt med asn init."
    )


def report_names(root: Path) -> tuple[str, ...]:
    """The reports that have a folder, 2023/T1, in order of time."""
    years = [name for name in listing(root, "content")[0] if YEAR.fullmatch(name)]
    found = [
        f"{year}/{period}"
        for year in years
        for period in listing(root, f"content/{year}")[0]
        if PERIOD.fullmatch(period)
    ]
    return tuple(sorted(found, key=order_of))
