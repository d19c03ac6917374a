"""The kinds of section. To add one: a model in this folder, its name in KINDS, and a template of the same name."""

from typing import Annotated, Union

from pydantic import Field

from asn.model.avsnitt.belopp import Belopp, Beloppsposter, Brygga
from asn.model.avsnitt.grund import Avsnitt
from asn.model.avsnitt.mal import Mål, Målöversikt
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.organisation import Organisation
from asn.model.avsnitt.plan import Målplan
from asn.model.avsnitt.text import (
    Avgifter,
    Dokumentlista,
    Frågor,
    Händelser,
    Nyckeltalslista,
    Textavsnitt,
    Underskrifter,
)
from asn.model.avsnitt.uppfoljning import Aktiviteter, Risker, Statusräkning, Uppdragslista, Årshjul

KINDS: tuple[type[Avsnitt], ...] = (
    Aktiviteter,
    Avgifter,
    Belopp,
    Beloppsposter,
    Brygga,
    Dokumentlista,
    Frågor,
    Händelser,
    Matris,
    Mål,
    Målplan,
    Målöversikt,
    Nyckeltalslista,
    Organisation,
    Risker,
    Statusräkning,
    Textavsnitt,
    Underskrifter,
    Uppdragslista,
    Årshjul,
)

# A section says its kind in ``slag``, so only that kind's model reads it and no finding speaks of the others.
NågotAvsnitt = Annotated[Union[KINDS], Field(discriminator="slag")]  # type: ignore[valid-type]  # noqa: UP007 - of a tuple

for kind in KINDS:
    kind.model_rebuild(_types_namespace={"NågotAvsnitt": NågotAvsnitt})
