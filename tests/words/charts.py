"""Tables whose charts say all that a chart can say."""

MONTHS = ("Jan", "Feb", "Mars")
LONG = "Ett mått som har så många ord att det aldrig kan stå som rubrik"


def _matrix(name, *rows, points=MONTHS, title="Pulsen", **more):
    """Measurements at three points; of each row the first and the last value are given."""
    ids = [f"p{number}" for number in range(len(points))]
    made = [
        {"id": f"r{n}", "namn": f"Rad {n}", "värden": {point: last if point == ids[-1] else first for point in ids}}
        for n, (first, last) in enumerate(rows)
    ]
    where = [{"id": id_, "rubrik": point} for id_, point in zip(ids, points, strict=True)]
    table = {"slag": "matris", "id": name, "tabellrubrik": "Puls", "mätpunkter": where, "rader": made}
    return {**table, "linjediagram": title, **more}


def _deviations(name, *amounts, **more):
    columns = [
        {"id": "utfall", "rubrik": "Utfall", "roll": "utfall"},
        {"id": "budget", "rubrik": "Budget", "roll": "budget"},
        {"id": "avvikelse", "rubrik": "Avvikelse", "roll": "avvikelse", "av": "utfall", "minus": "budget"},
    ]
    rows = [{"id": f"r{n}", "namn": f"Rad {n}", "belopp": {"utfall": a, "budget": "-9"}} for n, a in enumerate(amounts)]
    chart = {"slag": "avvikelser", "kolumner": ["avvikelse"], **more}
    return {
        "slag": "belopp",
        "id": name,
        "tabellrubrik": "Netto",
        "kolumner": columns,
        "rader": rows,
        "diagram_av": [chart],
    }


def _bars(name):
    column = {"id": "antal", "rubrik": "Antal", "slag": "tal"}
    rows = [{"id": f"r{n}", "namn": f"Rad {n}", "celler": {"antal": f"{n + 1}"}} for n in range(2)]
    table = {"slag": "tabell", "id": name, "tabellrubrik": "Volymer", "radrubrik": "Volym", "kolumner": [column]}
    return {**table, "rader": rows, "diagram_av": [{"slag": "staplar", "kolumner": ["antal"]}]}


BRIDGE = {
    "slag": "brygga",
    "id": "brygga",
    "tabellrubrik": "Brygga",
    "ingående": {"id": "före", "namn": "Före", "belopp": "-40"},
    "ändringar": [{"id": "a", "namn": "A", "belopp": "-3"}, {"id": "b", "namn": "B", "belopp": "1"}],
    "utgående": {"id": "efter", "namn": "Efter", "belopp": "-42"},
}
SCALE = {
    "id": "gräns",
    "namn": "Gräns",
    "mäter": "utfall",
    "klasser": [{"bedömning": "grön", "från": "5"}, {"bedömning": "röd", "under": "5"}],
}
CHARTS = (
    _matrix("ingen_når", ("4,5", "4,6"), ("4,5", "4,6"), skala="gräns"),
    _matrix("en_når", ("4,5", "5,6"), ("4,5", "4,6"), skala="gräns"),
    _matrix("upp", ("4,5", "4,6")),
    _matrix("ned", ("4,6", "4,5")),
    _matrix("flera_upp", ("4,5", "4,6"), ("4,5", "4,6"), radrubrik="Mätning"),
    _matrix("flera_ned", ("4,6", "4,5"), ("4,6", "4,5")),
    _matrix("utan_ord", ("4,6", "4,5"), ("4,5", "4,6"), title=LONG),
    _deviations("ned_mest", "-19", "-8"),
    _deviations("upp_mest", "-10", "-1"),
    _deviations("alla_ned", "-10", "-10", "-10", "-10"),
    _deviations("alla_upp", "-8", "-8", "-8", "-8"),
    _bars("störst"),
    BRIDGE,
)
