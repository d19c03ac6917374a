"""The sandbox of a template: it reaches data, and nothing that isn't listed.

Every value that a template gets hold of passes :func:`only_data`: what it reads of a record, takes out of a list, gets
from a call or a filter, puts in a list, goes through or writes out. What else there is, such as macros and the loop, it
can only use in the ways that are listed here.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from functools import wraps
from inspect import getattr_static
from types import MethodType
from typing import Any

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, _PassArg

from asn import readable
from asn.figures import Mätvärde, Storhet

MAX_OUTPUT = 5_000_000
TOO_LARGE = "en mall får inte bygga så stora värden"

_NO_NUMBER = 10**1000  # longer than Python writes, or infinite

_PLAIN = (str, int, float, Decimal, date, type(None), Storhet, Mätvärde, Undefined)
_DATA = (*_PLAIN, list, tuple, dict)
_CALLED = (Macro, BlockReference, LoopContext)
_LOOP = frozenset(
    (
        *("first", "last", "index", "index0", "revindex", "revindex0", "length", "depth", "depth0"),
        *("previtem", "nextitem", "cycle", "changed"),
    )
)
_DATE = frozenset({"year", "month", "day"})
# What jinja2 itself sends along with a call.
_SENT = frozenset({"caller", "_loop_vars", "_block_vars"})
_MISSING = object()


def only_data(value: Any) -> Any:
    """The value, if it is text, a figure, a date, a list or group of such, or a record that templates may read."""
    if isinstance(value, _DATA) or readable.readable_names(value):
        return value
    raise SecurityError("bara innehåll kan användas så, inte det som programmet är gjort av")


def only_printable(value: Any) -> Any:
    """The value, if it can be written out."""
    if isinstance(value, _PLAIN):
        return value
    raise SecurityError("bara text och tal kan skrivas ut")


def refuse_large(size: int) -> None:
    """Refuse what would be too large.

    Raises:
        SecurityError: as said.
    """
    if size > MAX_OUTPUT:
        raise SecurityError(TOO_LARGE)


def guarded_filter(function: Callable[..., Any], taken: Callable[[Any], Any] = only_data) -> Callable[..., Any]:
    """A filter that takes what ``taken`` lets through, and gives data; what it gives one by one, it gives as a list."""
    own = 0 if _PassArg.from_obj(function) is None else 1

    @wraps(function)
    def filtered(*args: Any, **more: Any) -> Any:
        for value in (*args[own:], *more.values()):
            taken(value)
        result = function(*args, **more)
        return only_data(list(result) if isinstance(result, Iterator) else result)

    return filtered


def template_namespace(**values: Any) -> Namespace:
    """Jinja2's place for what a loop counts, as a function: its own is a class."""
    return Namespace(**values)


readable.readable(template_namespace)


