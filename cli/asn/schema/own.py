"""What a project itself has of what fields can name: units, målområden, scales and lights, each with its name."""

from collections.abc import Mapping

from asn.light import READY_CLASSES
from asn.model.record import Post
from asn.model.register import Enhetsfil, Målområdesfil
from asn.model.skalor import Skalfil
from asn.schema.fields import LIGHTS, Own


def own_ids(shared: Mapping[str, Post]) -> Own:
    """The ids that a project has, with their names, by the register; a register that couldn't be read has none.

    Args:
        shared: what all reports share, by file.
    """
    found: dict[str, dict[str, str]] = {}
    for record in shared.values():
        match record:
            case Enhetsfil():
                found["enheter"] = {one.id: one.namn for one in record.enheter}
            case Målområdesfil():
                found["målområden"] = {one.id: one.namn for one in record.målområden}
            case Skalfil():
                found["skalor"] = {one.id: one.namn for one in record.skalor}
                own = [light for one in record.skalor for light in one.ljus()]
                ready = {klass.id: klass.ord for klass in READY_CLASSES}
                found[LIGHTS] = {**ready, **{light.id: light.ord for light in own}}
    return found
