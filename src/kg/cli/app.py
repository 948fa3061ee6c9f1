"""The Typer application: which commands there are, in the order in which one meets them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli import build, check, compare, export, extract, init, listing, query, review, show, view

HELP = (
    "Reads policy documents: who must, may, should or must not do what. "
    "Builds a knowledge graph of it in which every statement leads back to the words it was taken from."
)
EPILOG = "Start with: kg build FOLDER, then open output/index.html"


def command() -> Any:
    """The command that Typer makes of the application."""
    app = typer.Typer(
        name="kg",
        no_args_is_help=True,
        rich_markup_mode=None,  # rich takes longer to import than everything else that --help needs
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=HELP, epilog=EPILOG)(_options)
    app.command("build")(build.build)
    app.command("extract")(extract.extract)
    app.command("list", short_help="List provisions, documents or names.")(listing.list_)
    app.command("show", short_help="Show all that is known of a provision, or a text.")(show.show)
    app.command("query")(query.query)
    app.command("view")(view.view)
    app.command("matrix", short_help="Show who is responsible for what.")(compare.matrix)
    app.command("timeline", short_help="Show what is due when.")(compare.timeline)
    app.command("repeats", short_help="Show what several documents say again.")(compare.repeats)
    app.command("diff", short_help="Show what changed between two texts.")(compare.diff)
    app.command("export")(export.export)
    app.command("review", short_help="Decide what is right; builds apply it.")(review.review)
    app.command("check")(check.check)
    app.command("init")(init.init)
    return typer.main.get_command(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from kg.resources import version

        typer.echo(f"kg {version()}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Options before the command."""
