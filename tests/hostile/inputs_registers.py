"""Registers of a merge request: words, colours, periods, units and names that say more than they seem, and Kolada.

Sources: CSS Syntax 3 on strings and escapes; HTML on raw text in style; POSIX on path names; Python's format strings;
RFC 8259 on numbers and nesting.
"""

import json

from tests.hostile.inputs import CHECK, SECTION, Input, Make, contents

_BUILD = ("build", "--format", "md,html,data")
_BREAKOUT = '"; } body { color: red } </style><script>alert(1)</script> \\27 \\A {år} {0.__class__} {{ 1 }} url(//e.x)'
_OUT = _BREAKOUT.translate({ord("{"): "(", ord("}"): ")"})
_SCALE = "skalor:\n  - id: a\n    namn: A\n    klasser:\n      - {bedömning: bra, %s}\n      - {bedömning: dåligt}\n"
_KIND = "  - {id: a, namn: A, filnamn: 'a-{år}-{period}', perioder: [%s], avsnitt: [{fil: avsnitt.yaml, rubrik: A}]}\n"
_UNIT = "  - {id: %s, namn: A, under: %s}\n"


def _quoted(text: str) -> str:
    return json.dumps(text)


def _register(name: str, text: str) -> Make:
    return contents({f"content/{name}.yaml": text})


def _own_period(name: str, **more: str) -> Make:
    told = "".join(f", {key}: {value}" for key, value in more.items())
    period = f"perioder:\n  - {{id: {_quoted(name)}, till: mar{told}}}\n"
    kinds = f"{period}rapportslag:\n{_KIND % f'T1, {_quoted(name)}'}"
    sheet = "tillstånd: utkast\n"
    return contents(
        {
            "content/rapportslag.yaml": kinds,
            "content/2023/K1/rapport.yaml": sheet,
            "content/2023/K1/avsnitt.yaml": SECTION,
        }
    )


def _answer(rows: object) -> Make:
    answer = rows if isinstance(rows, bytes) else json.dumps({"values": rows}).encode()
    return contents({"svar.json": answer, "content/kolada.yaml": b"nyckeltal: []\n"})


_ROUND = "".join(_UNIT % (f"a{n}", f"a{(n + 1) % 500}") for n in range(500))
_DEEP = "  - {id: a0, namn: A}\n" + "".join(_UNIT % (f"a{n}", f"a{n - 1}") for n in range(1, 3000))
_REGISTERS: dict[str, Make] = {
    "a word that leaves its style sheet": _register("ord", f"sida:\n  utkast: {_quoted(_OUT)}\n"),
    "a word that asks for an attribute": _register("ord", "mål:\n  nämndmål_nummer: '{nummer.__class__} {0}'\n"),
    "a word that is a billion wide": _register("ord", "mål:\n  nämndmål_nummer: '{nummer:>999999999}'\n"),
    "a word of 900 000 letters": _register("ord", f"mål:\n  målområde: {'a' * 900_000}\n"),
    "a word with a template in it": _register("ord", "mål:\n  målområde: '{{ cycler.__init__ }}{% for a in b %}'\n"),
    "a colour that leaves its rule": _register("skalor", _SCALE % f"färg: {_quoted(_BREAKOUT)}"),
    "a colour that is an address": _register("skalor", _SCALE % "färg: 'url(http://127.0.0.1:9/a)'"),
    "a class named as a rule": _register("skalor", (_SCALE % "ord: a").replace("bra", "'bra{color:red}'")),
    "a class whose word leaves its element": _register("skalor", _SCALE % f"ord: {_quoted(_BREAKOUT)}"),
    "a sign from elsewhere": _register("skalor", _SCALE % "tecken: ../../../etc/passwd"),
    "a bound without end": _register("skalor", _SCALE % f"från: {'9' * 100_000} %"),
    "an accent that leaves its rule": _register("utseende", f"accent: {_quoted(_BREAKOUT)}\n"),
    "a period that leads out": _own_period("../../../tmp/x"),
    "a period that is a path": _own_period("/etc"),
    "a period named as git's": _own_period(".git"),
    "a period of a line and a command": _own_period("K1\n::error::a"),
    "a period that is called an expression": _own_period("K1", kallas=f"[{_quoted('(a+)+$' * 200)}]"),
    "a period that is called by all letters": _own_period("K1", kallas="[a, b, c, '.', '*', '']"),
    "a number that is a format": _own_period("K1", nummer="'{0.__class__}%s'"),
    "ten thousand periods": _register(
        "rapportslag",
        "perioder:\n"
        + "".join(f"  - {{id: K{n}, till: mar}}\n" for n in range(10_000))
        + f"rapportslag:\n{_KIND % ', '.join(f'K{n}' for n in range(10_000))}",
    ),
    "units under each other in a ring": _register("enheter", f"enheter:\n{_ROUND}"),
    "units 3000 deep": _register("enheter", f"enheter:\n{_DEEP}"),
    "a unit under itself": _register("enheter", f"enheter:\n{_UNIT % ('a', 'a')}"),
    "a board that leaves its element": _register(
        "namnd", f"nämnd: {{namn: {_quoted(_BREAKOUT)}, förkortning: {_quoted(_BREAKOUT)}, kommun: A}}\n"
    ),
    "a section's file that leads out": _register(
        "rapportslag", f"rapportslag:\n{(_KIND % 'T1').replace('avsnitt.yaml', '../../../../etc/passwd')}"
    ),
}
_ROW = {"kpi": "U40455", "municipality": "0138", "period": 2023}
_ANSWERS: dict[str, Make] = {
    "numbers without end": _answer(b'{"values": [{"kpi": "U40455", "period": ' + b"9" * 500_000 + b"}]}"),
    "an exponent without end": _answer(b'{"values": [{"a": 1e999999999999999999999}]}'),
    "lists in lists": _answer(b"[" * 500_000),
    "not a number": _answer(b'{"values": [{"a": NaN, "b": Infinity}]}'),
    "other types": _answer([{"kpi": [], "municipality": {}, "period": None, "values": 7}, 7, None, [], "a"]),
    "the same row 100 000 times": _answer([_ROW | {"values": []}] * 100_000),
    "a status of a million letters": _answer(
        [_ROW | {"values": [{"gender": "T", "value": 1, "status": "a\n::error::" * 90_000}]}]
    ),
    "a title that is YAML": _answer([{"id": "U40455", "title": "a\n- b: &c [*c]\x1b[31m\u202e"}]),
    "where it goes on, elsewhere": _answer(b'{"values": [], "next_url": "file:///etc/passwd"}'),
    "noise": _answer(bytes(range(256)) * 4000),
    "nothing": _answer(b""),
}

REGISTERS: tuple[Input, ...] = (
    *(Input(f"register: {name}", make, (CHECK, _BUILD, ("list",)), None) for name, make in _REGISTERS.items()),
    *(
        Input(f"kolada: {name}", make, (("import", "kolada", "--file", "svar.json"),), None)
        for name, make in _ANSWERS.items()
    ),
    Input("init: an example that leads out", contents({}), (("init", "ny", "--exempel", "../../../etc"),), 2),
    Input("init: an example that is a path", contents({}), (("init", "ny", "--exempel", "/etc"),), 2),
    Input("init: an example of a line", contents({}), (("init", "ny", "--exempel", "kultur\n::error::a"),), 2),
    Input("init: a year that is no year", contents({}), (("init", "ny", "--year", "../.."),), 2),
)
