"""Which journeys a command is about: one set of options before all of them, with the filters of the Compare screen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError
from mysteryshop.vocabulary import ORIGINS, RELATIONSHIPS, STATES, Term

from .figures import bring_up

if TYPE_CHECKING:
    from mysteryshop.comparison.fields import Choice
    from mysteryshop.figures import Figures
    from mysteryshop.store.database import Database

ALL = "all"  # of a template or a relationship that would be chosen otherwise
REASONS = {"tainted": "tainted", "unfinished": "unfinished", "excluded": "excluded", "log": "event log"}
_WORDS: Mapping[str, tuple[Term, ...]] = {"relationship": RELATIONSHIPS, "state": STATES, "origin": ORIGINS}
_OF_JOURNEYS = ("template", "place", "leader", "persona", "tag")  # what they are is known from the journeys alone
OPTIONS = (*_WORDS, *_OF_JOURNEYS, "since", "until", "demo", "text")
_SHOWN = 12  # names in one line


def add_filters(parser: ArgumentParser, *, template: str = "", relationship: str = "", only: str = "") -> None:
    """The options; `template` and `relationship` say what holds where none is named, `only` when they can be used."""
    said = f"{only}Several leave the journeys that fit all of them; upper and lower case are the same."
    group = parser.add_argument_group("which journeys", said)
    group.add_argument("--template", metavar="KEY", help=f"by this template, its key or name{template}")
    group.add_argument("--relationship", metavar="WORD", help=f"walked as: {_listed(RELATIONSHIPS)}{relationship}")
    group.add_argument("--place", metavar="NAME", help="at this place")
    group.add_argument("--leader", metavar="NAME", help="walked by this leader")
    group.add_argument("--persona", metavar="NAME", help="walked as this persona")
    group.add_argument("--tag", metavar="TAG", help="with this tag")
    group.add_argument("--state", metavar="WORD", help=f"in this state: {_listed(STATES)}")
    group.add_argument("--origin", metavar="WORD", help="walked, or log: from an event log")
    group.add_argument("--since", type=day, metavar="DATE", help="begun on that day or later, at their place")
    group.add_argument("--until", type=day, metavar="DATE", help="begun on that day or earlier, at their place")
    group.add_argument("--text", metavar="WORDS", help="with every one of these words in the head or in the moments")
    demo = group.add_mutually_exclusive_group()
    demo.add_argument("--demo", dest="demo", action="store_const", const="yes", help="of the demo only")
    demo.add_argument("--real", dest="demo", action="store_const", const="no", help="without the demo")


def day(text: str) -> date:
    """A date as ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"“{text}” is no day.", "Expected a date such as 2026-11-21.") from error


def is_narrowed(args: Namespace) -> bool:
    """Whether any filter was named."""
    return any(getattr(args, name) is not None for name in OPTIONS)


def stray(args: Namespace) -> str | None:
    """The first filter that was named, as it is written."""
    named = next((name for name in OPTIONS if getattr(args, name) is not None), None)
    return "real" if named == "demo" and args.demo == "no" else named


def chosen(args: Namespace, database: Database, named: Sequence[str] = ()) -> list[str]:
    """The ids of the journeys named, else of all of them; of those, the ones that every filter leaves.

    In the order in which they were named, or made here. InputError where a filter asks for what no journey has.
    """
    from mysteryshop.store.queries import Queries

    queries = Queries(database)
    idents = list(dict.fromkeys(queries.find(prefix) for prefix in named)) or queries.ids()
    if not is_narrowed(args):
        return idents
    from mysteryshop.comparison.narrowing import narrowed
    from mysteryshop.figures import REASONS, FigureTable

    if args.text is not None:
        bring_up(database)  # what was said and noted is kept along with the figures
    table = FigureTable(database)
    fitting = set(table.columns(narrowed(filters(args, table.everything()), REASONS)).ids.tolist())
    return [ident for ident in idents if ident in fitting]


def filters(args: Namespace, everything: Figures) -> dict[str, str]:
    """The filters as views name and spell them; InputError where one asks for what no journey has."""
    asked = {name: _word(name, getattr(args, name)) for name in _WORDS if getattr(args, name) is not None}
    for name in _OF_JOURNEYS:
        wanted = getattr(args, name)
        if wanted is not None:
            asked[name] = "" if name == "template" and wanted == ALL else _spelled(name, wanted, everything)
    asked |= {name: getattr(args, name) for name in ("demo", "text") if getattr(args, name) is not None}
    return asked | _period(args.since, args.until)


def told(asked: Mapping[str, str], everything: Figures) -> str:
    """The filters in words: `Fly as a passenger · End-user · tag pilot`."""
    from mysteryshop.comparison.fields import counted
    from mysteryshop.comparison.narrowing import in_words

    return in_words(asked, {name: counted(everything, name) for name in ("template", *_WORDS)}) or "all"


def named(asked: Mapping[str, str]) -> dict[str, str]:
    """The filters that ask for something, as programs take them."""
    return {name: value for name, value in asked.items() if value}


def matched(wanted: str, choices: Sequence[Choice]) -> str | None:
    """The value that is meant: exactly, or whatever the case, by itself or by its label."""
    if any(value == wanted for value, _, _ in choices):
        return wanted
    folded = wanted.strip().casefold()
    return next((value for value, label, _ in choices if folded in (value.casefold(), label.casefold())), None)


def there(names: Sequence[str], wanted: str) -> str:
    """The names in one line, those like what was wanted first; of many only some."""
    from difflib import get_close_matches

    near = [name for name in names if wanted.strip() and wanted.strip().casefold() in name.casefold()]
    near += [name for name in get_close_matches(wanted, names, n=3) if name not in near]
    shown = [*near, *(name for name in names if name not in near)][:_SHOWN]
    more = f" and {len(names) - len(shown):,} more" if len(names) > len(shown) else ""
    between = "; " if any("," in name for name in shown) else ", "
    return f"{between.join(shown)}{more}"


def _spelled(name: str, wanted: str, everything: Figures) -> str:
    from mysteryshop.comparison.fields import counted

    choices = counted(everything, name)
    found = matched(wanted, choices)
    if found is None:
        names = there([value for value, _, _ in choices], wanted)
        title = f"No journey has the {name} “{wanted}”" + (f"; {name}s there are: {names}." if names else ".")
        raise InputError(title, "Name one of them." if names else f"None has a {name} yet.")
    return found


def _word(name: str, wanted: str) -> str:
    """A word of the vocabulary: that no journey has it just now is no fault."""
    if name == "relationship" and wanted == ALL:
        return ""
    found = matched(wanted, [(term.id, term.label, 0) for term in _WORDS[name]])
    if found is None:
        raise InputError(f"There is no {name} “{wanted}”.", f"Expected one of: {_listed(_WORDS[name])}.")
    return found


def _period(since: date | None, until: date | None) -> dict[str, str]:
    if since is None and until is None:
        return {}
    if since is not None and until is not None and since > until:
        raise InputError(f"--until {until} lies before --since {since}.", "Name the earlier day with --since.")
    from mysteryshop.comparison.period import between

    return {"period": between(since, until)}


def _listed(terms: Sequence[Term]) -> str:
    return ", ".join(term.id for term in terms)
