"""What a template can reach: walked through from every name that it is given, in every format, over every report.

The walk asks the sandbox itself for each attribute, item, call and filter, and holds what comes against a list of its
own. It knows no format: what is walked is every context that is made while all pages are.
"""

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import FunctionType, MethodType

import pytest
from jinja2 import Template, Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.utils import Namespace
from tests.fixtures.projects import REPO
from tests.fixtures.reports import document, project

import asn
from asn import readable
from asn.cache import REPORT_FORMATS
from asn.casefile import case_pages
from asn.figures import Mätvärde, Storhet
from asn.load.reading import FreshReader
from asn.model.record import Värde
from asn.pipeline import pages_and_data
from asn.preview.answers import framed
from asn.preview.forms import Forms
from asn.render import handbook, template_sandbox
from asn.render.html import print_page
from asn.render.typst_page import typst_page
from asn.resources import TEMPLATES, Resources
from asn.site.build import site_of

PLAIN = (str, int, float, Decimal, date, type(None), Storhet, Mätvärde)
GROUPS = (tuple, list, dict)
TOOLS = (Macro, BlockReference, LoopContext, TemplateModule, TemplateReference, Namespace)
# Of each of these a way leads to all of Python.
MACHINERY = (
    *(
        "__class__",
        "__dict__",
        "__init__",
        "__globals__",
        "__code__",
        "__closure__",
        "__func__",
        "__self__",
        "__call__",
    ),
    *("__module__", "__mro__", "__subclasses__", "__reduce_ex__", "__getattribute__", "__format__", "__iter__"),
    *("_context", "_stack", "_func", "_environment", "_body_stream", "_iterator", "_TemplateReference__context"),
    *("_Namespace__attrs", "_read", "_all_below", "children", "kinds_below", "below", "placed", "hämtat", "at", "file"),
    *(
        "model_fields",
        "model_dump",
        "model_copy",
        "model_validate",
        "model_construct",
        "parse_raw",
        "parse_file",
        "json",
    ),
    *("copy", "dict", "from_orm", "schema", "validate", "construct", "format", "format_map", "gi_frame", "cr_frame"),
    *("f_globals", "fget", "__wrapped__", "cache_clear", "environment", "filters", "globals", "parent", "vars", "mro"),
)
TRAVERSING = ("map", "sort", "sum", "min", "max", "unique", "selectattr", "rejectattr")


class Walk:
    """Everything that the environments' templates can get hold of, and the kinds that it is of.

    The environments are of one kind, and differ in their filters and contexts: what was walked from one of them isn't
    walked again from the next, nor is a kind asked again for a way that the same function closes.
    """

    def __init__(self):
        self.seen, self.kinds, self.left, self.asked = {}, {}, [], set()

    def through(self, env, context, values):
        """Walk from these values to the end, in one environment."""
        self.env, self.context = env, context
        for path, value in values:
            self.meet(path, value)
        while self.left:
            path, value = self.left.pop()
            for step, found in self.steps(value):
                self.meet(f"{path}{step}", found)
            for step, found in self.made_anew(value):
                self.meet_parts(f"{path}{step}", found)
        return self

    def meet_parts(self, path, value):
        """Hold what a filter made against the list, and go on with what it is made of."""
        if isinstance(value, Undefined):
            return
        kind_of(path, value)
        if isinstance(value, GROUPS):
            for part in (*value.values(), *value) if isinstance(value, dict) else value:
                self.meet_parts(f"{path}[*]", part)
        else:
            self.meet(path, value)

    def meet(self, path, value):
        """Hold a value against the list, once."""
        if isinstance(value, Undefined) or id(value) in self.seen:
            return
        self.seen[id(value)] = value
        self.kinds.setdefault(kind_of(path, value), path)
        self.left.append((path, value))

    def steps(self, value):
        """All that leads on from a value; what only its kind decides is asked once a kind."""
        names = template_sandbox._names(value)
        if self.is_new(type(value), type(self.env).getattr):
            names = {*names, *dir(type(value)), *dir(value), *MACHINERY}
        for name in sorted(names):
            yield from self.got(f".{name}", self.env.getattr, value, name)
            yield from self.got(f"[{name!r}]", self.env.getitem, value, name)
        keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, GROUPS) else ()
        for key in keys:
            yield from self.got(f"[{key!r}]", self.env.getitem, value, key)
        yield from self.got("()", self.env.call, self.context, value)

    def made_anew(self, value):
        """What a loop over a value and the filters give, asked once a kind."""
        yield from self.filtered(value)
        if not isinstance(value, (str, LoopContext)) and self.is_new(type(value), "[*]"):
            yield from self.got("[*]", lambda: [*template_sandbox.only_data(value)])

    def is_new(self, kind, way):
        """Whether no value of a kind has been led this way yet."""
        if (kind, way) in self.asked:
            return False
        self.asked.add((kind, way))
        return True

    def filtered(self, value):
        """What each filter makes of a value, and of a list of it by each name."""
        if not self.is_new(type(value), id(self.env)):
            return
        kind, value = type(value), value[:50] if isinstance(value, (str, *GROUPS[:2])) else value
        new = {name for name, function in self.env.filters.items() if self.is_new(kind, unguarded(function))}
        for name in new:
            yield from self.got(f"|{name}", self.env.call_filter, name, value, context=self.context)
        for name in new & {*TRAVERSING}:
            for attribute in MACHINERY:
                args = {"args": [attribute]} if name.endswith("attr") else {"kwargs": {"attribute": attribute}}
                yield from self.got(
                    f"|{name}({attribute})", self.env.call_filter, name, [value], context=self.context, **args
                )

    def got(self, step, function, *args, **more) -> Iterator[tuple[str, object]]:
        """What a way leads to; one that is closed leads nowhere."""
        try:
            yield step, function(*args, **more)
        except Exception:  # noqa: BLE001 - whatever closes it
            return


