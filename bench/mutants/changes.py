"""The changes that make a mutant: what might stand in the place of one node of the syntax tree.

The wording of messages is left alone. It is judged by readers, and a test that repeats it would prove nothing.
"""

import ast
import re
from collections.abc import Iterator
from typing import Any

from bench.mutants.patterns import misspelled

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
WORDS = re.compile(r"[a-zåäö]{2,}\W+[a-zåäö{]| [a-zåäö]{2,}", re.IGNORECASE)
TESTED = (ast.If, ast.IfExp, ast.While, ast.Assert)


def instead(node: ast.AST, parents: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    """What may stand in the node's place, each in turn; ``parents`` are the nodes around it, outermost first."""
    parent = parents[-1]
    if isinstance(node, ast.stmt):
        yield from _statement(node)
    elif isinstance(node, ast.Constant):
        yield from _constant(node, parents)
    elif isinstance(node, ast.expr):
        yield from _logic(node)
        yield from _expression(node)
        if isinstance(parent, TESTED) and node is parent.test and not isinstance(node, ast.Compare | ast.UnaryOp):
            yield ast.UnaryOp(ast.Not(), node)
    elif isinstance(node, ast.comprehension):
        for number in range(len(node.ifs)):
            yield _with(node, ifs=node.ifs[:number] + node.ifs[number + 1 :])


def _statement(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not _is_no(value):
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if not _is_no(value):
            yield _with(node, value=ast.Constant(None))
        case ast.AugAssign(op=op) if type(op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(op)]())
            yield ast.Pass()


def _logic(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    yield _with(node, ops=[*ops[:number], other(), *ops[number + 1 :]])
        case ast.BoolOp(op=op, values=values):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
            for number in range(len(values)):
                rest = values[:number] + values[number + 1 :]
                yield rest[0] if len(rest) == 1 else _with(node, values=rest)
        case ast.IfExp(body=body, orelse=orelse):
            yield _with(node, body=orelse, orelse=body)


def _expression(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(op)]())
        case ast.Call():
            yield from _call(node)
        case ast.Slice():
            yield from (_with(node, **{end: None}) for end in ("lower", "upper", "step") if getattr(node, end))
        case ast.Starred():
            yield _with(node, value=ast.Tuple([], ast.Load()))


def _call(node: ast.Call) -> Iterator[ast.AST]:
    args = node.args
    either_way = isinstance(node.func, ast.Name) and node.func.id in {"max", "min"}
    if len(args) > 1 and not either_way and not any(isinstance(arg, ast.Starred) for arg in args[:2]):
        yield _with(node, args=[args[1], args[0], *args[2:]])
    for number, keyword in enumerate(node.keywords):
        if keyword.arg != "strict":  # zip's, which only states what is known
            yield _with(node, keywords=node.keywords[:number] + node.keywords[number + 1 :])


def _constant(node: ast.Constant, parents: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    match node.value:
        case bool(value) if getattr(parents[-1], "arg", "") != "strict":
            yield ast.Constant(not value)
        case bool():
            return
        case int(value) | float(value):
            yield ast.Constant(value + 1)
        case str(value) if _is_pattern(node, parents):
            yield from (ast.Constant(other) for other in misspelled(value))
        case str(value) if not _is_wording(value, parents):
            yield ast.Constant(value[1:] if value else "X")
        case bytes(value):
            yield ast.Constant(b"X" + value)


def _is_pattern(node: ast.Constant, parents: tuple[ast.AST, ...]) -> bool:
    """Whether a text is a regular expression, or a piece of one."""
    for parent, child in zip(parents, (*parents[1:], node), strict=True):
        match parent:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[first, *_]) if first is child:
                return True
    return "(?P<" in str(node.value)


def _is_wording(value: str, parents: tuple[ast.AST, ...]) -> bool:
    """Whether a text, or the f-string that it is part of, is a sentence or a docstring."""
    match parents[-1]:
        case ast.Expr():
            return True
        case ast.Compare() | ast.Call(func=ast.Attribute(attr="startswith" | "endswith")):
            return False
    for parent in reversed(parents):
        if isinstance(parent, ast.JoinedStr):
            value = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parent.values)
        elif not isinstance(parent, ast.FormattedValue):
            break
    return WORDS.search(value) is not None


def _is_no(node: ast.expr) -> bool:
    """Whether None in its place would mean the same to all who ask: the constants have changes of their own."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _with(node: Any, **fields: Any) -> Any:
    """A copy of the node with other fields."""
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})
