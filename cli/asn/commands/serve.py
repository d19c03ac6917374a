"""``asn serve``: the report in the browser while it is written."""

import secrets
from pathlib import Path
from threading import Thread

import click

from asn.commands.sandboxed import timeout
from asn.commands.screen import say
from asn.commands.selection import project_folder
from asn.commands.swedish import SUCCESS, USAGE, Command, Problem

_LOWEST, _HIGHEST = 1024, 65535
_POLL = 0.05  # seconds between looks at the files


@click.command(
    cls=Command,
    help="Visa rapporterna i webbläsaren medan de skrivs. Det du sparar syns direkt, med fynden bredvid. "
    "Bara den här datorn kommer åt sidan. Avsluta med Ctrl-C.",
    epilog="Exempel:  asn serve   asn serve --edit   asn serve --port 9000",
)
@click.option("--port", type=int, default=8765, show_default=True, metavar="PORT", help="Porten på den här datorn.")
@click.option("--edit", is_flag=True, help="Skriv i rapporten på sidan: formulär bredvid varje avsnitt.")
@timeout
def command(*, port: int, edit: bool, timeout: int | None) -> int:
    """Serve until Ctrl-C."""
    if not _LOWEST <= port <= _HIGHEST:
        raise Problem(f"--port ska vara ett tal från {_LOWEST} till {_HIGHEST}.", USAGE)
    try:
        fault = _served(project_folder(), port, timeout or 0, edit=edit)
    except KeyboardInterrupt:
        say("\nFörhandsvisningen är avslutad.")
        return SUCCESS
    raise fault


def _served(root: Path, port: int, seconds: int, *, edit: bool) -> BaseException:
    """Serve until the user interrupts; only a fault of ours, met by a thread of the server's, is given back."""
    from asn.preview import Answers, Editor, JobQueue, Rebuilder, Server, Views

    views = Views()
    editor = Editor(JobQueue(views)) if edit else None
    rebuilder = Rebuilder(root, views, seconds, editor.jobs if editor else None)
    with Server(port, Answers(views, secrets.token_urlsafe(32), rebuilder.pdf, editor)) as server:
        if server.server_port != port:
            say(f"Porten {port} är upptagen, så sidan finns på {server.server_port} i stället.")
        way_in = f"{server.address}{editor.way_in}" if editor else server.address
        say(f"Förhandsvisning: {way_in}" + ("" if editor else "   (avsluta med Ctrl-C)"))
        if editor:
            say("Adressen öppnar redigeringen en gång, i den webbläsare som använder den först. Avsluta med Ctrl-C.")
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            while server.fault is None:
                if not rebuilder.work():
                    views.wait(_POLL)
        finally:
            server.shutdown()
            rebuilder.close()
        return server.fault
