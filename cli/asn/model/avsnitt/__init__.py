"""The kinds of section. To add one: a model in this folder, its name in KINDS, and a template of the same name."""

from functools import lru_cache
from typing import Annotated, Union, get_args

from pydantic import Field, TypeAdapter
from typing_extensions import TypeAliasType  # pydantic's own; Python has it from 3.12

from asn.model.avsnitt.belopp import Belopp, Beloppsposter, Brygga
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målöversikt
from asn.model.avsnitt.matris import Matris, Sjukfrånvaro
from asn.model.avsnitt.plan import Målplan, Planuppföljning
from asn.model.avsnitt.samlat import Samlade_ekonomin, Samlade_målen
from asn.model.avsnitt.tabell import Tabellen
from asn.model.avsnitt.text import (
    Avgifter,
    Bilder,
    Dokumentlista,
    Frågor,
    Händelser,
    Lättläst,
    Nyckeltalslista,
    Organisation,
    Pdfbilaga,
    Textavsnitt,
    Underskrifter,
)
from asn.model.avsnitt.uppfoljning import Aktiviteter, Risker, Statusräkning, Uppdragslista, Årshjul

KINDS: tuple[type[Avsnitt], ...] = (
    Aktiviteter,
    Avgifter,
    Belopp,
    Beloppsposter,
    Bilder,
    Brygga,
    Dokumentlista,
    Frågor,
    Händelser,
    Lättläst,
    Matris,
    Mål,
    Målplan,
    Målöversikt,
    Nyckeltalslista,
    Organisation,
    Pdfbilaga,
    Planuppföljning,
    Risker,
    Samlade_ekonomin,
    Samlade_målen,
    Sjukfrånvaro,
    Statusräkning,
    Tabellen,
    Textavsnitt,
    Underskrifter,
    Uppdragslista,
    Årshjul,
)


def slag_of(kind: type[Avsnitt]) -> str:
    """The word that a kind of section is chosen by."""
    return str(get_args(kind.model_fields["slag"].annotation)[0])


KIND_OF: dict[str, type[Avsnitt]] = {slag_of(kind): kind for kind in KINDS}
"""Each kind of section by the word that chooses it."""


def section_kind(value: object) -> type[Avsnitt] | None:
    """The kind of section that a mapping of values says that it is; None if it says none, or one that there isn't."""
    slag = value.get("slag") if isinstance(value, dict) else None
    return KIND_OF.get(slag) if isinstance(slag, str) else None


# A section says its kind in ``slag``, so only that kind's model reads it and no finding speaks of the others.
# By a name of its own pydantic makes the union once: else each kind in it would hold all the others, one in the other,
# and with some thirty kinds Python's stack has no room for that.
NågotAvsnitt = TypeAliasType("NågotAvsnitt", Annotated[Union[KINDS], Field(discriminator="slag")])  # type: ignore[valid-type]  # noqa: UP007 - of a tuple


@lru_cache(maxsize=1)
def any_section() -> TypeAdapter[Avsnitt]:
    """What reads a section of any kind, built when it is first needed and then once for all kinds.

    A section holds sections: that circle is closed here, since the name of the union is known only here, where
    pydantic looks it up.
    """
    return TypeAdapter(NågotAvsnitt)
