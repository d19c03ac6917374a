"""Templates and style sheets of a merge request: endless, huge, deep, or asking for what is not theirs.

Sources: Jinja, "Sandbox" (what it does not promise: time and memory); WeasyPrint, "Security" (the same); CSS 2.1 and
the modules on fonts, counters, flexible boxes and grids for what a style sheet can ask for.
"""

from tests.hostile.inputs import CHECK, Input, Make, contents

HEAD = '{% extends "avsnitt/avsnitt.j2" %}\n{% block innehåll %}'
END = "{% endblock %}\n"
_TEN = "{% set l = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}"
_FASTEST = ("build", "--format", "md")
_SOON = (*_FASTEST, "--timeout", "2")
_PDF = ("build", "--format", "pdf")
FACE = '@font-face { font-family: "Asn Sans"; src: url("asn:typsnitt/AsnSans-Regular.ttf") }\n'


def _template(body: str) -> Make:
    return contents({"templates/avsnitt/text.j2": HEAD + body + END})


def _style(css: str) -> Make:
    return contents({"templates/stil/tryck.css": FACE + css})


def _set(name: str, start: str, step: str, times: int) -> str:
    return "{% set n = namespace(" + name + "=" + start + ") %}" + ("{% set n." + name + " = " + step + " %}") * times


ENDLESS_LOOP = _TEN + "".join(f"{{% for a{n} in l %}}" for n in range(12)) + "{% endfor %}" * 12
_ENDLESS = {
    "loops in loops, nothing written": ENDLESS_LOOP,
    "a file of a gigabyte in a loop": _TEN + "{% for a in l %}" * 7 + "x" * 300 + "{% endfor %}" * 7,
}
_GROWING = {
    "lists doubled forty times": _set("a", "[1]", "[n.a, n.a]", 40) + "{{ n.a }}",
    "ten joins of ten": _set("a", "'xxxxxxxxxx'", "[n.a,n.a,n.a,n.a,n.a,n.a,n.a,n.a,n.a,n.a] | join", 9),
    "ten replaces of ten": _set("a", "'xxxxxxxxxx'", "n.a | replace('x', 'xxxxxxxxxx')", 9),
    "a long text between letters": "{{ '" + "x" * 100_000 + "' | join('" + "y" * 100_000 + "') }}",
    "powers of powers": "{{ 9 ** 9 ** 9 }}",
    "a power of a power of ten": "{{ 10**10**8 }}",
    "a letter a billion times": "{{ 'x' * 10**9 }}",
    "a row of a trillion": "{% for a in range(10**12) %}x{% endfor %}",
    "a row of a trillion, written out": "{{ range(1000000000000) | list }}",
    "a width of a billion, by %": "{{ '%999999999d' % 1 }}",
    "a width of a billion, by format": "{{ '{:>999999999}'.format(1) }}",
    "a width of a billion, by a filter": "{{ 'a' | center(999999999) }}",
    "a number of 5000 digits": "{{ " + "9" * 5000 + " }}",
    "a number of 5000 digits below zero, compared": "{{ -" + "9" * 5000 + " < 1 }}",
    "a number of 100 000 digits of sixteen": "{{ 0x" + "f" * 100_000 + " }}",
    "a number that is larger than all": "{{ 1e999 }}",
    "a text that is a number of 200 000 digits": "{{ ('" + "f" * 200_000 + "') | int(0, 16) }}",
    "rounded to a billion digits": "{{ 1.5 | round(999999999, 'floor') }}",
    "rounded to less than a billion digits": "{{ 15 | round(-999999999) }}",
    "rounded up to a billion digits": "{{ 15 | round(999999999, 'ceil') }}",
    "a macro that counts without end": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
    "macros that call each other": "{% macro a() %}{{ b() }}{% endmacro %}"
    "{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a macro that calls itself within its call": "{% macro m() %}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}",
    "a block that holds itself": "{% block b %}{{ self.b() }}{% endblock %}",
    "a loop within itself": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
}
_DEEP = {
    "500 ifs in ifs": "{% if 1 %}" * 500 + "{% endif %}" * 500,
    "30 loops in loops": "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
    "5000 parentheses": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "3000 lists in lists": "{{ " + "[" * 3000 + "]" * 3000 + " }}",
    "5000 nots": "{{ " + "not " * 5000 + "1 }}",
    "3000 filters": "{{ 1" + " | abs" * 3000 + " }}",
    "5000 points": "{{ vy" + ".a" * 5000 + " }}",
    "5000 elifs": "{% if 0 %}" + "{% elif 0 %}" * 5000 + "{% endif %}",
    "a template that includes itself": "{% include 'avsnitt/text.j2' %}",
    "a macro that calls itself twice": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "a section that shows itself": "{{ visa(vy) }}",
}
FLEX = ".text { display: flex }\n" + "".join(f".f{n} {{ display: flex; flex-wrap: wrap }}\n" for n in range(14))
NESTED = "".join(f'<div class="f{n}">' for n in range(14)) + "x" + "</div>" * 14
_STYLES = {
    "@import of a file": "@import url(file:///etc/passwd);",
    "@import from the network": "@import 'http://127.0.0.1:9/a.css';",
    "a background from the network": "body { background: url(http://127.0.0.1:9/a.png) }",
    "a background from the machine": "body { background: url(file:///etc/hostname) }",
    "a background beside the page": "body { background: url(../../../../etc/hostname) }",
    "a font from the machine": "@font-face { font-family: b; src: url(file:///etc/hostname) } p { font-family: b }",
    "a font from the network": "@font-face { font-family: b; src: url(//127.0.0.1:9/b.ttf) } p { font-family: b }",
    "a font by name": "@font-face { font-family: b; src: local('DejaVu Sans') } p { font-family: b }",
    "contents from a file": "p::before { content: url(file:///etc/hostname) }",
    "an image as data": "body { background: url(data:image/svg+xml;base64,PHN2Zy8+) }",
    "a list mark from a file": "li { list-style-image: url(file:///etc/hostname) }",
    "attr() in url()": "p::before { content: attr(href url) }",
    "a page larger than the sky": "@page { size: 1e9cm 1e9cm }",
    "a page smaller than a letter": "@page { size: 1px 1px; margin: 0 }",
    "letters larger than the page": "p { font-size: 1e6px }",
    "margins without end": "p { margin: -1e30px; padding: 1e30px; text-indent: 1e30px }",
    "a million columns": "body { columns: 1000000 }",
    "a counter that never ends": "p { counter-increment: a 2147483647 } p::before { content: counters(a, 'x') }",
    "contents of a hundred thousand letters": "p::before { content: '" + "a" * 100_000 + "' }",
    "variables that grow": ":root { --a: x x; "
    + " ".join(f"--{chr(98 + n)}: var(--{chr(97 + n)}) var(--{chr(97 + n)});" for n in range(24))
    + " } p::before { content: var(--y) }",
    "a variable that means itself": ":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }",
    "a hundred thousand selectors": ",".join(f".a{n}" for n in range(60_000)) + " { color: red }",
    "not() in not()": "p" + ":not(a" * 400 + ")" * 400 + " { color: red }",
    "blocks in blocks": "{" * 20_000,
    "parentheses": "p { width: calc(" + "(" * 5000 + "1px" + ")" * 5000 + ") }",
    "no font at all": "* { font-family: nothing !important }",
    "a grid of a billion": "body { display: grid; grid-template-columns: repeat(1000000000, 1px) }",
}


