"""verify, and bundles on the command line: what holds is said, and what does not is found at its first place."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing as closing_connection
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from mysteryshop.cli import main
from mysteryshop.cli.parser import parsed
from mysteryshop.clock import Clock
from mysteryshop.exports.json_record import write
from mysteryshop.journey import Record
from mysteryshop.paths import database_file
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.files import EvidenceFiles
from mysteryshop.store.queries import Queries
from tests.core.walks import closing, rich

from .commands import Run


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a data folder, `data` if no other is named: exit code, output, errors."""

    def command(*words: str | Path, folder: str = "data") -> tuple[int, str, str]:
        code = main(["--data-dir", str(tmp_path / folder), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def sealed(tmp_path: Path) -> Record:
    """A sealed journey in `data`, closed."""
    with closing(rich(tmp_path / "data", id="walked")) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        return walk.record


def altered(tmp_path: Path, sql: str) -> None:
    with closing_connection(sqlite3.connect(database_file(tmp_path / "data"), isolation_level=None)) as raw:
        raw.execute(sql)


def test_a_whole_record_is_said_to_be_whole(run: Run, sealed: Record) -> None:
    code, out, err = run("verify", "walk")
    assert (code, err) == (0, "")
    assert "The record is whole: it is what its 32 edits say, and its file is what was attached." in out
    said = json.loads(run("verify", "walked", "--json")[1])
    assert (said["ok"], said["files"], said["faults"], said["broken_at_seq"]) == (True, 1, [], None)


def test_the_first_place_where_it_breaks_is_named(run: Run, sealed: Record, tmp_path: Path) -> None:
    altered(tmp_path, "UPDATE edits SET reason = 'better so' WHERE seq IN (7, 9)")
    code, out, _ = run("verify", "walked")
    assert code == 1
    assert "Broken at edit 7: An edit was changed after it was made." in out
    assert json.loads(run("verify", "walked", "--json")[1])["broken_at_seq"] == 7


def test_a_changed_row_is_named_by_its_words_with_what_it_said_before(run: Run, sealed: Record, tmp_path: Path) -> None:
    altered(tmp_path, "UPDATE moments SET text = 'all was well' WHERE kind = 2")
    code, out, _ = run("verify", "walked")
    assert code == 1
    assert (
        "The friction “Two lanes closed, nobody says why” at 10:08, touchpoint Security line, is no longer what was "
        "sealed: its text was “Two lanes closed, nobody says why”, and is “all was well” now." in out
    )
    friction = next(m.id for m in sealed.moments if m.kind == "friction")
    assert json.loads(run("verify", "walked", "--json")[1])["item"] == friction


@pytest.mark.parametrize("what", ["missing", "not what was attached"])
def test_a_file_that_is_missing_or_altered_is_found(run: Run, sealed: Record, tmp_path: Path, what: str) -> None:
    (attached,) = sealed.attachments
    path = EvidenceFiles(tmp_path / "data").path(attached.digest)
    if what == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"lane", b"lame"))
    code, out, _ = run("verify", "walked")
    assert code == 1
    assert f"The attached file a1.jpg ({attached.digest[:12]}) is {what}." in out


def test_the_seal_on_a_pdf_is_checked_against_the_store(run: Run, sealed: Record, tmp_path: Path) -> None:
    assert run("report", "walked", "-o", tmp_path / "r.pdf", "--redact", "all")[0] == 0
    code, out, _ = run("verify", "walked", "--against", tmp_path / "r.pdf")
    assert (code, "The seal on r.pdf is this journey's." in out) == (0, True)
    altered(tmp_path, f"UPDATE journeys SET seal = '{'0' * 64}'")
    code, out, _ = run("verify", "walked", "--against", tmp_path / "r.pdf")
    assert code == 1
    assert "is not this journey's (00000000" in out


def test_a_draft_and_another_journeys_paper_prove_nothing(run: Run, sealed: Record, tmp_path: Path) -> None:
    with closing(rich(tmp_path / "data", id="draft")):
        pass
    run("report", "draft", "-o", tmp_path / "draft.pdf", "--redact", "none")
    code, out, _ = run("verify", "draft", "--against", tmp_path / "draft.pdf")
    assert (code, "it carries no seal" in out) == (1, True)
    code, out, _ = run("verify", "walked", "--against", tmp_path / "draft.pdf")
    assert (code, "of another journey" in out) == (1, True)
    code, _, err = run("verify", "walked", "--against", database_file(tmp_path / "data"))
    assert (code, "carries no journey" in err) == (2, True)


def test_the_seal_as_it_stands_on_paper_is_checked(run: Run, sealed: Record) -> None:
    seal = sealed.journey.seal
    assert run("verify", "walked", "--seal", seal.upper())[0] == 0
    code, out, _ = run("verify", "walked", "--seal", f"{seal[:4]} {seal[4:8]}")
    assert (code, "as far as its 8 digits go" in out) == (0, True)
    assert run("verify", "walked", "--seal", "00000000")[0] == 1
    code, _, err = run("verify", "walked", "--seal", "beef")
    assert (code, "is no seal" in err) == (2, True)


