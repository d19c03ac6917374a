"""Where a difference stands, as an editor knows it: section or file, the row's name, the field."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asn.comparison.things import row_name, section_name
from asn.comparison.walk import Way
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, key_of
from asn.model.register import Register
from asn.model.report import Rapportblad

_SHEET = "Om rapporten"
_LABEL = 40  # characters


@dataclass(frozen=True)
class Places:
    """What places are called in two reports with one register, or in the registers themselves."""

    register: Register | None
    alike: frozenset[str]
    """Names that several sections have: the section above tells which."""

    def section(self, way: Way) -> str:
        """The section, or the file where it is none."""
        above = [record for record in way if isinstance(record, Avsnitt)]
        if not above:
            return _SHEET if isinstance(way[0], Rapportblad) else way[0].file().rpartition("/")[2]
        name = section_name(above[-1])
        return f"{name} – {section_name(above[-2])}" if len(above) > 1 and name in self.alike else name

    def row(self, way: Way) -> tuple[str, str]:
        """The nearest row that a reader knows by a name, or else the section; and the steps from it to the record."""
        name, at = self.section(way), max(at for at in range(len(way)) if not at or isinstance(way[at], Avsnitt))
        for below in range(at + 1, len(way)):
            if own := self._name(way[below], way[below - 1]):
                name, at = own, below
        return name, " ".join(_step(way[below - 1], way[below]) for below in range(at + 1, len(way)))

    def _name(self, record: Värde, parent: Värde) -> str:
        if not self.register or not {"id", "enhet", "målområde"} & type(record).model_fields.keys():
            return str(getattr(record, "namn", "")) if "id" in type(record).model_fields else ""
        return row_name(record, parent, self.register)


def same_name_sections(sides: Iterable[Sequence[Avsnitt]]) -> frozenset[str]:
    """The names that several sections of one report have."""
    counts = (Counter(section_name(part) for top in side for part in top.alla()) for side in sides)
    return frozenset(name for count in counts for name, number in count.items() if number > 1)


def field_label(record: Värde) -> str:
    """The first words that a record must have."""
    fields = type(record).model_fields
    return next((str(getattr(record, name)) for name in fields if fields[name].is_required()), "")[:_LABEL]


def _step(parent: Värde, child: Värde) -> str:
    """The field that a record stands in, and what tells it from the others there."""
    for name in type(parent).model_fields:
        value, key = getattr(parent, name), key_of(type(parent), name)
        if value is child:
            return key
        if isinstance(value, tuple) and any(item is child for item in value):
            return f"{key} {field_label(child)}"
    return ""
