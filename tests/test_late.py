"""Modules that wait until they are used."""

import subprocess
import sys
from textwrap import dedent


def told(code: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_engine():
    """The engine is there without the parts that no report uses, and others who import them get the real ones."""
    code = """
        import sys
        from asn.render.pdf import import_engine
        import_engine()
        print([name for name in sys.modules if name.startswith(("fontTools.subset", "fontTools.varLib"))])
        from fontTools.varLib.instancer import instantiateVariableFont
        print(instantiateVariableFont.__module__)
    """
    assert told(code) == "[]\nfontTools.varLib.instancer\n"


def test_use():
    """What stands in for a module does its work when called."""
    code = """
        import sys
        from asn.late import postponed
        with postponed("colorsys", "json"):
            import colorsys
        print("colorsys" in sys.modules, colorsys.rgb_to_hsv(1, 1, 1), "colorsys" in sys.modules)
        import colorsys
        print(colorsys.__file__ is not None, hasattr(colorsys, "__path__"))
    """
    assert told(code) == "False (0.0, 0.0, 1) True\nTrue False\n"


def test_known():
    """A module that somebody has already keeps its place."""
    code = """
        import json, sys
        from asn.late import postponed
        with postponed("json"):
            print(sys.modules["json"] is json)
        print(sys.modules["json"] is json)
    """
    assert told(code) == "True\nTrue\n"
