"""U403–U405: numbers that the content holds run on, what a text refers to is there, what has one id has one name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from asn.check.figures_in_text import sentences
from asn.check.prose.qualifiers import Doubt, cues, own_words
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.finding import Place, Severity
from asn.model.avsnitt.belopp import Tabellrad
from asn.model.avsnitt.mal import Indikator, Mål, Nämndmål
from asn.model.avsnitt.matris import Matris
from asn.model.avsnitt.plan import Målplan, Planerad_aktivitet
from asn.model.avsnitt.tabell import Tabellnot
from asn.model.avsnitt.uppfoljning import Aktivitet, Risk, Uppdrag
from asn.model.record import Post
from asn.model.report import Rapport

_GOAL = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_LED = re.compile(r"(?P<word>[A-ZÅÄÖ][a-zåäö]+ )?(?P<number>\d{1,2})[.:]\s")

NamePlace = tuple[str, Post, str]
"""A name, and the record and the field that it stands in."""


class Numbered(NamedTuple):
    """Something with a number: the number, how it is told, and the record and the field that it stands in."""

    number: int
    text: str
    post: Post
    fält: str

    @property
    def place(self) -> Place:
        """Where it stands; looked up only for what something is said of."""
        return self.post.at(self.fält)


def annexes(report: Rapport) -> Iterator[Fynd | Looked]:
    """Annexes are numbered 1, 2, 3 in their order."""
    numbered = [(part, part.bilaga) for part in report.alla_avsnitt() if part.bilaga is not None]
    yield from _sequence([Numbered(n, f"Bilaga {n}", part, "bilaga") for part, n in numbered], 1)


def numbered_goals(report: Rapport) -> Iterator[Fynd | Looked]:
    """Goals are numbered under their målområde, and indicators under their goal or through the målområde."""
    for chapter in report.avsnitt:
        sections = [part for part in chapter.alla() if isinstance(part, (Mål, Målplan))]
        for kind in (Mål, Målplan):
            yield from _goals([part for part in sections if isinstance(part, kind)], report)
        for part in sections:
            yield from _indicators(part)


def _goals(sections: Iterable[Mål | Målplan], report: Rapport) -> Iterator[Fynd | Looked]:
    groups: dict[str, list[Numbered]] = {}
    for part in sections:
        area = report.register.målområde(part.målområde).nummer if part.målområde else None
        for goal in part.nämndmål:
            if not goal.nummer or not _GOAL.fullmatch(goal.nummer):
                continue
            group, _, last = goal.nummer.rpartition(".")
            if area and group and group.split(".")[0] != str(area):
                message = f"Målet har nummer {goal.nummer} men står under målområde {area}."
                yield Fynd(goal.at("nummer"), message, f"Numret ska börja med {area}.")
            entry = Numbered(int(last), f"Mål {goal.nummer}", goal, "nummer")
            groups.setdefault(group, []).append(entry)
    for numbered in groups.values():
        yield from _sequence(numbered, 1)


def _indicators(part: Mål | Målplan) -> Iterator[Fynd | Looked]:
    last = 0
    for goal in part.nämndmål:
        items: tuple[Indikator, ...] = goal.indikatorer
        own = [Numbered(item.nummer, f"Indikator {item.nummer}", item, "nummer") for item in items if item.nummer]
        if own:
            yield from _sequence(own, last + 1 if own[0].number == last + 1 else 1)
            last = max(item.number for item in own)


def headings(report: Rapport) -> Iterator[Fynd | Looked]:
    """No heading stands twice at one level, and numbers that headings or rows begin with run on."""
    yield from _siblings([(part.rubrik, part, "rubrik") for part in report.avsnitt if part.rubrik])
    for part in report.alla_avsnitt():
        yield from _siblings([(under.rubrik, under, "rubrik") for under in part.underavsnitt if under.rubrik])
        match part:
            case Mål(nämndmål=named) | Målplan(nämndmål=named):
                yield from _siblings([(item.namn, item, "namn") for item in named])
            case Matris(rader=rows):
                yield from _numbered_names([(row.namn, row, "namn") for row in rows])


def _siblings(named: list[NamePlace]) -> Iterator[Fynd | Looked]:
    first: dict[str, Post] = {}
    for text, post, field in named:
        before = first.setdefault(text.casefold().rstrip(" ."), post)
        if before is post:
            yield OK
        else:
            place = post.at(field)
            message = f"«{text.rstrip('.')}» står redan {_where(before.at(field), place)}, på samma nivå."
            yield Fynd(place, message, "Två rubriker på samma nivå ska heta olika; annars är en av dem fel.")
    yield from _numbered_names(named)


def _where(before: Place, place: Place) -> str:
    return f"på rad {before.line}" if before.file == place.file else f"i {before.file}"


def _numbered_names(named: list[NamePlace]) -> Iterator[Fynd | Looked]:
    """The numbers that names begin with: «Mål 1:», «2.»."""
    groups: dict[str, list[Numbered]] = {}
    for text, post, field in named:
        if number := _LED.match(text):
            entry = Numbered(int(number["number"]), f"«{number[0].rstrip('.: ')}»", post, field)
            groups.setdefault(number["word"] or "", []).append(entry)
    for numbered in groups.values():
        yield from _sequence(numbered, numbered[0].number)


def _sequence(numbered: list[Numbered], first: int) -> Iterator[Fynd | Looked]:
    """Numbers that should run from the first on: none doubled, none left out, each after the one before."""
    first_of: dict[int, Numbered] = {}
    last = first - 1
    for item in numbered:
        before = first_of.setdefault(item.number, item)
        if before is not item:
            where = _where(before.place, item.place)
            yield Fynd(item.place, f"{item.text} finns redan {where}.", "Ge den här ett eget nummer.")
        elif item.number < last:
            yield Fynd(item.place, f"{item.text} kommer efter nummer {last}.", "Byt ordning, eller rätta numret.")
        elif item.number > last + 1:
            message = f"{item.text} borde vara nummer {last + 1}: det numret saknas."
            yield Fynd(item.place, message, f"Skriv {last + 1}, eller lägg till det som saknas.")
        else:
            yield OK
        last = max(last, item.number)


_ANNEX = re.compile(r"\b(?P<word>bilag(?:a|an|or|orna)) (?P<number>[0-9]{1,2})\b(?! (?:till|i|av) )", re.IGNORECASE)
# «Kommunplanens bilaga 2» is another document's.
_OWNED = re.compile(r"\b(?!rapport|redogörelse|delår|nämndplan)(?P<owner>\w[\w:]*)s\s+$", re.IGNORECASE)
_MARK = re.compile(r"[¹²³⁰-⁹](?<=[A-Za-zÅÄÖåäö.,;:)].)[¹²³⁰-⁹]*(?![\w/])")
_SQUARED = re.compile(r"(?:k?m|c?m|ha)$")  # m², not a note
_SELF = {"motivering", "till_läsaren", "gäller"}
_ABSENT = re.compile(
    r"\b(?:saknas|ingår inte|(?:finns|fanns) inte|är (?:därför )?inte med|återges inte|redovisas inte)\b"
)
_IDENTIFIED = (Nämndmål, Indikator, Uppdrag, Aktivitet, Risk)
_FOLLOWED = (Uppdrag, Aktivitet, Planerad_aktivitet)
_TOLD = ("namn", "målnivå", "delmål")


def led_nowhere(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An annex that a text refers to, and the note that a raised figure or a mark stands for, are in the report."""
    annexes = {part.bilaga for part in seen.rapport.alla_avsnitt() if part.bilaga is not None}
    for passage in seen.texter:
        if passage.steps[0] in _SELF:
            continue
        for match in _ANNEX.finditer(passage.text) if "bilag" in passage.text.lower() else ():
            said = _ABSENT.search(passage.text, match.start())
            absent = said and "." not in passage.text[match.end() : said.start()]
            if int(match["number"]) in annexes or absent or _is_anothers(passage.text, match, seen.rapport):
                yield OK
                continue
            there = f"Det finns: {', '.join(map(str, sorted(annexes)))}." if annexes else "Rapporten har inga bilagor."
            place = passage.place(match.start(), match.end())
            yield Fynd(place, f"Texten hänvisar till bilaga {match['number']}, som inte finns.", there)
        for match in _MARK.finditer(passage.text):
            if not _SQUARED.search(passage.text[: match.start()]):
                place = passage.place(match.start(), match.end())
                hint = "Skriv fotnoten under fotnoter och [^id] i texten, eller ta bort märket."
                yield Fynd(place, f"Notmärket {match[0]} har ingen fotnot.", hint)
    yield from _row_marks(seen)


