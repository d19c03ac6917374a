"""In what a PDF differs from the one that its own sources give, told in Swedish."""

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from asn.publish.manifest import MANIFEST, digest
from asn.verification.archive import Archive, Page
from asn.verification.enclosed import Enclosed

_END = b"%%EOF"
_AROUND = 3  # words shown on each side of what differs
_SHOWN = 120
_PLACES = 8  # differences shown in full
_LISTED = {"listan över bilagor"}
_OWN_SUMS = {
    "asn:kod": "Rapporten är byggd med en annan utgåva av asn:s kod än den som finns här.",
    "asn:mallar": "Rapporten är byggd med andra mallar, stilmallar eller typsnitt än de som finns här.",
}


def after_end(data: bytes) -> Iterator[str]:
    """What was put after the end of the file, and belongs to no PDF."""
    end = data.rfind(_END) + len(_END)
    rest = data[end:].strip(b"\r\n\0 ")
    if rest:
        yield f"Efter filens slut ligger {len(rest)} byte som inte hör dit."


def tail(data: bytes) -> Iterator[str]:
    """What was put after the end of the file, where a change to a finished PDF is kept."""
    yield from after_end(data)
    if data.count(b"startxref") > 1:
        yield "Filen har ändrats sedan den byggdes: ändringarna är tillagda sist i den."


def enclosed_faults(files: Enclosed) -> Iterator[str]:
    """In what the files in the PDF are others than the sums that the build noted."""
    yield from files.refused
    manifest = _manifest(files)
    if manifest is None:
        yield f"Bilagan {MANIFEST} saknas eller är skadad: det går inte att säga vad som är ändrat sedan bygget."
        return
    noted = {**manifest["inputs"], **manifest["outputs"]}
    noted = {name: total for name, total in noted.items() if name not in _OWN_SUMS}
    kept = {name: data for name, data in files.files.items() if name != MANIFEST}
    for name in sorted(noted.keys() | kept.keys()):
        if name not in kept:
            yield f"Bilagan {name} saknas: den fanns när rapporten byggdes."
        elif name not in noted:
            own_template = name.startswith("templates/")  # known together, by the sum of them all
            yield from () if own_template else (f"Bilagan {name} fanns inte när rapporten byggdes.",)
        elif digest(kept[name]) != noted[name]:
            yield f"Bilagan {name} är ändrad sedan rapporten byggdes."


def version_differences(given: Enclosed, built: Enclosed) -> Iterator[str]:
    """What the file was built with that this machine does not have."""
    then, now = _manifest(given), _manifest(built)
    if then is None or now is None:
        return
    parts = {"asn": (then["asn"], now["asn"])}
    parts |= {name: (then["versions"].get(name), version) for name, version in now["versions"].items()}
    for name, (before, here) in parts.items():
        if before != here:
            yield f"Rapporten är byggd med {name} {before or 'i okänd version'}; här finns {here}."
    for name, message in _OWN_SUMS.items():
        if then["inputs"].get(name) != now["inputs"].get(name):
            yield message


def besides_signatures(given: Archive, built: Archive) -> Iterator[str]:
    """In what a signed file differs from the one that was signed, when both are taken apart without signatures."""
    for number, _ in sorted(set(given.stamped) - set(built.stamped)):
        yield f"På sida {number} ligger underskriftens ruta. Den fanns inte när rapporten byggdes, och kan dölja text."
    if given.enclosed.files != built.enclosed.files or given.enclosed.refused:
        yield "Bilagorna är inte de som fanns i filen när den byggdes."
    yield from contents_differ(given, built)


def contents_differ(given: Archive, built: Archive) -> Iterator[str]:
    """In what the two files themselves differ: data, pages, tags, metadata."""
    names = given.enclosed.data.keys() | built.enclosed.data.keys()
    other = [name for name in sorted(names) if given.enclosed.data.get(name) != built.enclosed.data.get(name)]
    for name in other:
        yield f"Bilagan {name} är inte den som källorna ger."
    yield from _pages(given.pages, built.pages)
    parts = given.parts.keys() | built.parts.keys()
    differing = [name for name in sorted(parts) if given.parts.get(name) != built.parts.get(name)]
    same_files = given.enclosed.files == built.enclosed.files
    yield from (f"Skillnad i {name}." for name in differing if same_files or name not in _LISTED)


def _manifest(files: Enclosed) -> dict[str, Any] | None:
    try:
        read = json.loads(files.files.get(MANIFEST, b""))
        tables = [read["inputs"], read["outputs"], read["versions"]]
        texts = [text for table in tables for pair in table.items() for text in pair]
        sound = isinstance(read["asn"], str) and all(isinstance(text, str) and text.isprintable() for text in texts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return read if sound else None


def _pages(given: Sequence[Page], built: Sequence[Page]) -> Iterator[str]:
    if len(given) != len(built):
        yield f"Filen har {_counted(len(given))}, men källorna ger {len(built)}."
    matched = difflib.SequenceMatcher(None, [p.text for p in built], [p.text for p in given], autojunk=False)
    looks: list[int] = []
    places: list[tuple[int, str]] = []
    for what, first, last, start, stop in matched.get_opcodes():
        pairs = list(zip(range(first, last), range(start, stop), strict=False))
        if what == "equal":
            looks += [new + 1 for old, new in pairs if built[old].look != given[new].look]
            continue
        places += [
            (new + 1, difference) for old, new in pairs for difference in _words(built[old].text, given[new].text)
        ]
        missing, extra = range(first + len(pairs) + 1, last + 1), range(start + len(pairs) + 1, stop + 1)
        yield from (f"Sida {number}, som källorna ger, saknas i filen." for number in missing)
        yield from (f"Sida {number} i filen finns inte i det som källorna ger." for number in extra)
    yield from (f"Sida {number}: {difference}" for number, difference in places[:_PLACES])
    if places[_PLACES:]:
        yield f"Orden skiljer sig på fler ställen, på {_numbered({number for number, _ in places[_PLACES:]})}."
    if looks:
        yield f"Utseendet är ett annat på {_numbered(looks)}, men orden är desamma."


def _words(built: str, given: str) -> Iterator[str]:
    """The places where the words of a page differ."""
    old, new = built.split(), given.split()
    matched = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, first, last, start, stop in matched.get_opcodes():
        if what != "equal":
            yield f"i filen står {_quoted(new, start, stop)}, men källorna ger {_quoted(old, first, last)}."


def _quoted(words: Sequence[str], start: int, stop: int) -> str:
    text = " ".join(words[max(0, start - _AROUND) : stop + _AROUND])
    return f"«{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}»"


def _counted(pages: int) -> str:
    return f"{pages} {'sida' if pages == 1 else 'sidor'}"


def _numbered(pages: Iterable[int]) -> str:
    """Page numbers as a reader writes them: sidorna 1–3 och 7."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    numbers = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    if len(numbers) == 1 and "–" not in numbers[0]:
        return f"sida {numbers[0]}"
    return "sidorna " + (" och ".join(numbers) if len(numbers) < 3 else f"{', '.join(numbers[:-1])} och {numbers[-1]}")  # noqa: PLR2004 - a list of three has a comma
