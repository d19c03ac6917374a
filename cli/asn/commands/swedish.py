"""Click in Swedish: the commands, what all of them take, their help, and mistakes in usage."""

import importlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from asn import __version__
from asn.commands.screen import COLOR, QUIET, show
from asn.finding import did_you_mean
from asn.output.terminal import USUAL_WIDTH, columns, fitted, screen_width, wrapped

SUCCESS, CONTENT, USAGE, OURS, STOPPED = 0, 1, 2, 3, 130

Table = Mapping[str, tuple[str, str]]
# Each command's module is imported when it is asked for: --help must not pay for them all.
COMMANDS: Table = {
    "adopt": ("asn.commands.adopt", "Fastställ en rapport som nämnden har beslutat om."),
    "build": ("asn.commands.build", "Bygg rapporter som Markdown, HTML och PDF."),
    "check": ("asn.commands.check", "Kontrollera innehållet mot alla regler."),
    "list": ("asn.commands.list", "Visa rapporterna, hur långt de har kommit och vad som saknas."),
    "new": ("asn.commands.new", "Börja en ny period från en tidigare."),
    "completion": ("asn.commands.completion", "Låt skalet fylla i kommandon, val och perioder."),
    "diff": ("asn.commands.diff", "Visa vad som skiljer två perioder, eller två versioner."),
    "doctor": ("asn.commands.doctor", "Se vad som saknas på den här datorn, och hur det åtgärdas."),
    "fmt": ("asn.commands.fmt", "Ge alla filer samma stil, utan att ändra vad de säger."),
    "help": ("asn.commands.swedish:help_command", "Visa hjälpen om asn eller om ett kommando."),
    "handbok": ("asn.commands.handbok", "Bygg handboken för redaktörer som webbsida och PDF."),
    "import": ("asn.commands.imports", "Läs in siffror ur Excel, CSV och Kolada, och kom ihåg varifrån de kom."),
    "init": ("asn.commands.init", "Börja ett nytt projekt för en nämnd."),
    "pack": ("asn.commands.pack", "Packa det som diariet ska ha av en rapport."),
    "rule": ("asn.commands.rule", "Visa reglerna, eller förklara en av dem."),
    "serve": ("asn.commands.serve", "Visa rapporterna i webbläsaren medan de skrivs."),
    "site": ("asn.commands.site", "Gör en sajt av alla fastställda rapporter."),
    "verify": ("asn.commands.verify", "Pröva en färdig PDF mot källorna i den och mot båda standarderna."),
    "schema": ("asn.commands.schema", "Skriv ut JSON Schema för redaktörens program."),
}


_TERM = 30  # columns of a term that has its explanation beside it
_ROOM = 24  # columns that an explanation needs


