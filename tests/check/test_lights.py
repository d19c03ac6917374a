"""The lights that rules judge: every one that the model says of a field, whatever kind of section it is in."""

from tests.fixtures.projects import REPO

from asn.check.scales import lights_in
from asn.load.project import load_project
from asn.model.avsnitt.samlat import Nämndens_mål, Samlade_målen


def test_a_light_is_found_however_deep_its_record_lies():
    """The boards' goals lie two records down in their section, and are judged by the scale that it names."""
    report = load_project(REPO / "exempel" / "kommun").rapport("2025/T2")
    goals = [goal for goal in report.poster(Nämndens_mål) if goal.bedömning]
    scales = {part.skala for part in report.poster(Samlade_målen)}
    found = {id(light.post): light for light in lights_in(report)}
    assert len(goals) > 3
    assert [found[id(goal)].bedömning for goal in goals] == [goal.bedömning for goal in goals]
    assert {light.skala and light.skala.id for light in found.values()} == scales
