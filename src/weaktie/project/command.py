"""The `weaktie` command as installed: the command line, with the commands that start other ways in."""

from __future__ import annotations

import click

from weaktie.cli import main as cli
from weaktie.cli import telling

PORT = click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)


@telling.command("serve")
@PORT
@click.option("--open/--no-open", "open_browser", default=True, help="Open a browser.")
def serve_command(port: int, open_browser: bool, as_json: bool) -> None:
    """Start weaktie for the browser on this machine.

    With --json the first line has the address and a link that works once, and no browser opens.

    \b
    Example: weaktie serve --no-open
    """
    telling.ready()
    from django.conf import settings

    from weaktie.web import serve
    from weaktie.worker import loop

    serve.serve(
        settings.HOME,
        port=port,
        open_browser=open_browser and not as_json,
        announce=_announce_as_json if as_json else click.echo,
        background=loop.run,
    )


@telling.command("open")
@click.option("--port", type=click.IntRange(1, 65535), help="Where it runs, if weaktie does not know.")
@click.option("--print", "only_print", is_flag=True, help="Print the link instead of opening a browser.")
def open_command(port: int | None, only_print: bool, as_json: bool) -> None:
    """Open the weaktie that runs, with a fresh link: it works once and for a minute.

    \b
    Example: weaktie open --print
    """
    telling.ready()
    from django.conf import settings

    from weaktie.web import launch, serve

    if as_json or only_print:
        found = serve.running_port(settings.HOME, port=port)
        link = launch.new_link(settings.HOME, port=found, now=telling.now())
        if as_json:
            telling.tell_json({"link": link})
        else:
            click.echo(link)
        return
    serve.open_running(settings.HOME, port=port, open_browser=True, announce=click.echo)


def _announce_as_json(sentence: str) -> None:
    """Print {"address", "link"} when the sentence hands out the link; nothing for other sentences."""
    from weaktie.web import launch

    link = sentence.rsplit(maxsplit=1)[-1]
    address, found, _ = link.partition(launch.LAUNCH_PATH)
    if found:
        telling.tell_json({"address": f"{address}/", "link": link})


cli.wired.update(serve=serve_command, open=open_command)


def main() -> None:
    """Run the command line with everything wired up."""
    cli.main()
