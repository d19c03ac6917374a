"""Several reports judged at once, by two processes."""

import os

import pytest
from tests.fixtures.projects import loaded, report
from tests.fixtures.reports import project

from asn import judgement
from asn.judgement import judged
from asn.pipeline import checked
from asn.sandbox import Ended, Limits

NAMES = ("2019/VB", "2020/T1", "2020/VB", "2021/T1", "2022/T1")


@pytest.mark.parametrize("processors", [1, 2, 64])
@pytest.mark.parametrize("count", range(len(NAMES) + 1))
def test_the_same_is_said_by_however_many(tmp_path, monkeypatch, processors, count):
    """Of no report, of one, of an even and of an odd number; with one processor nobody is forked."""
    monkeypatch.setattr(judgement, "_processors", lambda: processors)
    if processors == 1:
        monkeypatch.setattr(os, "fork", None)
    files = [
        report(f"slag: text\ntext: Antalet ökade med {number}% i år.\n", name)
        for number, name in enumerate(NAMES[:count])
    ]
    small = loaded(tmp_path, {name: text for one in files for name, text in one.items()})
    assert judged(small, small.rapporter) == [checked(small, one) for one in small.rapporter]
    assert all(one.fynd for one in judged(small, small.rapporter))


def test_real_reports():
    """Findings, exceptions and the places that were looked at, of all reports of the repository."""
    assert judged(project(), project().rapporter) == [checked(project(), one) for one in project().rapporter]


def test_a_child_has_no_more_time_than_its_parent(tmp_path, monkeypatch):
    """What takes too long is ended, and said."""

    def endless(*_):
        while True:
            pass

    small = loaded(tmp_path, {**report("slag: text\n", NAMES[0]), **report("slag: text\n", NAMES[1])})
    monkeypatch.setattr(judgement, "_processors", lambda: 2)
    monkeypatch.setattr(judgement, "examined", endless)
    monkeypatch.setattr(Limits, "inherited", lambda: Limits(1))
    with pytest.raises(Ended, match="för lång tid"):
        judged(small, small.rapporter)
