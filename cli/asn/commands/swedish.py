"""Click in Swedish: help texts, mistakes in usage, and faults of ours that never show a traceback."""

import difflib
import errno
import importlib
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from asn.commands.failures import give_up_output, is_lost, machines_fault, tell_our_fault
from asn.commands.options import COMMON, Formatter, enter
from asn.commands.screen import show, tell_always
from asn.files.names import Refused
from asn.output.terminal import columns, fitted

OK, CONTENT, USAGE, OURS, STOPPED = 0, 1, 2, 3, 130

# Each command's module is imported when it is asked for: --help must not pay for them all.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "adopt": ("asn.commands.adopt", "Fastställ en rapport som nämnden har beslutat om."),
    "build": ("asn.commands.build", "Bygg rapporter som Markdown, HTML och PDF."),
    "check": ("asn.commands.check", "Kontrollera innehållet mot alla regler."),
    "list": ("asn.commands.list", "Visa rapporterna, hur långt de har kommit och vad som saknas."),
    "new": ("asn.commands.new", "Börja en ny period från en tidigare."),
    "completion": ("asn.commands.completion", "Låt skalet fylla i kommandon, val och perioder."),
    "diff": ("asn.commands.diff", "Visa vad som skiljer två perioder, eller två versioner."),
    "doctor": ("asn.commands.doctor", "Se vad som saknas på den här datorn, och hur det åtgärdas."),
    "fmt": ("asn.commands.fmt", "Ge alla filer samma stil, utan att ändra vad de säger."),
    "help": ("asn.commands.help", "Visa hjälpen om asn eller om ett kommando."),
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

    formatter_class = Formatter


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
            enter(ctx, opts)
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


class Main(Command, click.Group):
    """All commands; each is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands' names."""
        return sorted(COMMANDS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, told without importing any of them."""
        items = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        return items or super().shell_complete(ctx, incomplete)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """One command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the user named, or a Swedish word on what there is."""
        if args[0] not in COMMANDS:
            raise unknown_command(args[0])
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])
        Command.format_options(self, ctx, formatter)


@click.group(
    cls=Main,
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


def unknown_command(name: str) -> Problem:
    """What to say of a command that there isn't."""
    near = difflib.get_close_matches(name, COMMANDS, 1, 0.5)
    hint = f" Menade du {near[0]}?" if near else f" Det finns: {', '.join(sorted(COMMANDS))}."
    return Problem(f"Kommandot «{name}» finns inte.{hint}", USAGE)


def _settings() -> Mapping[str, dict[str, Any]]:
    """What the project's ``asn.toml`` sets, by command."""
    from asn.commands.settings import SettingsError, settings  # a project without one needn't pay for it

    try:
        return settings(Path.cwd())
    except SettingsError as why:
        raise Problem(str(why), USAGE) from None


def run(args: Sequence[str]) -> int:
    """Run the program and give its exit code."""
    try:
        # --debug may stand anywhere: whoever meets a fault adds it to the command that failed.
        outcome: Any = program.main([arg for arg in args if arg != "--debug"], prog_name="asn", standalone_mode=False)
        sys.stdout.flush()
    except BaseException as why:  # noqa: BLE001 - the one place where it is met, whatever it is
        message, code = _ending(why)
        with suppress(OSError, ValueError):  # nothing can be told where stderr itself can't be written
            if code == OURS:
                tell_our_fault(why, debug="--debug" in args)
            else:
                _say(message)
        give_up_output()
        return code
    return outcome if isinstance(outcome, int) else OK


def _ending(why: BaseException) -> tuple[str, int]:
    """What to say of what ended the program, and its exit code."""
    match why:
        case Problem():
            return why.message, why.code
        case click.exceptions.Abort() | KeyboardInterrupt():
            return "avbrutet.", STOPPED
        case click.ClickException():
            return in_swedish(why), USAGE
        case Refused():
            return str(why), CONTENT
        case MemoryError():
            return "Innehållet behöver mer minne än det får, och asn avbröt.", CONTENT
        case SystemExit():  # click's, where nobody reads what is printed
            return _ending(BrokenPipeError(errno.EPIPE, ""))
        case OSError() if is_lost():
            return "Mappen som du står i finns inte längre. Gå till en annan med cd.", USAGE
        case OSError() if text := machines_fault(why):
            return text, USAGE if why.errno == errno.ENAMETOOLONG else CONTENT
    return "", OURS


def _say(message: str) -> None:
    """Tell what is wrong. The message may quote what the user typed, and a workflow may have had that from anyone."""
    from asn.output.plain import named, plain_lines  # a command that goes well has nothing to say here

    # A log line that starts with two colons is a command to a GitHub runner.
    text = re.sub(r"(?m)(^| ):(?=:)", lambda match: match[1] + named(":"), plain_lines(message))
    tell_always(f"asn: {text}")


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
