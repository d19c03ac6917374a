"""The forms of ``asn serve --edit``, made in the sandbox: a page's form, and a file with what was sent in it."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from asn.files import Changed, FileSource, OnDisk
from asn.finding import Finding, Place, Severity
from asn.forms.controls import Choices
from asn.forms.form import Form, SentValues, form, parts_of, record_label, title
from asn.forms.records import LocatedRecord, Note, by_name, pointer, record_at, steps
from asn.forms.saving import Refusal, changed_values, saved
from asn.load.project import Projekt, load_project
from asn.load.reading import Reader
from asn.model.ledger import LEDGER
from asn.model.ord import Ord
from asn.model.report import UNITS, Rapport, Rapportblad
from asn.output.plain import plain
from asn.output.text import verdict_of
from asn.pinning import lacks_pins, pinned, pins_of
from asn.pipeline import Checked, checked
from asn.preview.answers import PREVIEW_RESOURCES, form_address, form_style
from asn.read import Tree, read_yaml
from asn.readable import readable
from asn.render.template import environment
from asn.schema import model_for

_KEPT = 60  # versions of files that pages which are open were made of
_SHEET = "Titel, datum och beslut"


@readable
@dataclass(frozen=True, slots=True)
class FormFinding:
    """A finding in the list above a form, with the field that it is about, if that is on the page."""

    allvar: str
    text: str
    hint: str
    id: str
    etikett: str


@readable
@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that can be edited, in the list of them: what it is called, its form and what is said of it."""

    titel: str
    adress: str
    antal: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: the report, the file, what the file holds, and the record that is edited."""

    name: str
    file: str
    tree: Tree
    data: bytes
    record: LocatedRecord

    def address(self, way: str = "") -> str:
        """The address of the form of a record in the file."""
        return form_address(self.name, self.file.removeprefix(f"content/{self.name}/"), way)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a page is shown: what stands in its fields, why it is shown, what is found, and texts that have no field."""

    sent: SentValues
    state: str = ""
    findings: Sequence[Finding] = ()
    gone: Sequence[tuple[str, str]] = ()


