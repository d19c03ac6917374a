"""What the server answers with, and the page around the report: which report, what the checks say, and its script.

It is always the package's own, whatever templates a project has: no content may bring a script to the reader.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from asn.model.ord import Ord
from asn.render.template import environment
from asn.resources import Resources

STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
TEXT = "text/plain; charset=utf-8"
FONTS = ("typsnitt/AsnSans-Regular.woff2", "typsnitt/AsnSans-SemiBold.woff2")
# This folder has no templates/, so only the package's are found.
OURS = Resources(Path(__file__).parent)


@dataclass(frozen=True, slots=True)
class Response:
    """A status, what kind of content it is, the content, and more headers."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def text_response(status: int, text: str) -> Response:
    """A short text, in Swedish."""
    return Response(status, TEXT, f"{text}\n".encode(), policy(STRICT))


def policy(content: str) -> dict[str, str]:
    """The header of a content policy."""
    return {"Content-Security-Policy": content, "X-Frame-Options": "DENY"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The page around a report, and the policy that lets its script and style through, and no other."""

    html: str
    policy: str


def frame(name: str, reports: Iterable[str], run: str, *, edited: bool = False) -> Frame:
    """The page around one report, which leads to its forms where it may be edited.

    ``run`` is the secret part of the paths that its script asks.
    """
    env = environment(OURS, {}, Ord())
    script = env.get_template("html/forhandsvisning_skript.j2").render()
    style = _style("forhandsvisning")
    page = env.get_template("html/forhandsvisning.j2")
    ours = {"skript": Markup(script), "stil": Markup(style)}  # noqa: S704 - our own files
    html = page.render(namn=name, rapporter=tuple(reports), omgång=run, redigera=edited, **ours)
    policy = (
        f"default-src 'none'; script-src '{_sum(script)}'; style-src '{_sum(style)}'; font-src 'self'; img-src data:; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Frame(html, policy)


def form_style() -> str:
    """The style sheet of the pages with forms."""
    return _style("redigera")


def form_policy() -> str:
    """What such a page may do: be sent to where it came from, and show the report beside."""
    return (
        f"default-src 'none'; style-src '{_sum(form_style())}'; font-src 'self'; img-src data:; frame-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _style(name: str) -> str:
    return OURS.text("stil/program.css") + OURS.text(f"stil/{name}.css")


def font(name: str) -> bytes:
    """One of the fonts in ``FONTS``."""
    return OURS.read(name)


def _sum(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
