"""A file as an editor's program sees it: YAML 1.2, where a plain 5 is a number and a plain ja is a text."""

import re

import yaml


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2 (chapter 10.3), with keys as text, as JSON has them."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):  # noqa: ARG002, FBT002 - PyYAML's signature
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _resolved(tag, pattern, first):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


_resolved("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""])
_resolved("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
_resolved("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789"))
_resolved("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789"))
Core.add_constructor(
    "tag:yaml.org,2002:int",
    lambda _, node: int(node.value, 16 if "x" in node.value else 8 if "o" in node.value else 10),
)
Core.add_constructor("tag:yaml.org,2002:map", Core.construct_mapping)


def seen(text: str) -> object:
    """The values of a file."""
    return yaml.load(text, Core)


def written(value: object, indent: int = 0) -> str:
    """A value as an editor would type it: plain where YAML reads it back the same, else in quotes.

    A number with a zero first is quoted: unquoted it is another number to the editor's program than to us.
    """
    pad = " " * indent
    if isinstance(value, dict) and value:
        return "".join(f"\n{pad}{key}:{_after(inner, indent)}" for key, inner in value.items())
    if isinstance(value, list) and value:
        return "".join(f"\n{pad}-{_after(inner, indent)}" for inner in value)
    if isinstance(value, (dict, list)):
        return " {}" if isinstance(value, dict) else " []"
    if value is None:
        return ""
    if isinstance(value, bool):
        return f" {str(value).lower()}"
    return (
        f" {value}"
        if _plain(value)
        else f" {yaml.dump(value, default_style=chr(34), width=10**6, allow_unicode=True).strip()}"
    )


def _after(value, indent):
    return written(value, indent + 2)


def _plain(text):
    if re.fullmatch(r"0[0-9]+", text):
        return False
    try:
        node = yaml.compose(f"a: {text}", yaml.SafeLoader).value[0][1]
    except (yaml.YAMLError, AttributeError):
        return False
    return (
        isinstance(node, yaml.ScalarNode)
        and node.value == text
        and node.style is None
        and text not in {"", "null", "~", "true", "false"}
    )
