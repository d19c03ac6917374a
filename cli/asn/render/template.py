"""The template environment: sandboxed, strict, and with one set of filters for each format."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from traceback import extract_tb
from typing import Any, Literal

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_eval_context,
)
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.filters import FILTERS as JINJAS
from jinja2.filters import do_join, do_replace, do_round
from jinja2.nodes import EvalContext
from markupsafe import Markup

from asn.compute import Dokument, Vy
from asn.model.ord import Ord, ifylld, vid_antal
from asn.readable import readable
from asn.render.facts import cover_facts
from asn.render.template_sandbox import (
    MAX_OUTPUT,
    TOO_LARGE,
    DataEnvironment,
    guarded_filter,
    only_printable,
    refuse_large,
    template_namespace,
)
from asn.resources import Refused, ResourceMissing, Resources

Filters = Mapping[str, Callable[..., Any]]
# Of jinja2's own filters those that give no more than they are given, and make no markup, code or chance.
_OF_VALUES = (
    *("abs", "count", "d", "default", "dictsort", "first", "float", "int", "items", "last", "length", "list", "map"),
    *("max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "sum", "unique"),
)
_OF_TEXT = (
    *("capitalize", "e", "escape", "lower", "string", "striptags", "title", "trim", "truncate", "upper", "wordcount"),
)
_TESTS = (
    *("!=", "<", "<=", "==", ">", ">=", "boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "float"),
    *("ge", "greaterthan", "gt", "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none"),
    *("number", "odd", "sequence", "string", "true", "undefined", "upper"),
)

_DIGITS = 30  # before and after the comma: no figure has more
PLACES = re.compile(r"\{(\w+)\}")
"""The places of a sentence that values are put into."""
_LONG = re.compile(r"[0-9][0-9_]{1000,}")

# What a template's own mistakes can raise.
_ERRORS: tuple[type[Exception], ...] = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(MemoryError, RuntimeError, TypeError, ValueError),
)


class TemplateFault(Exception):  # noqa: N818 - it says what is the case
    """A template that can't be used; the message is Swedish, on one line whatever names it tells."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.splitlines()))


class _Loader(BaseLoader):
    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def is_own(self, name: str) -> bool:
        """Whether a template is the project's own version."""
        return name.endswith(".j2") and self._resources.holds(name)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:  # noqa: ARG002
        try:
            return self._resources.text(template), template, None
        except ResourceMissing as why:
            raise TemplateNotFound(template) from why


class _Environment(DataEnvironment):
    def compile(self, source: Any, *args: Any, **more: Any) -> Any:
        """As jinja2's; what is nested deeper than it or Python can read is the template's fault."""
        try:
            return super().compile(source, *args, **more)
        except (MemoryError, RecursionError, SyntaxError):
            name = args[0] if args else more.get("name")
            raise TemplateFault(f"Mallen templates/{name} är för djupt nästlad för att kunna läsas.") from None
        except ValueError:  # Python reads no number as long as this
            match = _LONG.search(source) if isinstance(source, str) else None
            line = source.count("\n", 0, match.start()) + 1 if match else 1
            raise TemplateSyntaxError(TOO_LARGE, line, args[0] if args else more.get("name")) from None


@pass_eval_context
def _joined(context: EvalContext, values: Iterable[Any], between: str = "") -> str:
    """Jinja2's join, for what isn't too large: each of ten joins of ten could make it ten times larger."""
    kept = [only_printable(value) for value in values]
    refuse_large(sum(len(str(value)) + len(between) for value in kept))
    joined: str = do_join(context, kept, between)
    return joined


@pass_eval_context
def _replaced(context: EvalContext, text: object, old: str, new: str) -> str:
    """Jinja2's replace, likewise."""
    words = str(text)
    refuse_large(len(words) + words.count(old) * len(new))
    return do_replace(context, words if not hasattr(text, "__html__") else Markup(text), old, new)  # noqa: S704 - it was markup before


def _rounded(value: Any, precision: int = 0, method: Literal["common", "ceil", "floor"] = "common") -> Any:
    """Jinja2's round, to as many digits as a figure has."""
    refuse_large(0 if abs(precision) <= _DIGITS else MAX_OUTPUT + 1)
    return do_round(value, precision, method)


def _printer(finalize: Callable[[Any], Any] | None) -> Callable[..., Any]:
    """What every value passes on its way out. That it asks for the context keeps jinja2 from doing it in advance."""

    @pass_eval_context
    def printed(context: EvalContext, value: Any) -> Any:  # noqa: ARG001 - see above
        return finalize(only_printable(value)) if finalize else only_printable(value)

    return printed


