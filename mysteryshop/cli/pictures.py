"""What is looked at: report and chart."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import comparing, practising, terminal
from .command import Command, opened
from .redacting import Clearing, add_redact

if TYPE_CHECKING:
    from mysteryshop.journey import Record
    from mysteryshop.store.files import EvidenceFiles
    from mysteryshop.store.replay import Verification

CHART_NAMES = ("story", "plan", "expectations", "friction", "time", "causes")  # as in --help; charts.CHARTS decides


def write_report(args: Namespace) -> int:
    """The journey summary as a PDF, or a comparison."""
    if args.output.suffix.casefold() != ".pdf":
        raise InputError(f"A report is a PDF: {args.output.name} does not end in .pdf.", "Name a file that does.")
    return _REPORTS[args.kind](args)


def _write_summary(args: Namespace) -> int:
    stray = comparing.stray(args)
    if stray is not None:
        raise InputError(f"--{stray} belongs to a comparison.", "Add --kind comparison.")
    if args.journey is None:
        raise InputError("The following arguments are required: JOURNEY.", "See mysteryshop report --help.")
    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        ident = queries.find(args.journey)
        clearing = Clearing(args, database)
        cleared, chain = clearing.one(ident), queries.verify(ident)
    from mysteryshop.report import write_summary
    from mysteryshop.report.blackening import blacked_out

    summary = write_summary(
        cleared.record,
        args.output,
        edits_count=chain.edits,
        doubt=chain.doubt,
        generated_at=time.time_ns() // 1000,
        privacy=cleared.sentence,
        read_file=blacked_out(lambda attachment: database.files.read(attachment.digest), cleared.boxes),
    )
    clearing.tell()
    comparing.say_written(summary)
    return 0


def write_chart(args: Namespace) -> int:
    """One chart of a journey as SVG, PNG or PDF."""
    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        clearing = Clearing(args, database)
        record = clearing.one(Queries(database).find(args.journey)).record
    clearing.tell()
    _chart(args.name, record, args.output, args.theme)
    terminal.say(str(args.output))
    return 0


def write_all(record: Record, chain: Verification, folder: Path, files: EvidenceFiles) -> list[Path]:
    """The summary and every chart, as SVG and PNG, into a folder that is made where it is missing."""
    from mysteryshop.charts import CHARTS
    from mysteryshop.errors import KnownError
    from mysteryshop.privacy.decisions import Decisions, settled
    from mysteryshop.privacy.redaction import cleared
    from mysteryshop.privacy.scan import scan
    from mysteryshop.report import write_summary

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise KnownError(f"The folder {folder} cannot be made: {why}.", "Choose another with --output.") from error
    written = [folder / "journey-summary.pdf"]
    proposals = scan(record)
    clear = cleared(record, proposals, settled(Decisions(), proposals))
    record, said = clear.record, clear.sentence
    write_summary(
        record,
        written[0],
        edits_count=chain.edits,
        doubt=chain.doubt,
        privacy=said,
        read_file=lambda attachment: files.read(attachment.digest),
    )
    for chart in CHARTS:
        for suffix in ("svg", "png"):
            written.append(folder / f"{chart.name}.{suffix}")
            _chart(chart.name, record, written[-1], "light")
    return written


def _chart(name: str, record: Record, path: Path, theme: str) -> None:
    from mysteryshop import palette
    from mysteryshop.charts.render import render

    render(name, record, path, palette.load(theme))


def _report_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journey", metavar="JOURNEY", nargs="?", help="its id, or an unambiguous beginning of it")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf", help="where to write it")
    parser.add_argument(
        "--kind",
        choices=tuple(_REPORTS),
        default="journey",
        metavar="KIND",
        help=f"{', '.join(_REPORTS)} (journey)",
    )
    add_redact(parser)
    comparing.add_options(parser, "Only with --kind comparison. ")


def _chart_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=f"one of {', '.join(CHART_NAMES)}")
    parser.add_argument("journey", metavar="JOURNEY", help="its id, or an unambiguous beginning of it")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="ends in .svg, .png or .pdf")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="its colours (light)")
    add_redact(parser)


_REPORTS = {"journey": _write_summary, "comparison": comparing.write_comparison, **practising.REPORTS}
_EPILOG = (
    "journey: the summary of one. comparison: groups of journeys against each other, as the command compare. findings: "
    "what all walks brought, who was told, what was taken on. causes: which condition of those who serve causes most. "
    "expectations, customers, all-in and cadence: what leaders do between walks. Each is a tagged PDF."
)
_EXAMPLES = (
    "report 3f2a -o summary.pdf",
    "report --kind comparison --by leader -o leaders.pdf",
    "report --kind findings -o findings.pdf",
)
COMMANDS = (
    Command(
        "report", "a journey summary, a comparison, or findings and causes as a PDF", write_report, _report_arguments,
        _EPILOG, _EXAMPLES, "[JOURNEY] -o FILE.pdf [--kind KIND] [options]",
    ),
    Command(
        "chart", "one chart of a journey as SVG, PNG or PDF", write_chart, _chart_arguments,
        examples=("chart story 3f2a -o story.svg",),
    ),
)  # fmt: skip
