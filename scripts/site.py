"""Gathers the established reports of a build into a folder to publish, under one small index.

Usage: asn list --output-format json | python scripts/site.py BUILD SITE

Drafts are left out: they are the board's own until it has established them.
"""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path

PAGE = """\
<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rapporter</title>
<style>body {{ font: 1.125rem/1.6 sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }}</style>
</head>
<body>
<main>
<h1>Rapporter</h1>
{years}
</main>
</body>
</html>
"""
KINDS = (("*.html", "webbsida"), ("*.pdf", "PDF"), ("data.json", "öppna data"))
Row = Mapping[str, str]


def established(rows: Iterable[Row], build: Path) -> list[Row]:
    """The reports to publish, the newest year first."""
    kept = [row for row in rows if row["tillstånd"] == "fastställd" and (build / row["rapport"]).is_dir()]
    return sorted(kept, key=_year, reverse=True)


def page(rows: Iterable[Row], site: Path) -> str:
    """The index: every report by year, with a link to each of its forms."""
    years = (
        f"<h2>{year}</h2>\n<ul>\n" + "".join(_item(row, site) for row in of_year) + "</ul>"
        for year, of_year in groupby(rows, _year)
    )
    return PAGE.format(years="\n".join(years) or "<p>Ingen rapport är fastställd ännu.</p>")


def _year(row: Row) -> str:
    return row["rapport"].split("/")[0]


def _item(row: Row, site: Path) -> str:
    links = ", ".join(f'<a href="{escape(href)}">{kind}</a>' for href, kind in _links(row, site))
    return f"<li>{escape(row['titel'])}: {links}</li>\n"


def _links(row: Row, site: Path) -> Iterator[tuple[str, str]]:
    for pattern, kind in KINDS:
        for path in sorted((site / row["rapport"]).glob(pattern)):
            yield path.relative_to(site).as_posix(), kind


def main() -> None:
    """Read the list, copy the reports, write the index."""
    build, site = (Path(arg) for arg in sys.argv[1:])
    rows = established(json.load(sys.stdin), build)
    site.mkdir(parents=True)
    for row in rows:
        shutil.copytree(build / row["rapport"], site / row["rapport"])
    (site / "index.html").write_text(page(rows, site), encoding="utf-8")


if __name__ == "__main__":
    main()