def unguarded(function):
    """What :func:`asn.render.template_sandbox.guarded_filter` was given, which stands in many environments."""
    return getattr(function, "__wrapped__", function)


def kind_of(path, value):
    """The kind of something that a template may reach.

    Raises:
        AssertionError: if it is of no such kind.
    """
    for kind in (*PLAIN, *GROUPS, *TOOLS):
        if isinstance(value, kind):
            return kind.__name__
    if isinstance(value, (FunctionType, MethodType)):
        assert isinstance(getattr(value, "__self__", None), LoopContext) or readable.is_callable(value), (
            f"{path}: {value}"
        )
        return "listed function"
    is_record = type(value).__module__.startswith("asn.") and not isinstance(value, type)
    assert is_record, f"{path}: {type(value)}"
    assert isinstance(value, Värde) or "__dataclass_fields__" in dir(type(value)), f"{path}: {type(value)}"
    return "record"


def made_pages(documents):
    """Make every page that there is, in every format: of the reports, the site, the handbook and the preview."""
    resources = Resources(REPO)
    for one in documents:
        pages_and_data(one, resources, REPORT_FORMATS)
        case_pages(one, resources)
        print_page(one, resources)
        typst_page(one, resources)
    site_of(documents, documents[-1].rapport, resources, "https://a.example/", REPORT_FORMATS)
    handbook.handbook_web_page(handbook.source(), resources)
    handbook.handbook_print_page(handbook.source(), resources)
    framed("2023/T1", ("2023/T1",), "hemlig")
    forms = Forms(REPO, FreshReader(), lambda *_: "")
    asked = {"rapport": "2023/T1", "fil": "mal.yaml", "post": "", "ny": "", "läge": "", "nyckel": "n", "ångra": ""}
    assert forms.form(project(), asked)["status"] == forms.listed(project(), asked)["status"] == 200
    sent = {**asked, "summa": "annan", "värden": {"/rubrik": "Ny"}, "gör": ["spara", ""]}
    assert forms.save(project(), sent)["status"] == 409


@pytest.fixture(scope="module")
def contexts():
    """Each environment with the contexts of its templates, and the names of all templates that were used."""
    found, used = {}, set()
    patch = pytest.MonkeyPatch()
    original, loaded = Template.new_context, Resources.text

    def new_context(self, *args, **more):
        context = original(self, *args, **more)
        found.setdefault(id(self.environment), (self.environment, []))[1].append(context)
        return context

    def text(self, name):
        used.add(name)
        return loaded(self, name)

    patch.setattr(Template, "new_context", new_context)
    patch.setattr(Resources, "text", text)
    try:
        made_pages([document(report.namn) for report in project().rapporter])
    finally:
        patch.undo()
    return found, used