def _use_bomb(levels: int) -> str:
    groups = "".join(f'<g id="g{n + 1}">' + f'<use href="#g{n}"/>' * 10 + "</g>" for n in range(levels))
    drawn = f'<defs><rect id="g0" width="1" height="1"/>{groups}</defs><use href="#g{levels}"/>'
    return f'<svg width="9" height="9"><title>x</title>{drawn}</svg>'


_PAGES = {
    "flex boxes fourteen deep": {
        "templates/stil/tryck.css": FACE + FLEX,
        "templates/avsnitt/text.j2": HEAD + NESTED + END,
    },
    "a drawing of a million uses": {"templates/avsnitt/text.j2": HEAD + _use_bomb(6) + END},
    "a table of 20 000 rows": {
        "templates/avsnitt/text.j2": HEAD
        + "<table><thead><tr><th>a</th></tr></thead><tbody>"
        + "<tr><td>b</td></tr>" * 20_000
        + "</tbody></table>"
        + END
    },
    "blocks a thousand deep": {"templates/avsnitt/text.j2": HEAD + "<div>" * 1000 + "x" + "</div>" * 1000 + END},
    "a cell over a billion columns": {
        "templates/avsnitt/text.j2": HEAD
        + '<table><tr><td colspan="1000000000" rowspan="1000000000">a</td></tr></table>'
        + END
    },
    "an attachment of the machine": {
        "templates/avsnitt/text.j2": HEAD + '<link rel="attachment" href="file:///etc/passwd">' + END
    },
    "a picture from the network": {
        "templates/avsnitt/text.j2": HEAD + '<img alt="a" src="http://127.0.0.1:9/a.png">' + END
    },
    "a base, and a picture beside it": {
        "templates/avsnitt/text.j2": HEAD + '<base href="file:///etc/"><img alt="a" src="hostname">' + END
    },
}

TEMPLATES = (
    *(
        Input(f"template: {name}", _template(body), (_SOON, _FASTEST), says="avbröts")
        for name, body in _ENDLESS.items()
    ),
    *(
        Input(f"template: {name}", _template(body), (_FASTEST,), says="Mallen templates/avsnitt/text.j2, rad 2,")
        for name, body in _GROWING.items()
    ),
    *(Input(f"template: {name}", _template(body), (_FASTEST,), None) for name, body in _DEEP.items()),
)
STYLES = tuple(Input(f"style: {name}", _style(css), (_PDF, CHECK), None) for name, css in _STYLES.items())
PAGES = tuple(Input(f"page: {name}", contents(named), (_PDF,), None) for name, named in _PAGES.items())
