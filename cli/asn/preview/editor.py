"""Who may edit, and what a request that writes must be: the walls of ``asn serve --edit``.

The address that the terminal tells opens the editor once, and gives that browser a cookie which no other site's page
can make it send. A form carries a token besides, and is answered only if it comes from a page of this server's own.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from asn.forms.saving import Action
from asn.period import NAME as PERIOD
from asn.preview.board import Desk
from asn.preview.forms import form_address
from asn.preview.frame import Response, form_policy, policy, text_response

MOST_BYTES = 1_000_000
"""Of a form that is sent."""
_MOST_FIELDS = 5000
_COOKIE = "asn-redigera"
_NAME = PERIOD.removeprefix("^").removesuffix("$")
_OPENED = re.compile(r"/oppna/([A-Za-z0-9_-]{22})")
_FORM = re.compile(rf"/(\d{{4}}/{_NAME})/redigera(?:/((?:enheter/)?[a-z0-9][a-z0-9_-]{{0,60}}\.yaml))?")
_QUERY = ("post", "ny", "läge")
_STATES = frozenset({"", "sparat", "ångrat"})
_FORM_KIND = "application/x-www-form-urlencoded"
_CLOSED = "Öppna adressen som asn serve --edit visade. Den gäller en gång; starta om asn serve --edit för en ny."
_MISSING = "Sidan finns inte."
_WRONG = "Frågan går inte att läsa."
_HTML = "text/html; charset=utf-8"
_ACTIONS: tuple[Action, ...] = ("spara", "ny", "bort", "upp", "ned")


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Editor:
    """One run's secrets, and the desk that its requests come to."""

    desk: Desk
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
        return _page(self.desk.ask(what, {**asked, "nyckel": self.token}))

    def post(self, target: str, cookies: str, kind: str, body: bytes) -> Response:
        """The answer to a form that was sent, whose host and origin are known to be ours."""
        asked = _asked(target)
        if asked is None or not asked["fil"]:
            return text_response(404, _MISSING)
        if not self.may(cookies):
            return text_response(403, _CLOSED)
        values = _values(body) if kind.partition(";")[0].strip().lower() == _FORM_KIND else None
        if values is None:
            return text_response(400, _WRONG)
        if not secrets.compare_digest(values.pop("nyckel", "").encode(), self.token.encode()):
            return text_response(403, _CLOSED)
        action, _, name = values.pop("gör", "spara").partition(" ")
        if action == "ångra":
            return _next(self.desk.ask("undo", asked), asked, "ångrat")
        if action not in _ACTIONS:
            return text_response(400, _WRONG)
        question = {**asked, "summa": values.pop("summa", ""), "gör": [action, name], "värden": values}
        question |= {"nyckel": self.token, "ny": name if action == "ny" else asked["ny"]}
        return _next(self.desk.ask("save", question), asked, "sparat", name if action == "ny" else "")

    def _open(self, given: str, cookies: str, *, opens: bool) -> Response:
        with self._lock:
            right = secrets.compare_digest(given.encode(), self.opening.encode())
            if right and self.may(cookies):
                return _to("/")
            if not right or self._used or not opens:
                return text_response(403, _CLOSED)
            self._used = True
        cookie = f"{_COOKIE}={self.session}; Path=/; HttpOnly; SameSite=Strict"
        answer = _to("/")
        return Response(answer.status, answer.kind, answer.body, {**answer.headers, "Set-Cookie": cookie})


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


def _to(where: str) -> Response:
    return Response(303, "text/plain; charset=utf-8", b"", policy(form_policy()) | {"Location": where})


def _page(answer: Mapping[str, Any]) -> Response:
    if "html" in answer:
        # A browser tells where a form comes from only if the page lets it.
        headers = policy(form_policy()) | {"Referrer-Policy": "same-origin"}
        return Response(answer["status"], _HTML, answer["html"].encode(), headers)
    return text_response(answer["status"], answer.get("text", _MISSING if answer["status"] != 400 else _WRONG))  # noqa: PLR2004