def environment(
    resources: Resources, filters: Filters, words: Ord, finalize: Callable[[Any], Any] | None = None
) -> Environment:
    """An environment for one format.

    Args:
        resources: where templates are read.
        filters: the format's own filters.
        words: the board's words, which every template, and every piece, reaches as ``ord``.
        finalize: what makes plain values safe in the format; HTML's own escape needs none.
    """
    env = _Environment(
        loader=_Loader(resources),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printer(finalize),
        cache_size=200,
        optimized=False,  # what is constant is worked out when it is asked for, where it has its line and its limits
    )
    of_text = {name: JINJAS[name] for name in _OF_TEXT} | {"replace": _replaced}
    of_values = {name: JINJAS[name] for name in _OF_VALUES} | {"join": _joined, "round": _rounded, **filters}
    env.filters = {name: guarded_filter(function, only_printable) for name, function in of_text.items()}
    env.filters |= {name: guarded_filter(function) for name, function in of_values.items()}
    env.tests = {name: env.tests[name] for name in _TESTS}
    env.globals = {"namespace": template_namespace, "ord": words, "vid_antal": vid_antal}
    return env


def worded_filters(filters: Filters, words: Ord) -> Filters:
    """Filters that print words, with those of the board."""
    return {name: partial(function, words=words) for name, function in filters.items()}


def sentence_filter(escaped: Callable[[object], Markup]) -> Callable[..., str]:
    """A filter that fills in a sentence's places; where a value is markup it is all markup, the rest of it escaped."""

    def filled_in(sentence: str, **values: object) -> str:
        if not any(isinstance(value, Markup) for value in values.values()):
            return ifylld(sentence, **values)
        parts = enumerate(PLACES.split(sentence))
        pieces = (escaped(values[part] if index % 2 else part) for index, part in parts)
        return Markup().join(pieces)

    return filled_in


def in_parts(document: Dokument) -> Dokument:
    """A document with each table that no page is wide enough for in its parts, as on paper."""
    return replace(document, kapitel=tuple(_in_parts(view) for view in document.kapitel))


def _in_parts(view: Vy) -> Vy:
    tables = tuple(replace(part, hel=None) for table in view.tabeller for part in table.delar or (table,))
    return replace(view, tabeller=tables, under=tuple(_in_parts(under) for under in view.under))


def rendered(env: Environment, name: str, pieces: str, document: Dokument, **more: Any) -> str:
    """Render a whole report with the top template ``name`` and the format's ``pieces``.

    Raises:
        TemplateFault: if a template fails or gives too much.
    """
    return _faultless(env, lambda: _placed(env, name, pieces, document, more))


def rendered_page(env: Environment, name: str, pieces: str, **values: Any) -> str:
    """Render a page that is no report with the template ``name`` and the format's ``pieces``; it raises likewise."""
    return _faultless(env, lambda: env.get_template(name).render(f=env.get_template(pieces).module, **values))


def _faultless(env: Environment, make: Callable[[], str]) -> str:
    try:
        text = make()
    except (TemplateError, Refused) as why:
        raise TemplateFault(_message(why)) from why
    except _ERRORS as why:
        # An error in one of the project's own templates is for its author to mend; any other is ours.
        assert isinstance(env.loader, _Loader)
        if not any(map(env.loader.is_own, (frame.filename for frame in extract_tb(why.__traceback__)))):
            raise
        raise TemplateFault(_message(why)) from why
    if len(text) > MAX_OUTPUT:
        raise TemplateFault(f"Mallarna ger {len(text)} tecken; högst {MAX_OUTPUT} går.")
    return text


def _placed(env: Environment, name: str, pieces: str, document: Dokument, more: Mapping[str, Any]) -> str:
    # The pieces are compiled once, as a module of macros that every section's template is given.
    macros = env.get_template(pieces).module

    @readable
    def show(view: Vy) -> Markup:
        template = env.get_template(f"avsnitt/{view.slag}.j2")
        return Markup(template.render(vy=view, f=macros, visa=show))  # noqa: S704 - the template has escaped what it placed

    register = document.rapport.register
    own = {"fakta": cover_facts(document), "nämnd": register.nämnd, "utseende": register.utseende}
    return env.get_template(name).render(d=document, f=macros, visa=show, **own, **more)


def _message(why: Exception) -> str:
    """What is wrong, in Swedish, and where; jinja2's own English word follows, for whoever writes the templates."""
    match why:
        case TemplateNotFound():
            return f"Mallen «{why.name}» finns inte."
        case TemplateSyntaxError():
            return f"Mallen templates/{why.name}, rad {why.lineno}, går inte att läsa ({why.message})."
        case Refused():
            return f"En mall kan inte läsas. {why}"
        case UndefinedError():
            return f"{_place(why)} använder något som inte finns ({why.message})."
        case SecurityError():
            return f"{_place(why)} gör något som mallar inte får göra ({why.message})."
        case RecursionError() | MemoryError():
            return f"{_place(why)} anropar sig själv, eller bygger för stora värden."
    return f"{_place(why)} gör något som inte går ({why})."


def _place(why: Exception) -> str:
    """The innermost template that the error came through, and its line."""
    frames = [frame for frame in extract_tb(why.__traceback__) if frame.filename.endswith(".j2")]
    return f"Mallen templates/{frames[-1].filename}, rad {frames[-1].lineno}," if frames else "En mall"
