"""`report --kind comparison` redacts by itself where nobody can be asked, and leaves what it is told to leave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mysteryshop.cli import main
from mysteryshop.clock import Clock
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from tests.many import many
from tests.report.reading import pages


@pytest.mark.parametrize(
    ("redact", "named", "said"),
    [
        ((), False, "Redacted: "),
        (("--redact", "all"), False, "Redacted: "),
        (("--redact", "none"), True, "Privacy scan: nothing redacted, 1 finding was kept on purpose."),
    ],
)
def test_what_a_place_gives_away_is_redacted_unless_it_is_to_stay(
    tmp_path: Path, redact: tuple[str, ...], named: bool, said: str
) -> None:
    record = many(1)[0]
    with Database.open(tmp_path) as database:
        there = replace(record, journey=replace(record.journey, place="Mr Tarkkanen's desk"))
        Recorder(database, Clock()).import_records([there])
    target = tmp_path / "out.pdf"
    asked = ["report", "--kind", "comparison", "--template", "airline-passenger", *redact, "-o", str(target)]
    assert main(["--data-dir", str(tmp_path), *asked]) == 0
    text = " ".join(" ".join(pages(target)).split())
    assert ("Tarkkanen" in text) == named
    assert said in text


def test_asking_needs_somebody_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open(tmp_path) as database:
        Recorder(database, Clock()).import_records(many(1))
    target = tmp_path / "out.pdf"
    asked = ["report", "--kind", "comparison", "--template", "airline-passenger", "--redact", "ask", "-o", str(target)]
    assert main(["--data-dir", str(tmp_path), *asked]) == 2
    assert "there is no terminal to ask at" in capsys.readouterr().err
    assert not target.exists()
