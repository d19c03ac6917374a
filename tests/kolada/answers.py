"""Answers in the shape of Kolada's API v3, made here: every municipality has its own value."""

import json

OWN = "0138"
MEASURE = "U40455"


def row(measure, place, year, **values):
    """A municipality's row: its values by gender, None where there is none."""
    told = [
        {
            "gender": gender,
            "value": value,
            "count": 1,
            "status": "" if value is not None else "Missing",
            "isdeleted": False,
        }
        for gender, value in values.items()
    ]
    return {"kpi": measure, "municipality": place, "period": year, "values": told}


def data(years=(2022, 2023), own=46.2, measure=MEASURE, more=()):
    """An answer on one measure: 100 municipalities from 1 to 100, our own, a region, the country and a group."""
    rows = []
    for year in years:
        places = {number: f"{1 + number // 50:02}{10 + number % 50:02}" for number in range(1, 101)}
        rows += [row(measure, place, year, T=number, K=number + 1, M=None) for number, place in places.items()]
        rows = [one for one in rows if one["municipality"] != OWN or one["period"] != year]
        rows.append(row(measure, OWN, year, T=own, K=50.25, M=None))
        rows += [row(measure, place, year, T=999, K=999) for place in ("0001", "0000", "G35700")]
    return {"count": len(rows), "values": [*rows, *more]}


def names(measure=MEASURE, title="Börjat arbeta eller studera, andel (%)"):
    """An answer on what a measure is called."""
    return {"count": 1, "values": [{"id": measure, "title": title, "description": "…", "is_divided_by_gender": True}]}


def encoded(answer):
    """An answer's bytes."""
    return json.dumps(answer).encode()
