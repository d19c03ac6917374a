"""Putting a mutant in the place of what runs."""

import gc
import importlib
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

from bench.mutants.mutant import Mutant
from bench.mutants.parts import PACKAGE, ROOT

Key = tuple[str, int]


def swapped(mutant: Mutant) -> bool:
    """Give the functions that live the mutant's code; False where one can't take it, since its closure is another."""
    codes = dict(_codes(mutant.code))
    for function in _living(mutant.file):
        code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if code is None or code.co_freevars != function.__code__.co_freevars:
            return False
        if code != function.__code__:
            function.__code__ = code
    return True


def _codes(code: CodeType) -> Iterator[tuple[Key, CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield (inner.co_qualname, inner.co_firstlineno), inner
            yield from _codes(inner)


def _living(file: Path) -> list[FunctionType]:
    return [it for it in gc.get_objects() if isinstance(it, FunctionType) and it.__code__.co_filename == str(file)]


def planted(mutant: Mutant) -> bool:
    """Forget all our modules and import the mutant as its own; False if that can't be done at all."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in {"asn", "tests"} or (file and Path(file).is_relative_to(ROOT / "tests")):
            del sys.modules[name]
    original = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, name: str) -> CodeType | None:
        return mutant.code if self.path == str(mutant.file) else original(self, name)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010  # a method, which mypy lets nobody assign to
    try:
        importlib.import_module(module_name(mutant.file))
    except Exception:  # noqa: BLE001  # whatever it is, no test is needed to find it
        return False
    return True


def module_name(file: Path) -> str:
    """``asn.read.composition`` for ``cli/asn/read/composition.py``."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