class GuardedGenerator(CodeGenerator):
    """Jinja2's, with each value guarded where it would pass by the environment's own functions."""

    _guards: dict[int, str]

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - jinja2's name
        self._guards = {id(part): guard for part, guard in _guarded_parts(node)}
        super().visit_Template(node, frame)

    def visit(self, node: nodes.Node, *args: Any, **more: Any) -> Any:
        guard = self._guards.get(id(node)) if isinstance(node, nodes.Expr) else None
        self.write(f"environment.{guard}(" if guard else "")
        super().visit(node, *args, **more)
        self.write(")" if guard else "")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        value = node.value
        if isinstance(value, (int, float)) and not abs(value) < _NO_NUMBER:
            self.fail(TOO_LARGE, node.lineno)
        super().visit_Const(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        self.write("environment.kept(")
        super().visit_Concat(node, frame)
        self.write(")")


def _guarded_parts(template: nodes.Template) -> Iterator[tuple[nodes.Node, str]]:
    for node in template.find_all((nodes.For, nodes.List, nodes.Tuple, nodes.Pair, nodes.Concat, nodes.Getitem)):
        match node:
            case nodes.For():
                yield node.iter, "data"
            case nodes.List() | nodes.Tuple(ctx="load"):
                yield from ((item, "data") for item in node.items)
            case nodes.Pair():
                yield from ((node.key, "data"), (node.value, "data"))
            case nodes.Concat():
                yield from ((item, "words") for item in node.nodes)
            case nodes.Getitem(arg=nodes.Slice()):
                yield node.node, "data"


class DataEnvironment(ImmutableSandboxedEnvironment):
    """An environment whose templates reach data only."""

    # Repeated and doubled text and huge powers are how a template eats a machine; intercepting them also stops folding
    # when it is compiled.
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    code_generator_class = GuardedGenerator
    data = staticmethod(only_data)
    words = staticmethod(only_printable)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """As jinja2's, for figures; text is put together by ``~``."""
        if operator in {"-", "/", "//"} or (
            operator in {"+", "*"} and isinstance(left, int) and isinstance(right, int)
        ):
            return self.kept(only_data(super().call_binop(context, operator, left, right)))
        raise SecurityError(f"operatorn {operator} får inte användas så i en mall")

    def kept(self, value: Any) -> Any:
        """What an operator gave, unless it has grown too large."""
        refuse_large(abs(value) if isinstance(value, int) else len(str(value)))
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What is called so in a value, if templates may read it."""
        if isinstance(obj, dict):
            return self.getitem(obj, attribute)
        if isinstance(obj, Undefined):
            return obj()  # it says that it isn't there
        if attribute in _names(obj):
            value = obj[attribute] if isinstance(obj, TemplateReference) else getattr(obj, attribute)
            return value if isinstance(value, _CALLED) or _is_called(obj, value) else only_data(value)
        if attribute.startswith("_") or getattr_static(obj, attribute, _MISSING) is not _MISSING:
            raise SecurityError(f"«{attribute}» är inget som mallar kan läsa")
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What stands at a place in a list or text, or under a key in a group; else as :meth:`getattr`."""
        if isinstance(obj, Undefined):
            return obj()  # it says that it isn't there
        if isinstance(obj, (str, list, tuple, dict)):
            try:
                return only_data(obj[only_data(argument)])
            except (TypeError, LookupError):
                pass
        if isinstance(obj, dict) or not isinstance(argument, str):
            return self.undefined(obj=obj, name=argument)
        return self.getattr(obj, str(argument))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063 - as jinja2's
        """What a macro, a block or a listed function gives for data."""
        if isinstance(__obj, Undefined):
            return __obj()
        if not (isinstance(__obj, _CALLED) or readable.is_callable(__obj) or _is_loops(__obj)):
            raise SecurityError("det går inte att anropa")
        for name, value in (*((None, value) for value in args), *kwargs.items()):
            if name not in _SENT or not isinstance(value, (Macro, dict)):
                only_data(value)
        result = __context.call(__obj, *args, **kwargs)
        return result if isinstance(result, Namespace) else only_data(result)


def _names(obj: Any) -> Collection[str]:
    """What templates may read of a value: of most nothing."""
    match obj:
        case LoopContext():
            return _LOOP
        case TemplateModule():
            return [name for name in vars(obj) if not name.startswith("_")]
        case TemplateReference():
            return obj._TemplateReference__context.blocks  # type: ignore[attr-defined,no-any-return]  # noqa: SLF001
        case Namespace():
            return object.__getattribute__(obj, "_Namespace__attrs")  # type: ignore[no-any-return]
        case date():
            return _DATE
    return readable.readable_names(obj)


def _is_called(obj: Any, value: Any) -> bool:
    return readable.is_callable(value) or (isinstance(obj, LoopContext) and _is_loops(value))


def _is_loops(value: Any) -> bool:
    return isinstance(value, MethodType) and isinstance(value.__self__, LoopContext) and value.__name__ in _LOOP