def test_a_seal_that_was_printed_before_an_amendment_says_so(run: Run, sealed: Record, tmp_path: Path) -> None:
    assert run("report", "walked", "-o", tmp_path / "r.pdf", "--redact", "none")[0] == 0
    with closing_connection(Database.open(tmp_path / "data")) as database:
        Recorder(database, Clock()).amend_journey("walked", place="Porto", reason="wrong town")
    since = "is this journey's. The journey was changed after it was sealed: the record says how and why."
    assert since in run("verify", "walked", "--against", tmp_path / "r.pdf")[1]
    assert since in run("verify", "walked", "--seal", sealed.journey.seal)[1]


def test_exported_json_carries_the_seal_too(run: Run, sealed: Record, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(write(sealed))
    assert run("verify", "walked", "--against", tmp_path / "x.json")[0] == 0


def test_a_bundle_goes_out_comes_in_and_is_compared(run: Run, sealed: Record, tmp_path: Path) -> None:
    file = tmp_path / "walk.journey"
    code, out, err = run("export", file, "walked")
    assert (code, err) == (0, "")
    assert "(1 journey, 1 attached file; the whole record, with nothing redacted)" in out
    assert "walked" in run("import", file, folder="other")[1]
    assert run("verify", "walked", "--against", file, folder="other")[0] == 0
    result = json.loads(run("import", file, "--json", folder="other")[1])
    assert [(r["id"], r["outcome"], r["new"]) for r in result] == [("walked", "here", False)]
    with closing(rich(tmp_path / "third", id="walked")) as walk:
        walk.recorder.answer("walked", "rate.cost", "2")
    code, out, _ = run("verify", "walked", "--against", file, folder="third")
    assert (code, "went different ways" in out) == (1, True)
    assert "kept beside it, as" in run("import", file, folder="third")[1]
    assert len(json.loads(run("list", "--json", folder="third")[1])) == 2


def test_a_bundle_with_a_passphrase(run: Run, sealed: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, word = tmp_path / "walk.journey", tmp_path / "word.txt"
    word.write_text("naïve café\n", encoding="utf-8")
    assert run("export", file, "--bundle-passphrase-file", word)[0] == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    code, _, err = run("import", file, folder="other")
    assert (code, "has a passphrase" in err) == (2, True)
    monkeypatch.setenv("MYSTERYSHOP_BUNDLE_PASSPHRASE", "wrong")
    code, _, err = run("import", file, folder="other")
    assert (code, "not the passphrase" in err) == (2, True)
    assert run("import", file, "--bundle-passphrase-file", word, folder="other")[0] == 0


def test_what_a_bundle_cannot_do_is_told(run: Run, sealed: Record, tmp_path: Path) -> None:
    code, _, err = run("export", tmp_path / "x.journey", "--redact", "all")
    assert (code, "nothing of it can be redacted" in err) == (2, True)
    assert not (tmp_path / "x.journey").exists()
    code, _, err = run("import", tmp_path / "x.journey", tmp_path / "y.txt")
    assert (code, "by themselves" in err) == (2, True)
    code, _, err = run("import", tmp_path / "missing.journey")
    assert (code, "cannot be read" in err) == (2, True)
    (tmp_path / "bad.journey").write_bytes(b"PK no bundle")
    code, _, err = run("import", tmp_path / "bad.journey")
    assert (code, "bad.journey is refused" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["x.journey"], "open"),
        (["--data-dir", "d", "x.journey"], "open"),
        (["import", "x.journey"], "import"),
        (["export", "x.journey", "abc"], "export"),
    ],
)
def test_a_bundle_alone_opens_the_app(words: list[str], command: str) -> None:
    args = parsed(words)
    assert args.command == command
    if command == "open":
        assert args.bundles == [Path("x.journey")]


@pytest.mark.parametrize("name", ["all.json", "all.zip", "all.xlsx"])
def test_a_seal_that_came_without_its_edits_proves_nothing(run: Run, sealed: Record, tmp_path: Path, name: str) -> None:
    assert run("export", tmp_path / name, "--redact", "none")[0] == 0
    assert run("import", tmp_path / name, folder="other")[0] == 0
    with closing_connection(Database.open(tmp_path / "other")) as there:
        proof = Queries(there).prove("walked")
    assert proof.chain.elsewhere
    assert "made elsewhere, over edits that did not come along" in replace(proof, faults=()).verdict
    code, out, _ = run("verify", "walked", "--seal", sealed.journey.seal[:16], folder="other")
    assert (code, "nothing shows that it is still what was sealed" in out) == (1, True)
    assert run("report", "walked", "-o", tmp_path / "r.pdf", "--redact", "none", folder="other")[0] == 0
    pages = PdfReader(tmp_path / "r.pdf").pages
    assert "not proved here" in " ".join(pages[0].extract_text().split())
    assert "did not come along: nothing here proves it" in " ".join(" ".join(p.extract_text() for p in pages).split())


def test_a_seal_that_came_with_its_edits_is_proved_there(run: Run, sealed: Record, tmp_path: Path) -> None:
    assert run("export", tmp_path / "all.journey")[0] == 0
    assert run("import", tmp_path / "all.journey", folder="other")[0] == 0
    code, out, _ = run("verify", "walked", "--seal", sealed.journey.seal, folder="other")
    assert (code, "elsewhere" in out, "The seal is this journey's." in out) == (0, False, True)
