"""A whole answer of the preview's server, in memory."""

from dataclasses import dataclass, field

STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
TEXT = "text/plain; charset=utf-8"


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
