"""What may be chosen in a field: the project's own ids, each with its word."""

from collections.abc import Mapping, Sequence

from asn.forms.controls import Control
from asn.forms.records import Located
from asn.light import READY_CLASSES, Ljusklass
from asn.load.lights import ready_made
from asn.load.project import Projekt
from asn.model.fields import Bland, Ur
from asn.model.ord import Ord
from asn.model.record import Post, Värde
from asn.model.register import Enhetsfil, Målområdesfil
from asn.model.report import Rapport
from asn.model.skalor import Skala, Skalfil

Option = tuple[str, str]
"""What is written in the file, and the word that is shown."""
_YES_AND_NO = ("ja", "nej")


class Choices:
    """The ids of a project's registers and of one of its reports."""

    def __init__(self, project: Projekt, report: Rapport | None, year: int) -> None:
        shared = project.gemensamt
        words = shared.get("ord.yaml")
        self._report = report
        self._ready = ready_made(words.ljus) if isinstance(words, Ord) else READY_CLASSES
        self._scales: Mapping[str, Skala] = {}
        self._registers: dict[str, tuple[Option, ...]] = {"enheter": (), "målområden": (), "skalor": ()}
        match shared.get("skalor.yaml"):
            case Skalfil(skalor=scales):
                self._scales = {scale.id: scale for scale in scales}
                self._registers["skalor"] = _named(scales)
        match shared.get("enheter.yaml"):
            case Enhetsfil(enheter=units):
                self._registers["enheter"] = _named(units, year)
        match shared.get("malomraden.yaml"):
            case Målområdesfil(målområden=areas):
                self._registers["målområden"] = _named(areas, year)

    def options(self, control: Control, record: Located) -> tuple[Option, ...]:
        """What may be chosen in a field of a record; nothing where anything may be written."""
        if control.words:
            return tuple((word, word) for word in control.words)
        if control.light:
            return tuple((klass.id, klass.ord) for klass in self._lights(record.scale))
        match control.source:
            case Ur(register=name):
                return self._registers[name]
            case Bland() as mark:
                return self._among(mark, record)
        return ()

    def _lights(self, scale: str) -> tuple[Ljusklass, ...]:
        return self._scales[scale].ljusklasser(self._ready) if scale in self._scales else self._ready

    def _among(self, mark: Bland, record: Located) -> tuple[Option, ...]:
        for around in (record.value, *reversed(record.around)):
            value = around.get(mark.lista)
            if isinstance(value, list):
                return tuple(_written(item) for item in value if isinstance(item, dict) and item.get("id"))
        records = self._report.poster(Post) if self._report else ()
        listed = (item for one in records for item in getattr(one, mark.lista, ()) if isinstance(item, Värde))
        return _named([item for item in listed if not mark.villkor or getattr(item, mark.villkor)])


def _written(item: Mapping[str, object]) -> Option:
    name = item.get("rubrik") or item.get("namn") or item["id"]
    return str(item["id"]), str(name)


def _named(records: Sequence[Värde], year: int = 0) -> tuple[Option, ...]:
    """Ids with names; of what has years only what is there in the year."""
    return tuple((one.id, _name(one)) for one in records if not year or _lasts(one, year))  # type: ignore[attr-defined]


def _name(record: Värde) -> str:
    return str(getattr(record, "kort", "") or getattr(record, "namn", "") or getattr(record, "id", ""))


def _lasts(record: Värde, year: int) -> bool:
    first, last = getattr(record, "från", None), getattr(record, "till", None)
    return (first is None or first <= year) and (last is None or year <= last)
