"""The kinds of report and the board's own periods (``rapportslag.yaml``), and how a report and its files are named.

A name is its kind's pattern, with listed words filled in and nothing else.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from pydantic import Field

from asn.model.fields import (
    Fil,
    Id,
    JaNej,
    Lista,
    Månad,
    Månadsnamn,
    Rapportform,
    Text,
)
from asn.model.record import Post, Värde
from asn.period import PERIOD_NAME, READY, Period

WORDS = ("nummer", "månad", "år", "period")
"""What a pattern may have in braces: the period's number, its last month, the year and the period itself."""
RESERVED_NAMES = frozenset({"data", "dcat", "excel", "kontroll", "manifest", "sammanfattning", "tabeller", "tryck"})
"""What the program itself calls its files."""

_WORD = rf"\{{(?:{'|'.join(WORDS)})\}}"
_NAME = rf"^(?:[^{{}}]|{_WORD})+$"
FILE_NAME = rf"^[a-z](?:[a-z0-9-]|{_WORD})*$"
LONGEST = 60
_FILE = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST - 1}}}")


def filled_name(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with its words filled in."""
    return re.sub(r"\{(\w+)\}", lambda match: words[match[1]], pattern)


def report_file_name(pattern: str, year: int, period: Period) -> str:
    """The name of a report's files, without ending."""
    words = (ascii_word(period.nummer), f"{period.månader[1]:02}", str(year), ascii_word(period.id).replace("_", "-"))
    return filled_name(pattern, dict(zip(WORDS, words, strict=True)))


def ascii_word(word: str) -> str:
    """A word in small letters that every system has in file names."""
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


def is_file_name(name: str) -> bool:
    """Whether files can be called so: short, in letters of every system, and not as one of the program's own."""
    return bool(_FILE.fullmatch(name)) and name not in RESERVED_NAMES


class Planerat(Värde):
    """A section that a kind of report has, in its order."""

    fil: Fil
    """Filen med avsnittet. Exempel: `handelser.yaml`."""
    rubrik: Text
    """Rubriken, om avsnittets fil inte har en egen. Exempel: `Viktiga händelser`."""
    obligatoriskt: JaNej = False
    """Om rapporten inte kan fastställas utan avsnittet. Exempel: `ja`."""


class Rapportperiod(Post):
    """A period of the board's own: what it is called, and its months."""

    id: Text = Field(pattern=PERIOD_NAME)
    """Periodens namn: så heter dess mapp, och så väljs den. Bokstäver, siffror och _. Exempel: `K1`."""
    namn: Text | None = None
    """Det som {period} fyller i, om det inte är id. Exempel: `första kvartalet`."""
    från: Månadsnamn = Månad.JAN
    """Första månaden. Exempel: `jan`."""
    till: Månadsnamn
    """Sista månaden. Exempel: `mar`."""
    nummer: Text | None = None
    """Det som {nummer} fyller i, om det inte är siffrorna sist i id. Exempel: `1`."""
    kallas: Lista[Text] = ()
    """Det som texterna kallar perioden, så att kontrollerna förstår vad en mening handlar om.

    Exempel: `[första kvartalet, kvartal 1]`.
    """

    @property
    def månader(self) -> tuple[int, int]:
        """First and last month, 1–12."""
        return self.från.nummer, self.till.nummer

    def period(self, place: int) -> Period:
        """The period as a value; ``place`` is its own among all."""
        digits = re.search(r"\d+$", self.id)
        return Period(
            self.id,
            self.månader,
            namn=self.namn or "",
            nummer=self.nummer or (digits[0] if digits else ""),
            kallas=self.kallas,
            plats=place,
        )


class Rapportslag(Post):
    """A kind of report, as data: its periods, its name and its sections."""

    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `delårsrapport`."""
    namn: Text = Field(pattern=_NAME, max_length=200)
    """Rapportens namn; {nummer} är periodens nummer, {månad} dess sista månad, {år} året och {period} periodens namn.

    Exempel: `Delårsrapport {nummer} {år}`.
    """
    filnamn: Text = Field(pattern=FILE_NAME, max_length=LONGEST)
    """Filernas namn, med små bokstäver a–z, siffror och -; {nummer}, {månad}, {år} och {period} som ovan.

    Exempel: `delarsrapport-{nummer}-{år}`.
    """
    perioder: Lista[Text]
    """Perioderna som slaget gäller: färdiga, eller egna som står under `perioder` överst. Exempel: `[T1, T2]`."""
    form: Rapportform | None = None
    """Om rapporten är `planering`, `prognos` eller `uppföljning` (förvalt, utom för den färdiga perioden plan).

    Exempel: `planering`.
    """
    avsnitt: Lista[Planerat]
    """Avsnitten i ordning."""
    utelämnar: Lista[Text] = ()
    """Kolumner som slaget inte har ännu: en plan har inga utfall och ingen bedömning.

    Exempel: `[utfall, bedömning]`.
    """


class Rapportslagsfil(Post):
    """``rapportslag.yaml``."""

    perioder: Lista[Rapportperiod] = ()
    """Nämndens egna perioder. De färdiga behöver inte stå här; den som ändå gör det gäller som den står."""
    rapportslag: Lista[Rapportslag]
    """Slagen av rapporter, en post för varje."""

    def kända(self) -> dict[str, Period]:
        """Every period by its name: the ready-made and the board's own, each in the form of its kind of report."""
        known = dict(READY)
        for own in self.perioder:
            if own.id not in known or known[own.id] == READY.get(own.id):
                known[own.id] = own.period(known[own.id].plats if own.id in known else len(known))
        for kind in self.rapportslag:
            for name in kind.perioder if kind.form else ():
                if name in known and kind.form:
                    known[name] = replace(known[name], form=kind.form)
        return known
