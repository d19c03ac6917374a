"""How pieces of a file are shown in messages."""

_SHOWN = 60
LONG_TEXT = "Sätt citattecken runt hela texten, eller skriv | efter kolonet och texten indragen under."


def one_line(text: str) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def quoted(text: str) -> str:
    """The text as it is written within quotation marks in YAML."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quoting(text: str) -> str:
    """The cure for text that YAML takes for something else: quotes, or a block where the text is long."""
    line = " ".join(text.split())
    if len(line) > _SHOWN:
        return LONG_TEXT
    return f"Sätt citattecken: {quoted(line)}."
