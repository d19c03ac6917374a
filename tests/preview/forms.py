"""A browser of the editor's forms: what it opens, what stands in the fields, and what it sends."""

from html.parser import HTMLParser
from urllib.parse import quote, urlencode

TYPE = "application/x-www-form-urlencoded"


class Form(HTMLParser):
    """The fields of the one form of a page, what can be pressed, and the page's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.values: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self.described: dict[str, str] = {}
        self.buttons: list[str] = []
        self.links: list[str] = []
        self.action = ""
        self.text = ""
        self._open = ""
        self._skipped = self._in_text = False
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        self._skipped, self._in_text = tag == "style", tag == "textarea"
        match tag:
            case "form":
                self.action = told["action"]
            case "input":
                self.values[name] = told["value"]
            case "textarea" | "select":
                self._open = name
                self.values[name] = ""
                self.options[name] = []
            case "option":
                self.options[self._open].append(told["value"])
                if "selected" in told:
                    self.values[self._open] = told["value"]
            case "button":
                self.buttons.append(told["value"])
            case "a":
                self.links.append(told["href"])
        if name.startswith("/"):
            self.described[name] = told.get("aria-describedby", "")

    def handle_endtag(self, tag: str) -> None:
        self._skipped = self._in_text = False
        if tag == "textarea":
            self.values[self._open] = self.values[self._open].removeprefix("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.text += f" {data}"
        if self._in_text:
            self.values[self._open] += data


class Browser:
    """One browser that has opened the editor."""

    def __init__(self, preview) -> None:  # type: ignore[no-untyped-def]
        self.preview = preview
        self.editor = preview.server.answers.editor
        _, headers, _ = preview.get(f"/{self.editor.way_in}")
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.origin = f"http://127.0.0.1:{preview.port}"
        self.status = 0

    def open(self, path: str) -> Form:
        """A page."""
        self.status, _, body = self.preview.get(path, Cookie=self.cookie)
        return Form(body.decode())

    def send(self, form: Form, press: str = "spara", **values: str) -> Form:
        """Send a form with other values in some of its fields, and go where the answer leads."""
        filled = {**form.values, **{f"/{name.replace('__', '/')}": value for name, value in values.items()}}
        return self.sent(form.action, {**filled, "gör": press})

    def sent(self, path: str, values: dict[str, str]) -> Form:
        """Send values."""
        self.status, headers, body = self.post(path, urlencode(values))
        if self.status != 303:
            return Form(body.decode())
        where = headers["Location"].partition("#")[0]
        return self.open(where)

    def post(self, path: str, body: str | bytes, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send bytes, with headers in the place of the right ones."""
        right = {"Cookie": self.cookie, "Origin": self.origin, "Content-Type": TYPE}
        sent = {**right, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.preview.ask("POST", path, body, {name: value for name, value in sent.items() if value})


def address(file: str, way: str = "", name: str = "2023/T1") -> str:
    """The address of a form."""
    return f"/{name}/redigera/{quote(file)}" + (f"?post={quote(way)}" if way else "")
