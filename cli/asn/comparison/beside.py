"""Pictures, typefaces and annexes that hold something else than before, by the names that both have."""

from collections.abc import Iterable, Iterator

from asn.comparison.change import Change
from asn.model.beside import Beside

_OTHER = "utbytt"


def replaced_files(before: Beside, after: Beside) -> Iterator[Change]:
    """Each file that another one has come in the place of, with how large they are."""
    old, new = dict(_named(before)), dict(_named(after))
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            before_, after_ = (f"{len(data) / 1000:.0f} kB" for data in (old[name], new[name]))
            yield Change("filer", name, "", before_, after_, _OTHER)


def _named(beside: Beside) -> Iterable[tuple[str, bytes]]:
    """The files by their names within the report's folder, which two periods have each their own of."""
    for path, data in beside.files.items():
        parts = path.split("/")
        yield "/".join(parts[3:] if parts[1].isdigit() else parts[1:]), data
