"""The template environment: sandboxed, strict, and with one set of filters for each format."""

from collections.abc import Callable, Mapping
from traceback import extract_tb
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from asn.compute import Dokument, Vy
from asn.resources import Refused, ResourceMissing, Resources

Filters = Mapping[str, Callable[..., Any]]
_MAX_OUTPUT = 5_000_000


class TemplateFault(Exception):  # noqa: N818 - it says what is the case
    """A template that can't be used; the message is Swedish."""


class _Loader(BaseLoader):
    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def is_own(self, name: str) -> bool:
        """Whether a template is the project's own version."""
        return name.endswith(".j2") and (self._resources.project / "templates" / name).is_file()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:  # noqa: ARG002
        try:
            return self._resources.text(template), template, None
        except ResourceMissing as why:
            raise TemplateNotFound(template) from why
        except UnicodeDecodeError:
            raise TemplateFault(f"Mallen templates/{template} är inte UTF-8.") from None


class _Generator(CodeGenerator):
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        self.write("environment.kept(")
        super().visit_Concat(node, frame)
        self.write(")")


class _Sandbox(ImmutableSandboxedEnvironment):
    # Repeated and doubled text and huge powers are how a template eats a machine; intercepting them also stops folding
    # when it is compiled.
    intercepted_binops = frozenset({"+", "*", "**", "%"})
    code_generator_class = _Generator

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator in {"+", "*"} and isinstance(left, int) and isinstance(right, int):
            return self.kept(super().call_binop(context, operator, left, right))
        raise SecurityError(f"operatorn {operator} får inte användas så i en mall")

    def kept(self, value: Any) -> Any:
        """What ``~``, ``+`` or ``*`` gave, unless it has grown too large."""
        size = abs(value) if isinstance(value, int) else len(str(value))
        if size > _MAX_OUTPUT:
            raise SecurityError("en mall får inte bygga så stora värden")
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing of a text: ``'a'.ljust(10**9)`` and ``''.join`` are ways around the limits."""
        return not isinstance(obj, (str, bytes)) and super().is_safe_attribute(obj, attr, value)


def environment(resources: Resources, filters: Filters, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """An environment for one format.

    Args:
        resources: where templates are read.
        filters: the format's own filters.
        finalize: what makes plain values safe in the format; HTML's own escape needs none.
    """
    env = _Sandbox(
        loader=_Loader(resources),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
        cache_size=200,
    )
    for name in (
        "attr",
        "format",
        "batch",
        "center",
        "indent",
        "pprint",
        "random",
        "safe",
        "tojson",
        "urlize",
        "wordwrap",
        "xmlattr",
    ):
        env.filters.pop(name, None)
    for name in ("lipsum", "range", "cycler", "joiner"):
        env.globals.pop(name, None)
    env.filters.update(filters)
    return env


def rendered(env: Environment, name: str, pieces: str, document: Dokument, **more: Any) -> str:
    """Render a whole report with the top template ``name`` and the format's ``pieces``.

    Raises:
        TemplateFault: if a template fails or gives too much.
    """
    try:
        text = _placed(env, name, pieces, document, more)
    except (TemplateError, Refused) as why:
        raise TemplateFault(_told(why)) from why
    except (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as why:
        # An error in one of the project's own templates is for its author to mend; any other is ours.
        assert isinstance(env.loader, _Loader)
        if not any(map(env.loader.is_own, (frame.filename for frame in extract_tb(why.__traceback__)))):
            raise
        raise TemplateFault(_told(why)) from why
    if len(text) > _MAX_OUTPUT:
        raise TemplateFault(f"Mallarna ger {len(text)} tecken; högst {_MAX_OUTPUT} går.")
    return text


def _placed(env: Environment, name: str, pieces: str, document: Dokument, more: Mapping[str, Any]) -> str:
    # The pieces are compiled once, as a module of macros that every section's template is given.
    macros = env.get_template(pieces).module

    def show(view: Vy) -> Markup:
        template = env.get_template(f"avsnitt/{view.slag}.j2")
        return Markup(template.render(vy=view, f=macros, visa=show))  # noqa: S704 - the template has escaped what it placed

    return env.get_template(name).render(d=document, f=macros, visa=show, **more)


def _told(why: Exception) -> str:
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
    found = [frame for frame in extract_tb(why.__traceback__) if frame.filename.endswith(".j2")]
    return f"Mallen templates/{found[-1].filename}, rad {found[-1].lineno}," if found else "En mall"
