"""A whole answer of the preview's server, in memory."""

from dataclasses import dataclass, field

STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, what kind of content it is, the content, and more headers."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def told(status: int, text: str) -> Answer:
    """A short text, in Swedish."""
    return Answer(status, TEXT, f"{text}\n".encode(), policy(STRICT))


def policy(content: str) -> dict[str, str]:
    """The header of a content policy."""
    return {"Content-Security-Policy": content, "X-Frame-Options": "DENY"}
