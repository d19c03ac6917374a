"""What a request is answered with: the page around a report, the views, the forms; and who may edit.

The page around is always the package's own, whatever templates a project has: no content may bring a script to the
reader. The address that ``asn serve --edit`` tells opens the editor once, and gives that browser a cookie which no
other site's page can make it send. A form carries a token besides, and is answered only if it comes from a page of this
server's own.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, get_args
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from markupsafe import Markup

from asn.forms.saving import Action
from asn.model.ord import Ord
from asn.period import PERIOD_NAME
from asn.preview.views import JobQueue, Unavailable, View, Views
from asn.render.html import policy_sum
from asn.render.template import environment
from asn.resources import Resources

MOST_REQUEST_BYTES = 1_000_000
"""Of a form that is sent."""
PATIENCE = 20.0  # seconds that an open page waits for news before it asks again
# This folder has no templates/, so only the package's are found.
PREVIEW_RESOURCES = Resources(Path(__file__).parent)
_FONTS = ("typsnitt/AsnSans-Regular.woff2", "typsnitt/AsnSans-SemiBold.woff2")
_MOST_FIELDS = 5000
_COOKIE = "asn-redigera"
_ENCODED = re.compile(r"(?:[!-$&-~]|%C3%[89AB][0-9A-F])*", re.IGNORECASE)  # the letters å, ä and ö and their like
_NAME = PERIOD_NAME.removeprefix("^").removesuffix("$")
_REPORT = re.compile(rf"/(\d{{4}}/{_NAME})(/rapport\.html|/rapport\.pdf|/[A-Za-z0-9_-]{{43}}/(0|[1-9]\d{{0,8}}))?")
_OPENED = re.compile(r"/oppna/([A-Za-z0-9_-]{22})")
_FORM = re.compile(rf"/(\d{{4}}/{_NAME})/redigera(?:/((?:enheter/)?[a-z0-9][a-z0-9_-]{{0,60}}\.yaml))?")
_QUERY = ("post", "ny", "läge")
_STATES = frozenset({"", "sparat", "ångrat"})
_FORM_KIND = "application/x-www-form-urlencoded"
_TEXT, _HTML, _JSON = (f"{kind}; charset=utf-8" for kind in ("text/plain", "text/html", "application/json"))
# What a page may load and do. That of a report, in its head, allows less still: its style by its sum.
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_OF_REPORT = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
# Browsers show a PDF by a page of their own, with its own style.
_OF_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_MISSING = "Sidan finns inte. Förhandsvisningen börjar på första sidan: /"
_NO_REPORTS = "Här finns ingen rapport än. Börja en med asn new."
_CLOSED = "Öppna adressen som asn serve --edit visade. Den gäller en gång; starta om asn serve --edit för en ny."
_NO_FORM = "Sidan finns inte."
_WRONG = "Frågan går inte att läsa."


@dataclass(frozen=True, slots=True)
class Response:
    """A status, what kind of content it is, the content, what the page may do, and more headers."""

    status: int
    kind: str
    body: bytes
    policy: str = _NOTHING
    headers: Mapping[str, str] = field(default_factory=dict)


def text_response(status: int, text: str) -> Response:
    """A short text, in Swedish."""
    return Response(status, _TEXT, f"{text}\n".encode())


def framed(name: str, reports: Iterable[str], run: str, *, edited: bool = False) -> Response:
    """The page around one report, which leads to its forms where it may be edited; no other script or style runs in it.

    ``run`` is the secret part of the paths that its script asks.
    """
    env = environment(PREVIEW_RESOURCES, {}, Ord())
    script = env.get_template("html/forhandsvisning_skript.j2").render()
    style = _style("forhandsvisning")
    page = env.get_template("html/forhandsvisning.j2")
    ours = {"skript": Markup(script), "stil": Markup(style)}  # noqa: S704 - our own files
    html = page.render(namn=name, rapporter=tuple(reports), omgång=run, redigera=edited, **ours)
    policy = (
        f"default-src 'none'; script-src '{policy_sum(script)}'; style-src '{policy_sum(style)}'; "
        "font-src 'self'; img-src data:; connect-src 'self'; frame-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Response(200, _HTML, html.encode(), policy)


def form_style() -> str:
    """The style sheet of the pages with forms."""
    return _style("redigera")


def _of_forms() -> str:
    """What such a page may do: be sent to where it came from, and show the report beside."""
    return (
        f"default-src 'none'; style-src '{policy_sum(form_style())}'; font-src 'self'; img-src data:; "
        "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _style(name: str) -> str:
    return PREVIEW_RESOURCES.text("stil/program.css") + PREVIEW_RESOURCES.text(f"stil/{name}.css")


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one run. ``run`` is random: a page that knows it has been served by this run.

    ``pdf`` gives a report's PDF and its file name. ``editor`` answers for the forms, if anything may be edited.
    """

    views: Views
    run: str
    pdf: Callable[[str], tuple[str, bytes]]
    editor: "Editor | None" = None

    def __call__(self, path: str, cookies: str = "", *, opens: bool = False) -> Response:
        """The answer to an address; it may wait for news. ``cookies`` and ``opens`` are for the editor."""
        if self.editor and (form := self.editor.get(path, cookies, opens=opens)):
            return form
        if path == "/":
            first = self.views.first()  # the report that is being written
            return _to(f"/{quote(first)}", _NOTHING) if first else text_response(404, _NO_REPORTS)
        if path[1:] in _FONTS:
            return Response(200, "font/woff2", PREVIEW_RESOURCES.read(path[1:]))
        match = _REPORT.fullmatch(unquote(path, errors="strict") if _ENCODED.fullmatch(path) else path)
        if not match or not self.views.has(match[1]):
            return text_response(404, _MISSING)
        return self._about(match[1], match[2] or "", edited=bool(self.editor and self.editor.may(cookies)))

    def _about(self, name: str, what: str, *, edited: bool) -> Response:
        match what.strip("/").split("/"):
            case [""]:
                return framed(name, self.views.names(), self.run, edited=edited)
            case ["rapport.html"]:
                return self._page(name)
            case ["rapport.pdf"]:
                return self._pdf(name)
            case [run, number] if run == self.run:
                return _news(self.views.later(name, int(number), PATIENCE), int(number))
        return text_response(404, _MISSING)

    def _page(self, name: str) -> Response:
        view = self.views.later(name, 0, PATIENCE)
        if view is None or view.sida is None:
            return text_response(503, "Rapporten kan inte visas just nu.")
        return Response(200, _HTML, view.sida.encode(), _OF_REPORT, {"X-Frame-Options": "SAMEORIGIN"})

    def _pdf(self, name: str) -> Response:
        try:
            file, data = self.pdf(name)
        except Unavailable as why:
            return text_response(503, str(why))
        return Response(200, "application/pdf", data, _OF_PDF, {"Content-Disposition": f'inline; filename="{file}"'})