class Forms:
    """Answers what is asked of forms, each time with the project as it is now.

    ``anchor`` gives the section of a report's page that a place belongs to.
    """

    def __init__(self, root: Path, reader: Reader, anchor: Callable[[str, Place], str]) -> None:
        self._root, self._reader, self._anchor = root, reader, anchor
        self._said: dict[str, tuple[Projekt, Checked]] = {}
        self._versions: dict[str, bytes] = {}

    def form(self, project: Projekt, request: Mapping[str, Any]) -> dict[str, Any]:
        """A page with a form."""
        page = self._page(project, request)
        if page is None:
            return {"status": 404}
        self._versions[_sum(page.data)] = page.data
        while len(self._versions) > _KEPT:
            del self._versions[next(iter(self._versions))]
        findings = self._findings(project, page.name, page.file)
        return self._laid_out(project, page, request, _Look(SentValues(new=request["ny"]), request["läge"], findings))

    def save(self, project: Projekt, request: Mapping[str, Any]) -> dict[str, Any]:
        """The file's new bytes, or a page that says why there are none."""
        page = self._page(project, request)
        sent = {name: value for name, value in request["värden"].items() if name.startswith(("/", "nyckel /"))}
        if page is None or request["summa"] != _sum(page.data):
            return self._overtaken(project, request, sent)
        choices = self._choices(project, page.name)
        filled = form(page.record, choices, SentValues(values=sent))
        try:
            done = saved(page.data, page.tree, filled, sent, request["gör"])
        except Refusal as why:
            return self._refused(project, page, request, sent, {why.name: [Note("fel", why.message)]})
        except KeyError:
            return {"status": 400}
        source: FileSource = Changed(OnDisk(self._root), {page.file: done.data})
        then = load_project(self._root, self._reader, source=source)
        faults = _faults(project, then, page.name)
        if faults:
            notes = by_name(faults, done.tree, _names(filled), done.added, filled.block.name)
            return self._refused(project, page, request, sent, notes)
        return {
            "status": 200,
            "gammal": base64.b64encode(page.data).decode(),
            "ny": base64.b64encode(_with_pins(then, page, done.data)).decode(),
            "etikett": title(page.tree.value) or page.file,
        }

    def _page(self, project: Projekt, request: Mapping[str, Any]) -> _Page | None:
        """The page that is asked for, if there are such a file and such a record."""
        file = f"content/{request['rapport']}/{request['fil']}"
        data = project.filer.get(file)
        if data is None or model_for(file) is None or request["fil"] == LEDGER:
            return None
        tree, _ = read_yaml(file, data)
        record = record_at(file, tree.value, steps(request["post"])) if tree else None
        return _Page(request["rapport"], file, tree, data, record) if tree and record else None

    def _choices(self, project: Projekt, name: str) -> Choices:
        return Choices(project, project.rapport(name), int(name[:4]))

    def _findings(self, project: Projekt, name: str, file: str) -> list[Finding]:
        """What the checks say of a file; what was found when it was read, where the report can't be put together."""
        report = project.rapport(name)
        if report is None:
            return [finding for finding in project.fynd if finding.place.file == file]
        kept = self._said.get(name)
        if kept is None or kept[0] is not project:
            kept = self._said[name] = (project, checked(project, report))
        return [finding for finding in kept[1].fynd if finding.place.file == file]

    def _refused(
        self,
        project: Projekt,
        page: _Page,
        request: Mapping[str, Any],
        sent: Mapping[str, str],
        notes: Mapping[str, Sequence[Note]],
    ) -> dict[str, Any]:
        """The page again, with all that was sent standing in it and why it can't be saved."""
        answer = self._laid_out(project, page, request, _Look(SentValues(sent, {}, notes, request["ny"]), "fel"))
        return answer | {"status": 422}

    def _overtaken(self, project: Projekt, request: Mapping[str, Any], sent: Mapping[str, str]) -> dict[str, Any]:
        """Both texts: what was sent stands in the fields, and below them what the file says now."""
        page = self._page(project, request) or self._page(project, {**request, "post": ""})
        if page is None:
            return {"status": 404}
        filled = form(page.record, self._choices(project, page.name), SentValues(values=sent))
        mine = self._sender_changes(request, sent, filled)
        others = {name: filled.entries[name].now for name in changed_values(filled.entries, mine)}
        gone = [(name.rpartition("/")[2], text) for name, text in mine.items() if name not in filled.entries and text]
        values = {name: text for name, text in sent.items() if name in others or "/-" in name}
        answer = self._laid_out(project, page, request, _Look(SentValues(values, others), "krock", gone=gone))
        return answer | {"status": 409}

    def _sender_changes(self, request: Mapping[str, Any], sent: Mapping[str, str], now: Form) -> dict[str, str]:
        """What was changed by whoever sent it: against the file that the page was made of, if that is still known."""
        data = self._versions.get(request["summa"])
        file = f"content/{request['rapport']}/{request['fil']}"
        tree = read_yaml(file, data)[0] if data else None
        record = record_at(file, tree.value, steps(request["post"])) if tree else None
        if record is None:
            return changed_values(now.entries, sent)
        empty = Choices(Projekt(self._root, (), (), {}, {}, ()), None, 0)
        return changed_values(form(record, empty, SentValues(values=sent)).entries, sent)

    def _laid_out(self, project: Projekt, page: _Page, request: Mapping[str, Any], look: "_Look") -> dict[str, Any]:
        choices, sent = self._choices(project, page.name), look.sent
        names = _names(form(page.record, choices, sent))
        notes = dict(sent.notes) or by_name(look.findings, page.tree, names, {})
        page_form = form(page.record, choices, SentValues(sent.values, sent.others, notes, sent.new))
        report = project.rapport(page.name)
        html = _rendered(
            "redigera",
            namn=page.name,
            titel=report.titel if report else page.name,
            fastställd=bool(report and not report.utkast),
            block=page_form.block,
            rubrik=_heading(page, report, choices),
            adress=page.address(),
            väg=_way(page),
            post=pointer(page.record.path),
            ny=sent.new,
            läge=look.state,
            fynd=tuple(_listed(page_form, notes)),
            borta=tuple(look.gone),
            krockar=tuple((part.id, part.label) for part in parts_of(page_form.block) if part.name in sent.others),
            nyckel=request["nyckel"],
            summa=_sum(page.data),
            ångra=request["ångra"],
            ankare=self._anchor(page.name, page.tree.place(page.record.path)),
        )
        return {"status": 200, "html": html}

    def listed(self, project: Projekt, request: Mapping[str, Any]) -> dict[str, Any]:
        """The page that lists all that can be written in a report."""
        name = request["rapport"]
        folder, report = f"content/{name}/", project.rapport(name)
        names = [file.removeprefix(folder) for file in project.filer if file.startswith(folder)]
        units = [file for file in names if file.startswith(f"{UNITS}/")]
        sheet = [file for file in names if file == "rapport.yaml"]
        order = [part.file().removeprefix(folder) for part in report.avsnitt] if report else []
        parts = sorted(
            set(names) - {*units, *sheet}, key=lambda file: (file not in order, file in order and order.index(file))
        )
        groups = (("Enheterna", units), ("Rapportens avsnitt", parts), ("Om rapporten", sheet))
        rows = ((heading, tuple(self._rows(project, name, files))) for heading, files in groups)
        return {
            "status": 200,
            "html": _rendered(
                "redigera_lista",
                namn=name,
                titel=report.titel if report else name,
                fastställd=bool(report and not report.utkast),
                grupper=tuple((heading, entries) for heading, entries in rows if entries),
            ),
        }

    def _rows(self, project: Projekt, name: str, files: Iterable[str]) -> Iterator[FileEntry]:
        choices, report = self._choices(project, name), project.rapport(name)
        for file in files:
            page = self._page(project, {"rapport": name, "fil": file, "post": ""})
            if page:
                findings = self._findings(project, name, page.file)
                text = verdict_of(findings).removesuffix(" i 1 fil") if findings else ""
                yield FileEntry(_heading(page, report, choices), form_address(name, file), text)


