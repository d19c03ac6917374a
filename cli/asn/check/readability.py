"""L1xx: whether a text is as easy to read as the report says that it is to be; silent where it says nothing.

LIX is words a sentence, and of a hundred words how many are longer than six letters (C. H. Björnsson, Läsbarhet, 1968).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from asn.check.figures_in_text import Passage, sentences, without_expressions
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import Severity
from asn.model.avsnitt.grund import Avsnitt, Läsbarhet
from asn.model.avsnitt.text import Lättläst

_EASY = Läsbarhet.model_construct(lix=30, ord_i_mening=15)
_LEAST = 40  # words of a text that LIX says anything of
_LONG = 6  # letters of a word that isn't long
_WORD = re.compile(r"[^\W_]+(?:[-’:][^\W_]+)*")
_MARKUP = re.compile(r"\]\([^)\n]*\)|\[\^[^\]\n]*\]|<[^>\n]*>")
_SHORT = re.compile(r"(?<![\w.-])[A-ZÅÄÖ](?:[A-ZÅÄÖ]|[a-zåäö](?=[A-ZÅÄÖ])){1,5}(?=:|\b)(?!\w)")
_KNOWN = frozenset({"AB", "EU", "FN", "ID", "IT", "PDF", "TV", "OK"})


@dataclass
class _Text:
    """The passages of a section that are to be easy to read, with what is asked of them."""

    section: Avsnitt
    asked: Läsbarhet
    passages: list[Passage] = field(default_factory=list)

    @property
    def mild(self) -> Severity | None:
        """How grave a finding is: advice, but in what is said to be easy to read."""
        return None if isinstance(self.section, Lättläst) else Severity.RÅD


def _asked(seen: Granskad) -> list[_Text]:
    """The texts of the sections that say how easy they are to be, in the report's order."""
    texts: dict[int, _Text] = {}
    for passage in seen.passager:
        sections = [record for record in passage.väg if isinstance(record, Avsnitt)]
        asked = next((limits for one in reversed(sections) if (limits := _limits(one))), None)
        if asked and passage.steps[0] != "anvisning":
            texts.setdefault(id(sections[-1]), _Text(sections[-1], asked)).passages.append(passage)
    return list(texts.values())


def _limits(section: Avsnitt) -> Läsbarhet | None:
    return section.läsbarhet or (_EASY if isinstance(section, Lättläst) else None)


def _plain(text: str) -> str:
    """The text as it is read, each character where it stands: what is fetched, and marks, are blanks."""
    return _MARKUP.sub(lambda mark: " " * len(mark[0]), without_expressions(text).replace("\x00", " "))


def too_hard(seen: Granskad) -> Iterator[Fynd | Looked]:
    """L110: the LIX of a section's text is no higher than it is to be; of a few words it says nothing."""
    for text in _asked(seen):
        plain = [_plain(passage.text) for passage in text.passages]
        words = [word for one in plain for word in _WORD.findall(one)]
        if len(words) < _LEAST:
            continue
        lines = sum(1 for one in plain for _ in sentences(one))
        lix = round(len(words) / lines + 100 * sum(len(word) > _LONG for word in words) / len(words))
        if lix <= text.asked.lix:
            yield OK
            continue
        first = text.passages[0]
        message = f"Texten har LIX {lix}, men ska ha högst {text.asked.lix}."
        hint = "Dela långa meningar, och byt långa ord mot korta."
        yield Fynd(first.väg[-1].at(*first.steps), message, hint, text.mild)


def long_sentence(seen: Granskad) -> Iterator[Fynd | Looked]:
    """L111: a sentence has no more words than are asked for."""
    for text in _asked(seen):
        for passage in text.passages:
            plain = _plain(passage.text)
            for start, end in sentences(plain):
                count = len(_WORD.findall(plain[start:end]))
                if count <= text.asked.ord_i_mening:
                    yield OK
                    continue
                first = end - len(plain[start:end].lstrip())
                message = f"Meningen har {count} ord, men ska ha högst {text.asked.ord_i_mening}."
                yield Fynd(passage.place(first, end), message, "Dela den i två.", text.mild)


def unexplained(seen: Granskad) -> Iterator[Fynd | Looked]:
    """L112: an abbreviation is explained where it is first used; what is easy to read explains all its own."""
    asked = {id(passage): text for text in _asked(seen) for passage in text.passages}
    explained: set[str] = set()
    for passage in seen.passager if asked else ():
        text, plain = asked.get(id(passage)), _plain(passage.text)
        own = {text for one in text.passages for text in _explained(_plain(one.text))} if text else set()
        explained |= _explained(plain)
        for match in _SHORT.finditer(plain) if text else ():
            name = match[0]
            known = own if text and isinstance(text.section, Lättläst) else explained
            if name in known or name in _KNOWN or (text and name in text.asked.kända):
                yield OK
                continue
            explained.add(name)
            own.add(name)
            hint = f"Skriv ut vad den betyder, med {name} inom parentes efter. Sedan räcker {name}."
            where = passage.place(match.start(), match.end())
            yield Fynd(where, f"Förkortningen {name} förklaras inte.", hint, text.mild if text else None)


def _explained(text: str) -> set[str]:
    """The abbreviations that stand within brackets after words, or before brackets with words."""
    names = {one[0] for one in _SHORT.finditer(text) if text[one.end() : one.end() + 2] == " ("}
    return names | {one[0] for one in _SHORT.finditer(text) if text[one.start() - 1 : one.start()] == "("}


RULES: tuple[Rule, ...] = (
    Rule("L110", too_hard, Severity.VARNING, "Texten är svårare att läsa än den ska vara"),
    Rule("L111", long_sentence, Severity.VARNING, "För lång mening"),
    Rule("L112", unexplained, Severity.VARNING, "Förkortning som inte förklaras"),
)