def _version(ctx: click.Context, _: click.Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        show(f"asn {__version__}")
        ctx.exit()


def _kept(ctx: click.Context, name: str, value: object) -> None:
    if value is not None and value is not False:
        ctx.meta[name] = value


COMMON: tuple[click.Option, ...] = (
    click.Option(
        ["-C", "start"],
        metavar="MAPP",
        type=click.Path(file_okay=False),
        is_eager=True,
        expose_value=False,
        help="Gör det i den mappen i stället för där du står.",
    ),
    click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=lambda ctx, _, value: _kept(ctx, QUIET, value),
        help="Skriv bara svaret och det som är fel.",
    ),
    click.Option(
        ["--color"],
        type=click.Choice(["auto", "always", "never"]),
        metavar="NÄR",
        is_eager=True,
        expose_value=False,
        callback=lambda ctx, _, value: _kept(ctx, COLOR, value),
        help="Färger: auto (bara i en terminal), always eller never.",
    ),
    click.Option(["--debug"], is_flag=True, expose_value=False, help="Visa hela felspårningen om asn själv går fel."),
    click.Option(
        ["-V", "--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help="Visa versionen.",
    ),
)
"""Options of every command, before or after its name."""


def _change_folder(ctx: click.Context, opts: Mapping[str, Any]) -> None:
    """Go where ``-C`` says, before anything else is read.

    Raises:
        click.BadParameter: if it is no folder.
    """
    folder = opts.get("start")
    if folder and not ctx.resilient_parsing:
        try:
            os.chdir(str(folder))
        except OSError:
            raise click.BadParameter("", ctx=ctx, param=COMMON[0]) from None


class _Formatter(click.HelpFormatter):
    """Help in whole words, as wide as the screen."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        """As click's, which gives no width of its own."""
        there = screen_width(os.environ, terminal=sys.stdout.isatty()) or USUAL_WIDTH
        super().__init__(indent_increment, min(width or there, max_width or USUAL_WIDTH), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        head = f"{prefix or ''}{prog} "
        rest = " " * (len(head) if len(head) + _ROOM <= self.width else 4)
        self._write_lines(wrapped(args, self.width, head, rest))

    def write_text(self, text: str) -> None:
        """Paragraphs; one that begins with a backspace keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            kept = paragraph.removeprefix("\b\n")
            if kept != paragraph:
                paragraphs.append([part for line in kept.split("\n") for part in fitted(indent + line, self.width)])
            else:
                paragraphs.append(wrapped(paragraph, self.width, indent))
        self.write("\n\n".join("\n".join(lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM, col_spacing: int = 2) -> None:
        """Terms and what they mean; a long term has its explanation below."""
        pairs, indent = tuple(rows), " " * self.current_indent
        column = min(max((columns(term) for term, _ in pairs), default=0), col_max) + col_spacing + len(indent)
        column = column if column + _ROOM <= self.width else len(indent) + 4
        for term, meaning in pairs:
            if columns(indent + term) + col_spacing <= column:
                self._write_lines(wrapped(meaning, self.width, f"{indent}{term}".ljust(column), " " * column))
            else:
                self._write_lines(fitted(indent + term, self.width))
                self._write_lines(wrapped(meaning, self.width, " " * column))

    def _write_lines(self, lines: Iterable[str]) -> None:
        self.write("".join(f"{line.rstrip()}\n" for line in lines))


_WORDS = {"[required]": "[måste anges]", "[default: ": "[förvalt: ", "; default: ": "; förvalt: "}
_CLICK = re.compile("|".join(map(re.escape, _WORDS)))
_PIECES = {"[OPTIONS]": "[VAL]", "COMMAND [ARGS]...": "KOMMANDO …", "[COMMAND] [ARGS]...": "[KOMMANDO] …"}


class Problem(click.ClickException):
    """Something that the user can mend; shown without a traceback."""

    def __init__(self, message: str, exit_code: int = CONTENT) -> None:
        super().__init__(message)
        self.args = (message, exit_code)  # all that it takes to raise it again where another process asked
        self.code = exit_code


class Context(click.Context):
    """Where a command is run, with help in whole words."""

    formatter_class = _Formatter


class Command(click.Command):
    """A command with its help in Swedish, and what every command takes."""

    context_class = Context
    allow_extra_args = True  # so that invoke can name them

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, in the folder that ``-C`` names and with what the project sets as defaults.

        A mistake remembers which command it was made in.
        """
        try:
            opts, *_ = self.make_parser(ctx).parse_args(list(args))
            _change_folder(ctx, opts)
            if not ctx.resilient_parsing and not opts.get("help"):
                ctx.default_map = _settings().get(ctx.info_name or "", {})
            return super().parse_args(ctx, args)
        except click.UsageError as why:
            why.ctx = why.ctx or ctx
            raise

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The command's own, then those of every command."""
        own = super().get_params(ctx)
        asked = [param for param in own if "--help" in param.opts]
        return [*(param for param in own if param not in asked), *COMMON, *asked]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless it was given more than it asks for."""
        if ctx.args and not isinstance(self, click.Group):
            raise Problem(f"«{' '.join(ctx.args)}» är för mycket. Se {ctx.command_path} --help.", USAGE)
        return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help."""
        pieces = [_PIECES.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options and what they do."""
        rows = [row for param in self.get_params(ctx) if (row := param.get_help_record(ctx)) and row[1]]
        if rows:
            with formatter.section("Val"):
                formatter.write_dl([(name, _CLICK.sub(lambda word: _WORDS[word[0]], text)) for name, text in rows])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The examples, below each other where one line has no room for them."""
        whole = f"  {self.epilog}"
        lines = [whole] if columns(whole) <= formatter.width else re.split(" {2,}", whole.replace("  ", "", 1))
        if self.epilog:
            formatter.write_paragraph()
            formatter.write(
                "".join(f"{part}\n" for line in lines for part in fitted(f"  {line.strip()}", formatter.width))
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, told in Swedish."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Visa den här hjälpen."
        return option


class CommandGroup(Command, click.Group):
    """Commands by name, each imported when it is asked for.

    ``table`` gives the module that has each, as ``command`` or as the name after a colon, and what it does; ``heading``
    stands above them in the help, and ``unknown`` gives what to say of one that there isn't.
    """

    def __init__(self, table: Table, heading: str, unknown: Callable[[str], Exception], **own: Any) -> None:
        super().__init__(**own)
        self._table, self._heading, self._unknown = table, heading, unknown

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands' names."""
        return list(self._table)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, told without importing any of them."""
        named = ((name, text) for name, (_, text) in self._table.items() if name.startswith(incomplete))
        return [CompletionItem(name, help=text) for name, text in named] or super().shell_complete(ctx, incomplete)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """One command."""
        if cmd_name not in self._table:
            return None
        module, _, name = self._table[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name or "command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the user named, or a Swedish word on what there is."""
        if args[0] not in self._table:
            raise self._unknown(args[0])
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        with formatter.section(self._heading):
            formatter.write_dl([(name, text) for name, (_, text) in self._table.items()])
        Command.format_options(self, ctx, formatter)


def unknown_command(name: str) -> Problem:
    """What to say of a command that there isn't."""
    hint = did_you_mean(name, COMMANDS, f"Det finns: {', '.join(sorted(COMMANDS))}.", nearness=0.5)
    return Problem(f"Kommandot «{name}» finns inte. {hint}", USAGE)


@click.group(
    cls=CommandGroup,
    table=dict(sorted(COMMANDS.items())),
    heading="Kommandon",
    unknown=unknown_command,
    invoke_without_command=True,
    help="asn gör nämndens rapporter av YAML i git: kontrollerade, tillgängliga och lika varje gång.",
    epilog="Exempel:  asn build --period T1   asn check   asn rule E101",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def program(ctx: click.Context) -> None:
    """The program itself."""
    if ctx.invoked_subcommand is None:
        show(ctx.get_help())


@click.command(
    "help",
    cls=Command,
    help="Visa hjälpen om asn, eller om ett kommando. Samma hjälp som --help ger.",
    epilog="Exempel:  asn help   asn help check",
)
@click.argument(
    "name",
    required=False,
    metavar="[KOMMANDO]",
    shell_complete=lambda ctx, _, incomplete: program.shell_complete(ctx.find_root(), incomplete),
)
@click.pass_context
def help_command(ctx: click.Context, *, name: str | None) -> None:
    """Print the help."""
    parent = ctx.find_root()
    if name is None:
        show(parent.get_help())
        return
    asked = program.get_command(parent, name)
    if asked is None:
        raise unknown_command(name)
    show(asked.get_help(asked.context_class(asked, info_name=name, parent=parent)))


def _settings() -> Mapping[str, dict[str, Any]]:
    """What the project's ``asn.toml`` sets, by command."""
    from asn.commands.settings import settings  # --help needn't pay for it

    return settings(Path.cwd())


def in_swedish(why: click.ClickException) -> str:
    """What is wrong with the usage."""
    match why:
        case click.NoSuchOption():
            near = f" Menade du {why.possibilities[0]}?" if why.possibilities else ""
            return f"Valet {why.option_name} finns inte.{near} Se asn --help."
        case click.MissingParameter(param=param) if param is not None:
            return f"{(param.opts or ['argumentet'])[0]} måste anges. Se --help."
        case click.BadParameter(param=param) if param is not None:
            return _bad_value(param)
        case click.BadOptionUsage():
            return f"{why.option_name} {'tar inget' if _is_flag(why) else 'vill ha ett'} värde."
    return "Kommandot kan inte användas så. Se asn --help."


def _is_flag(why: click.BadOptionUsage) -> bool:
    options = why.ctx.command.get_params(why.ctx) if why.ctx else ()
    return any(isinstance(one, click.Option) and one.is_flag and why.option_name in one.opts for one in options)


def _bad_value(param: click.Parameter) -> str:
    name = (param.opts or ["argumentet"])[0]
    if isinstance(param.type, click.Choice):
        return f"{name} ska vara ett av: {', '.join(map(str, param.type.choices))}."
    if isinstance(param.type, click.IntRange):
        least = "" if param.type.min is None else f" från {param.type.min}"
        most = "" if param.type.max is None else f" till {param.type.max}"
        return f"{name} ska vara ett heltal{least}{most}."
    if isinstance(param.type, click.Path):
        return f"{name} ska vara en {'fil' if param.type.file_okay else 'mapp'} som går att använda."
    return f"{name} kan inte ha det värdet."