def _is_anothers(text: str, match: re.Match[str], report: Rapport) -> bool:
    """Whether an annex is told to be of another document, or of another municipality's."""
    start, end = next((a, b) for a, b in sentences(text) if a <= match.start() < b)
    place = any(cue.doubt is Doubt.PLATS for cue in cues(text[start:end], own_words(report)))
    owned = _OWNED.search(text[start : match.start()])
    kind = report.slag.namn.split()[0].lower()  # «verksamhetsberättelsens bilaga 1» is the report's own
    return place or bool(owned and not owned["owner"].lower().startswith(kind))


def _row_marks(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A row's mark, «*», is explained below its table."""
    for part in seen.rapport.alla_avsnitt():
        notes = [note.tecken for note in Tabellnot.of(part)]
        marked = [row for row in Tabellrad.of(part) if row.not_] if part.anvisning or part.fotnoter or notes else []
        lines = [*notes, *(line.strip() for line in (part.anvisning or "").split("\n"))]
        for row in marked:
            mark = row.not_ or ""
            has_note = any(line.replace("\\", "").startswith(mark) for line in lines)
            yield (
                OK
                if has_note
                else Fynd(row.at("not"), f"Noten {mark} förklaras inte under tabellen.", "Skriv den i «anvisning».")
            )


class _Known(NamedTuple):
    """What has an id, and where it was told first."""

    post: Post
    report: Rapport

    @property
    def place(self) -> Place:
        return self.post.at("namn")


def one_id_one_name(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The same id has the same name and the same målnivå: in a report, and for activities and uppdrag within a year."""
    first: dict[tuple[str, str], _Known] = {}
    for post in seen.rapport.poster(Post):
        if isinstance(post, _IDENTIFIED) and post.id:
            key = (_kind(post), post.id)
            known = first.setdefault(key, _Known(post, seen.rapport))
            if known.post is not post:
                yield _compared(post, known, seen.rapport, _TOLD)
    before: dict[tuple[str, str], _Known] = {}
    for report in seen.i_år:
        posts = [post for post in report.poster(Post) if isinstance(post, _FOLLOWED)]
        twice = Counter((_kind(post), post.id) for post in posts)
        once = (post for post in posts if post.id and twice[_kind(post), post.id] == 1)
        before |= {(_kind(post), post.id or ""): _Known(post, report) for post in once}
    for post in seen.rapport.poster(Post):
        then = before.get((_kind(post), post.id or "")) if isinstance(post, _FOLLOWED) else None
        if then:
            yield _compared(post, then, seen.rapport, ("namn",))


def _kind(post: Post) -> str:
    """What an id is the id of: an activity that is planned and one that is followed up are the same."""
    if isinstance(post, (Aktivitet, Planerad_aktivitet)):
        return "Aktivitet"
    return next((kind.__name__ for kind in _IDENTIFIED if isinstance(post, kind)), "")


def _compared(post: Post, known: _Known, report: Rapport, fields: tuple[str, ...]) -> Fynd | Looked:
    for name in fields:
        here, there = getattr(post, name, None), getattr(known.post, name, None)
        if here and there and _plain(here) != _plain(there):
            same = known.report is report
            where = f"på rad {known.place.line} i {known.place.file}" if same else f"i {known.report.omnämnd}"
            own: str = getattr(post, "id", "")
            message = f"«{own}» har {_WORD[name]} {_value_text(here)} här, men {_value_text(there)} {where}."
            hint = "Är det samma sak ska det stå lika. Är det en annan ska den ha ett eget id."
            return Fynd(post.at(name), message, hint, None if same else Severity.VARNING)
    return OK


_WORD = {"namn": "namnet", "målnivå": "målnivån", "delmål": "delmålen"}


def _plain(value: object) -> str:
    return " ".join(re.findall(r"\w+|[%<>≤≥]", _value_text(value).casefold()))


def _value_text(value: object) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, tuple)
        else f"«{value}»"
        if isinstance(value, str)
        else str(value)
    )