def walked(walk, env, given):
    """Walk from all that some contexts hold, and from what jinja2 adds in a loop, a block or a macro."""
    context = given[0]
    names = [(name, value) for one in given for name, value in {**one.parent, **one.vars}.items()]
    records = [value for _, value in names if readable.readable_names(value)]
    loop = LoopContext([*records, 1, "a"], env.undefined)
    next(loop)
    block = BlockReference("innehåll", context, [lambda _: iter(("text",))], 0)
    probe = env.from_string(
        "{% macro m() %}{{ caller() }}{% endmacro %}{% block b %}{% endblock %}{% set n = 1 %}"
    ).module
    self_ = TemplateReference(env.from_string("{% block b %}{% endblock %}").new_context())
    added = {
        "loop": loop,
        "super": block,
        "self": self_,
        "module": probe,
        "caller": probe.m,
        "n": template_sandbox.template_namespace(a=records),
    }
    walk.through(env, context, [*names, *added.items(), *env.globals.items()])


def test_a_template_reaches_data_and_nothing_else(contexts):
    """From every name, by every attribute, item, call and filter: data, records, and the tools that are listed."""
    found, _ = contexts
    walk = Walk()
    for env, given in found.values():
        walked(walk, env, given)
    kinds, reached = walk.kinds, len(walk.seen)
    told = {"str", "int", "tuple", "list", "dict", "date", "NoneType", "Storhet", "Mätvärde", "Decimal", "record"}
    assert told <= set(kinds), sorted(kinds)
    assert reached > 20_000
    assert len({type(env) for env, _ in found.values()}) == 1
    assert len(found) >= 4
    print(reached, sorted(kinds))  # noqa: T201 - the figure is worth seeing: pytest -s


def test_every_template_was_used(contexts):
    """No page is left out: a template of a new format that isn't made here is missed."""
    _, used = contexts
    files = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2")}
    kinds = {
        f"avsnitt/{view.slag}.j2"
        for report in project().rapporter
        for chapter in document(report.namn).kapitel
        for view in chapter.alla()
    }
    seldom = {name for name in files if name.startswith("avsnitt/")} - kinds  # kinds of section that no report has
    assert len(files) > 30
    assert files - seldom <= used


def test_there_is_one_kind_of_environment():
    """Templates are rendered behind the walls that the walk has tried, and nowhere else."""
    makes = {}
    for path in Path(asn.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "func", None) if isinstance(node, ast.Call) else None
            called = getattr(name, "id", getattr(name, "attr", ""))
            if called.endswith(("Environment", "Sandbox")) or called == "Template":
                makes.setdefault(path.name, set()).add(called)
    assert makes == {"template.py": {"_Environment"}}


def _own_class(self):
    return type(self)


def test_the_walk_sees_a_way_out(contexts, monkeypatch):
    """A record that hands out its class is found; the last wall keeps it back all the same."""
    found, _ = contexts
    env, given = max(found.values(), key=lambda pair: len(pair[1]))
    board = [("nämnd", document("2023/T1").rapport.register.nämnd)]
    monkeypatch.setattr(Värde, "klass", readable.readable(_own_class), raising=False)
    readable._names.cache_clear()
    try:
        assert "type" not in Walk().through(env, given[0], board).kinds
        monkeypatch.setattr(template_sandbox, "only_data", lambda value: value)
        with pytest.raises(AssertionError, match=r"nämnd.*klass.*: <class"):
            Walk().through(env, given[0], board)
    finally:
        readable._names.cache_clear()


def test_a_class_never_passes():
    """Nor does anything else that isn't data, wherever it comes from."""
    for value in (Värde, type, len, dir, iter(()), (x for x in ()), ast, Värde.below, property(), object(), {1}, b"a"):
        with pytest.raises(SecurityError):
            template_sandbox.only_data(value)