def _news(view: View | None, known: int) -> Response:
    """What has changed since the view that a page knows; 204 says that nothing has."""
    if view is None:
        return Response(204, _JSON, b"")
    news = asdict(view)
    if view.sidnummer <= known:
        del news["sida"]
    return Response(200, _JSON, json.dumps(news, ensure_ascii=False).encode())


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Editor:
    """One run's secrets, and the queue that its requests come to."""

    jobs: JobQueue
    opening: str = field(default_factory=lambda: secrets.token_urlsafe(16))  # so short that it isn't wrapped
    session: str = field(default_factory=_secret)
    token: str = field(default_factory=_secret)
    _used: bool = False
    _lock: Lock = field(default_factory=Lock)

    @property
    def way_in(self) -> str:
        """The path that opens the editor, once."""
        return f"oppna/{self.opening}"

    def may(self, cookies: str) -> bool:
        """Whether a request's cookies are those of the browser that opened the editor."""
        allowed = [
            part.strip().partition("=")[2] for part in cookies.split(";") if part.strip().startswith(f"{_COOKIE}=")
        ]
        return any(secrets.compare_digest(one.encode(), self.session.encode()) for one in allowed)

    def get(self, target: str, cookies: str, *, opens: bool) -> Response | None:
        """The answer to a request that reads; None if the address is none of the editor's.

        ``opens`` says whether it may open the editor: a question for the head alone uses no address up.
        """
        opened = _OPENED.fullmatch(target)
        if opened:
            return self._open(opened[1], cookies, opens=opens)
        asked = _asked(target)
        if asked is None:
            return None
        if not self.may(cookies):
            return text_response(403, _CLOSED)
        what = "form" if asked["fil"] else "list"
        return _page(self.jobs.ask(what, {**asked, "nyckel": self.token}))

    def post(self, target: str, cookies: str, kind: str, body: bytes) -> Response:
        """The answer to a form that was sent, whose host and origin are known to be ours."""
        asked = _asked(target)
        if asked is None or not asked["fil"]:
            return text_response(404, _NO_FORM)
        if not self.may(cookies):
            return text_response(403, _CLOSED)
        values = _values(body) if kind.partition(";")[0].strip().lower() == _FORM_KIND else None
        if values is None:
            return text_response(400, _WRONG)
        if not secrets.compare_digest(values.pop("nyckel", "").encode(), self.token.encode()):
            return text_response(403, _CLOSED)
        action, _, name = values.pop("gör", "spara").partition(" ")
        if action == "ångra":
            return _next(self.jobs.ask("undo", asked), asked, "ångrat")
        if action not in get_args(Action):
            return text_response(400, _WRONG)
        question = {**asked, "summa": values.pop("summa", ""), "gör": [action, name], "värden": values}
        question |= {"nyckel": self.token, "ny": name if action == "ny" else asked["ny"]}
        return _next(self.jobs.ask("save", question), asked, "sparat", name if action == "ny" else "")

    def _open(self, given: str, cookies: str, *, opens: bool) -> Response:
        with self._lock:
            right = secrets.compare_digest(given.encode(), self.opening.encode())
            if right and self.may(cookies):
                return _to("/")
            if not right or self._used or not opens:
                return text_response(403, _CLOSED)
            self._used = True
        answer, cookie = _to("/"), f"{_COOKIE}={self.session}; Path=/; HttpOnly; SameSite=Strict"
        return replace(answer, headers={**answer.headers, "Set-Cookie": cookie})


