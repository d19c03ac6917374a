"""Asking Kolada: the one place in the program that uses the network, when ``asn import kolada --fetch`` says so.

One host, one scheme, no redirects; answers, addresses and time have bounds. What comes is bytes, and is read elsewhere.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from asn.kolada.answer import MOST_KOLADA_BYTES, AnswerError

HOST = "api.kolada.se"
_ROOT = f"https://{HOST}/v3"
_MOST_IDS = 25
_MOST_ANSWERS = 400
_SECONDS = 30
_PAUSE = 0.21
"""Seconds between two questions: Kolada wants at most five a second."""
Download = Callable[[str], bytes]


def addresses(measures: Sequence[str], years: Sequence[int]) -> list[str]:
    """What is asked first: what the measures are called, then all municipalities' values, 25 measures at a time."""
    groups = [",".join(measures[at : at + _MOST_IDS]) for at in range(0, len(measures), _MOST_IDS)]
    spans = [",".join(map(str, years[at : at + _MOST_IDS])) for at in range(0, len(years), _MOST_IDS)]
    names = [f"{_ROOT}/kpi/{group}" for group in groups]
    return [*names, *(f"{_ROOT}/data/kpi/{group}/year/{span}" for group in groups for span in spans)]


def fetched(first: Iterable[str], download: Download | None = None) -> Iterator[tuple[str, bytes]]:
    """Each address that was asked, in order, with its answer; an answer that goes on is followed.

    Raises:
        AnswerError: if Kolada can't be reached, says no, answers too much, or leads somewhere else.
    """
    download = download or _downloaded
    waiting, seen = list(first), set[str]()
    while waiting:
        address = _allowed(waiting.pop(0))
        if address in seen:
            continue
        seen.add(address)
        if len(seen) > _MOST_ANSWERS:
            raise AnswerError(f"Kolada svarar i fler än {_MOST_ANSWERS} delar. Be om färre år.")
        data = download(address)
        yield address, data
        waiting[:0] = _further(data)


def _further(data: bytes) -> list[str]:
    """Where an answer goes on, as far as it says so; whether it is an answer is told by whoever reads it."""
    try:
        root = json.loads(data)
    except (ValueError, RecursionError):
        return []
    address = (root.get("next_url") or root.get("next_page")) if isinstance(root, dict) else None
    return [address] if isinstance(address, str) else []


def _allowed(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.netloc != HOST or not parts.path.startswith("/v3/"):
        raise AnswerError(f"Svaret leder till en annan adress än {_ROOT}, och den frågas inte.")
    return address


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Kolada answers where it is asked."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def _downloaded(address: str) -> bytes:
    time.sleep(_PAUSE)
    asking = urllib.request.Request(address, headers={"Accept": "application/json", "User-Agent": "asn"})  # noqa: S310 - https alone, by _allowed
    try:
        with urllib.request.build_opener(_NoRedirect).open(asking, timeout=_SECONDS) as answer:
            data: bytes = answer.read(MOST_KOLADA_BYTES + 1)
    except urllib.error.HTTPError as why:
        raise AnswerError(f"Kolada svarade {why.code} på {address}.") from None
    except (OSError, ValueError) as why:
        raise AnswerError(
            f"Kolada går inte att nå: {why}. Spara svaret i webbläsaren och läs det med --file."
        ) from None
    if len(data) > MOST_KOLADA_BYTES:
        raise AnswerError("Kolada svarade med mer än 20 MB. Be om färre år.")
    return data
