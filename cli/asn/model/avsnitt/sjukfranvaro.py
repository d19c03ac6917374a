"""The seven measures of sick leave that a municipality or a region reports of its employees.

Source: lagen (1997:614) om kommunal redovisning 4 kap. 1 a §, whose heir is lagen (2018:597) om kommunal bokföring och
redovisning: in total, of 60 days or more, of women and men, and of three ages. A group isn't told where it is of at
most ten employees, or where its figure could be laid to one person.
"""

from typing import Annotated, Literal, get_args

from asn.model.avsnitt.matris import Matris, Mätrad
from asn.model.fields import Flyttas, Id, Lista, Ordets, Text
from asn.model.register import Register
from asn.table import Tabell

Sjukmått = Literal["total", "lång", "kvinnor", "män", "högst_29", "från_30_till_49", "minst_50"]
MEASURES: tuple[Sjukmått, ...] = get_args(Sjukmått)
"""The measures in the order that they are shown in."""
SEXES: tuple[Sjukmått, ...] = ("kvinnor", "män")
AGES: tuple[Sjukmått, ...] = ("högst_29", "från_30_till_49", "minst_50")


class Sjukrad(Mätrad):
    """One of the measures, year by year or period by period."""

    id: Sjukmått
    """Vilket mått det är: `total`, `lång`, `kvinnor`, `män`, `högst_29`, `från_30_till_49` eller `minst_50`.

    Exempel: `total`.
    """
    namn: Annotated[Flyttas[Text], Ordets("sjukfrånvaro")] = ""
    """Namnet, om det inte är det vanliga. Exempel: `Total sjukfrånvaro, andel av ordinarie arbetstid`."""
    enhet: Text = "%"
    """Värdenas enhet. Exempel: `"%"`."""
    få: Lista[Text] = ()
    """Mätpunkter där gruppen har högst tio anställda, eller där värdet säger något om en enskild; skriv då inget värde.

    Exempel: `["2024", "2025"]`.
    """

    def dolda(self) -> tuple[str, ...]:
        """The points of small groups."""
        return self.få


class Sjukfrånvaro(Matris):
    """The measures of sick leave, a column for each year or period."""

    slag: Literal["sjukfrånvaro"]  # type: ignore[assignment]  # of the same making as a matrix, by another word
    """Sjukfrånvaron i de sju mått som kommuner och regioner redovisar: totalt, 60 dagar eller längre, kvinnor, män och
    tre åldrar.
    """
    id: Id
    """Ett kort namn, som följer med från år till år. Exempel: `sjukfrånvaro`."""
    tabellrubrik: Annotated[Flyttas[Text], Ordets("sjukfrånvaro", "tabell")] = ""
    """Tabellens rubrik; enheten skrivs ut efter den. Exempel: `Sjukfrånvaro`."""
    radrubrik: Annotated[Text, Ordets("sjukfrånvaro", "mått")] = ""
    """Rubriken över den första kolumnen. Exempel: `Mått`."""
    dolt: Annotated[Text, Ordets("sjukfrånvaro", "dolt")] = ""
    """Det som står i stället för värdet för en liten grupp. Exempel: `Visas inte`."""
    rader: Lista[Sjukrad]
    """Måtten, ett på varje rad; de visas i samma ordning var de än står."""

    def ordered(self) -> tuple[Sjukrad, ...]:
        """The measures in their own order, however they are written."""
        return tuple(sorted(self.rader, key=lambda row: MEASURES.index(row.id)))

    def words(self, row: Mätrad) -> dict[str, str]:
        """The word that hides a small group, where no value stands beside it."""
        return {point: self.dolt for point in row.dolda() if row.värden.get(point) is None}

    def hidden(self, row: str) -> tuple[str, ...]:
        """The points of small groups."""
        return next(one.få for one in self.rader if one.id == row)

    def tabeller(self, register: Register) -> tuple[Tabell, ...]:
        """The table, with a note on what is hidden."""
        made = super().tabeller(register)
        hidden = any(row.ord for row in self.grid.rader)
        return tuple(table.med_noter([register.ord.sjukfrånvaro.därför]) for table in made) if hidden else made