def _faults(now: Projekt, then: Projekt, name: str) -> list[Finding]:
    """Why the report, or any other, couldn't be put together with the new file; nothing if it can."""
    if set(then.fel_i) <= set(now.fel_i) - {name}:
        return []
    known = {(finding.code, finding.message) for finding in now.fynd}
    faults = [finding for finding in then.fynd if finding.severity is Severity.FEL]
    new = [finding for finding in faults if (finding.code, finding.message) not in known]
    return new or ([] if name in now.fel_i else faults)


def _with_pins(then: Projekt, page: _Page, data: bytes) -> bytes:
    """The new file, whose new exceptions say what they are about, as fmt would have them; old ones are left alone."""
    report = then.rapport(page.name)
    if report is None or not lacks_pins(data) or lacks_pins(page.data):
        return data
    return pinned(page.file, data, pins_of(then, report, page.file))[0]


def _rendered(name: str, **values: Any) -> str:
    env = environment(PREVIEW_RESOURCES, {"urlencode": lambda text: quote(str(text), safe="/")}, Ord())
    style = Markup(form_style())  # noqa: S704 - our own file
    return env.get_template(f"html/{name}.j2").render(stil=style, **values)


def _names(form: Form) -> dict[str, None]:
    return {part.name: None for part in parts_of(form.block)}


def _listed(form: Form, notes: Mapping[str, Sequence[Note]]) -> Iterable[FormFinding]:
    """The findings of a page in its order, each with the field that it is about."""
    seen: set[str] = set()
    for part in parts_of(form.block):
        if part.name in notes and part.name not in seen:
            seen.add(part.name)
            yield from (
                FormFinding(note.allvar, note.text, note.hint, part.id, part.label) for note in notes[part.name]
            )


def _heading(page: _Page, report: Rapport | None, choices: Choices) -> str:
    """What a page is called: a whole section by the heading that the report gives it."""
    if page.record.path:
        return record_label(page.record, choices)
    if page.record.kind is Rapportblad:
        return _SHEET
    section = next((part for part in (report.avsnitt if report else ()) if part.file() == page.file), None)
    return (section and section.rubrik) or record_label(page.record, choices)


def _way(page: _Page) -> tuple[tuple[str, str], ...]:
    """The records around the one that is edited, each with its address."""
    path = page.record.path
    places = [path[:length] for length in range(len(path)) if length == 0 or isinstance(path[length - 1], int)]
    around = [record_at(page.file, page.tree.value, tuple(map(str, place))) for place in places]
    records = [one for one in around if one and one.path != path]
    return tuple((plain(title(one.value)) or page.file, page.address(pointer(one.path))) for one in records)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
