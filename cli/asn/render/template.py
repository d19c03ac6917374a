"""The template environment: sandboxed, strict, and with one set of filters for each format."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from asn.compute import Dokument, Vy
from asn.resources import ResourceMissing, Resources

Filters = Mapping[str, Callable[..., Any]]
_MAX_OUTPUT = 5_000_000


class TemplateFault(Exception):  # noqa: N818 - it says what is the case
    """A template that can't be used; the message is Swedish."""


class _Loader(BaseLoader):
    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:  # noqa: ARG002
        try:
            return self._resources.text(template), template, None
        except ResourceMissing as why:
            raise TemplateNotFound(template) from why


class _Sandbox(ImmutableSandboxedEnvironment):
    # Repeated text and huge powers are how a template eats a machine; intercepting them also stops folding when
    # it is compiled.
    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "*" and isinstance(left, int) and isinstance(right, int):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"operatorn {operator} får inte användas i en mall")


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
    # The pieces are compiled once, as a module of macros that every section's template is given.
    macros = env.get_template(pieces).module

    def show(view: Vy) -> Markup:
        template = env.get_template(f"avsnitt/{view.slag}.j2")
        return Markup(template.render(vy=view, f=macros, visa=show))  # noqa: S704 - the template has escaped what it placed

    text = env.get_template(name).render(d=document, f=macros, visa=show, **more)
    if len(text) > _MAX_OUTPUT:
        raise TemplateFault("Mallen ger för mycket text.")
    return text