def form_address(name: str, file: str, way: str = "") -> str:
    """The address of the form of a record in a file of a report."""
    query = f"?post={quote(way)}" if way else ""
    return f"/{quote(name)}/redigera/{quote(file)}{query}"


def _asked(target: str) -> dict[str, Any] | None:
    """The report, the file and the record that an address names; None if it is no form's."""
    parts = urlsplit(target)
    try:
        match = _FORM.fullmatch(unquote(parts.path, errors="strict"))
        query = dict(
            parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=3)
        )
    except ValueError:
        match, query = (_FORM.fullmatch(unquote(parts.path)), {}) if not parts.query else (None, {})
    named = not parts.scheme and not parts.netloc and not parts.fragment
    if not match or not named or set(query) - set(_QUERY) or query.get("läge", "") not in _STATES:
        return None
    ways = (query.get("post", ""), query.get("ny", ""))
    if any(way and not way.startswith("/") for way in ways):
        return None
    return {"rapport": match[1], "fil": match[2] or "", "post": ways[0], "ny": ways[1], "läge": query.get("läge", "")}


def _values(body: bytes) -> dict[str, str] | None:
    """What was sent, by name; None if it can't be read, or says something twice."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        return None
    values = dict(pairs)
    return values if len(values) == len(pairs) else None


def _next(answer: Mapping[str, Any], asked: Mapping[str, Any], state: str, new: str = "") -> Response:
    """To the same form, when what was sent has been done; else what the answer says."""
    if answer["status"] != 200 or "html" in answer:  # noqa: PLR2004 - HTTP's OK
        return _page(answer)
    query = {"post": asked["post"], "ny": new, "läge": state}
    address = "&".join(f"{quote(name)}={quote(value)}" for name, value in query.items() if value)
    return _to(f"{form_address(asked['rapport'], asked['fil'])}?{address}")


def _to(where: str, policy: str = "") -> Response:
    return Response(303, _TEXT, b"", policy or _of_forms(), {"Location": where})


def _page(answer: Mapping[str, Any]) -> Response:
    if "html" in answer:
        # A browser tells where a form comes from only if the page lets it.
        headers = {"Referrer-Policy": "same-origin"}
        return Response(answer["status"], _HTML, answer["html"].encode(), _of_forms(), headers)
    return text_response(answer["status"], answer.get("text", _NO_FORM if answer["status"] != 400 else _WRONG))  # noqa: PLR2004
