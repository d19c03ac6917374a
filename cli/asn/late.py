"""Modules that are imported when something in them is called, not when somebody else imports them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Late(ModuleType):
    """Stands in for a module of functions and classes, all of which it takes to be there."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **more: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **more)

        return call


@contextmanager
def postponed(*names: str) -> Iterator[None]:
    """What is imported here gets stand-ins for some modules, those that aren't there already."""
    ours = {name: _Late(name) for name in names if name not in sys.modules}
    sys.modules.update(ours)
    try:
        yield
    finally:
        for name, module in ours.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
