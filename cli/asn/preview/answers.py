"""What each address answers. There are no files behind them: an address is one of these, letter by letter, or 404."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from asn.preview.board import Board, View
from asn.preview.frame import FONTS, font, frame

PATIENCE = 20.0  # seconds that an open page waits for news before it asks again
_REPORT = re.compile(r"/(\d{4}/[A-Za-z0-9]{2,4})(/rapport\.html|/rapport\.pdf|/[A-Za-z0-9_-]{43}/(0|[1-9]\d{0,8}))?")
_HTML, _TEXT, _JSON = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json; charset=utf-8"
_STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The page's own policy, in its head, allows less still: its style by its sum.
_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
# Browsers show a PDF by a page of their own, with its own style.
_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_MISSING = "Sidan finns inte. Förhandsvisningen börjar på första sidan: /"
_NO_REPORTS = "Här finns ingen rapport än. Börja en med asn new."


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, in memory."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Pdf = Callable[[str], tuple[str, bytes]]


class Unavailable(Exception):  # noqa: N818 - it says what is the case
    """A PDF that can't be built now; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one run. ``run`` is random: a page that knows it has been served by this run."""

    board: Board
    run: str
    pdf: Pdf

    def __call__(self, path: str) -> Answer:
        """The answer to an address; it may wait for news."""
        if path == "/":
            return self._first()
        if path[1:] in FONTS:
            return Answer(200, "font/woff2", font(path[1:]), policy(_STRICT))
        found = _REPORT.fullmatch(path)
        if not found or found[1] not in self.board.names():
            return told(404, _MISSING)
        return self._about(found[1], found[2] or "")

    def _first(self) -> Answer:
        """To the latest report that can be read: the one that is being written."""
        names = self.board.names()
        if not names:
            return told(404, _NO_REPORTS)
        return Answer(303, _TEXT, b"", policy(_STRICT) | {"Location": f"/{names[-1]}"})

    def _about(self, name: str, what: str) -> Answer:
        match what.strip("/").split("/"):
            case [""]:
                made = frame(name, self.board.names(), self.run)
                return Answer(200, _HTML, made.html.encode(), policy(made.policy) | {"X-Frame-Options": "DENY"})
            case ["rapport.html"]:
                return self._page(name)
            case ["rapport.pdf"]:
                return self._pdf(name)
            case [run, number] if run == self.run:
                return _news(self.board.later(name, int(number), PATIENCE), int(number))
        return told(404, _MISSING)

    def _page(self, name: str) -> Answer:
        view = self.board.later(name, 0, PATIENCE)
        if view is None or view.sida is None:
            return told(503, "Rapporten kan inte visas just nu.")
        return Answer(200, _HTML, view.sida.encode(), policy(_PAGE) | {"X-Frame-Options": "SAMEORIGIN"})

    def _pdf(self, name: str) -> Answer:
        try:
            file, data = self.pdf(name)
        except Unavailable as why:
            return told(503, str(why))
        return Answer(
            200, "application/pdf", data, policy(_PDF) | {"Content-Disposition": f'inline; filename="{file}"'}
        )


def _news(view: View | None, known: int) -> Answer:
    """What has changed since the view that a page knows; 204 says that nothing has."""
    if view is None:
        return Answer(204, _JSON, b"", policy(_STRICT))
    news = asdict(view)
    if view.sidnummer <= known:
        del news["sida"]
    return Answer(200, _JSON, json.dumps(news, ensure_ascii=False).encode(), policy(_STRICT))


def told(status: int, text: str) -> Answer:
    """A short text, in Swedish."""
    return Answer(status, _TEXT, f"{text}\n".encode(), policy(_STRICT))


def policy(content: str) -> dict[str, str]:
    """The header of a content policy."""
    return {"Content-Security-Policy": content, "X-Frame-Options": "DENY"}
