"""A template that cannot be taken: every error names file, line, key and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from mysteryshop import templates
from mysteryshop.errors import InputError

from .bakery import BAKERY

# What of BAKERY is replaced by what, the line and key that the error names, and words that it says.
CASES: list[tuple[str, str, str, int, str, str]] = [
    (
        "key not kebab",
        'key = "bakery"',
        'key = "The Bakery"',
        1,
        "key",
        "lower-case letters and digits joined by hyphens",
    ),
    ("key not text", 'key = "bakery"', "key = 7", 1, "key", "found 7"),
    ("key missing", 'key = "bakery"\n', "", 1, "key", "found nothing"),
    ("key with a dash at the end", 'key = "pay"', 'key = "pay-"', 22, "touchpoint 2, key", 'found "pay-"'),
    ("key with a newline", 'key = "pay"', 'key = "pay\\n"', 22, "touchpoint 2, key", 'found "pay\\u000a"'),
    ("name empty", 'name = "Buy bread"', 'name = ""', 2, "name", "1 to 60 characters"),
    ("name of spaces", 'name = "Buy bread"', 'name = " \\t "', 2, "name", "1 to 60 characters"),
    ("name invisible", 'name = "Buy bread"', 'name = "\\u200b"', 2, "name", 'found "\\u200b"'),
    ("name too long", "Buy bread", "b" * 61, 2, "name", "(61 characters)"),
    ("name on two lines", "Buy bread", "Buy\\nbread", 2, "name", 'found "Buy\\u000abread"'),
    ("name a list", '"Buy bread"', '["Buy", "bread"]', 2, "name", "found an array of 2"),
    ("description too long", "Two rolls.", "r" * 1001, 3, "description", "at most 1000 characters"),
    ("description with NUL", "Two rolls.", "Two\\u0000rolls", 3, "description", "found"),
    ("relationship unknown", '"buyer"', '"byer"', 4, "relationship", "expected one of buyer, end-user"),
    ("relationship a table", '"buyer"', "{ a = 1 }", 4, "relationship", "found a table"),
    ("relationship a list", '"buyer"', '["buyer"]', 4, "relationship", "found an array of 1"),
    ("limit zero", "= 3.5", "= 0", 5, "silence_limit_minutes", "from 0.1 to 527040, found 0."),
    ("limit not a number", "= 3.5", "= nan", 5, "silence_limit_minutes", "found nan"),
    ("limit a date", "= 3.5", "= 2026-11-14", 5, "silence_limit_minutes", "found 2026-11-14"),
    ("version a fraction", "version = 2", "version = 2.0", 6, "version", "whole number from 1"),
    ("version none", "version = 2", "version = 0", 6, "version", "found 0"),
    ("unknown key", "version = 2", "versoin = 2", 6, "versoin", "did you mean version?"),
    ("unknown table", "version = 2", "[colour]\nred = 1", 6, "colour", "an unknown key"),
    ("plural of touchpoint", "[[touchpoint]]", "[[touchpoints]]", 8, "touchpoints", "did you mean touchpoint?"),
    ("touchpoint a table", '[[touchpoint]]\nkey = "queue"', '[touchpoint]\nkey = "queue"', 0, "", "not TOML"),
    (
        "touchpoint key unknown",
        "planned_minutes",
        "planed_minutes",
        16,
        "touchpoint 1, planed_minutes",
        "did you mean planned_minutes?",
    ),
    ("quoted key", "planned_minutes", '"plan ned"', 16, "touchpoint 1, plan ned", "an unknown key"),
    ("dotted key", "planned_minutes = 4", "planned.minutes = 4", 16, "touchpoint 1, planned", "planned_minutes"),
    ("far from any key", "optional = true", "zzz = true", 19, "touchpoint 1, zzz", "one of key, name, phase, prompts"),
    ("touchpoint name with a bar", '"Pay"', '"Pay | go"', 23, "touchpoint 2, name", "without |"),
    ("touchpoint without a name", 'name = "Pay"\n', "", 21, "touchpoint 2, name", "found nothing"),
    ("phase empty", '"Out"', '""', 24, "touchpoint 2, phase", "1 to 40 characters"),
    ("phase missing", 'phase = "Out"', "", 21, "touchpoint 2, phase", "found nothing"),
    (
        "prompts a text",
        'prompts = [\n    "Who is served first?",\n    "What do you smell?",\n]',
        'prompts = "Who?"',
        12,
        "touchpoint 1, prompts",
        'array of at most 12 prompts, found "Who?"',
    ),
    ("prompt not text", '"What do you smell?"', "42", 14, "touchpoint 1, prompts 2", "in quotes, found 42"),
    (
        "prompt empty",
        '"What do you smell?"',
        '""',
        14,
        "touchpoint 1, prompts 2",
        '1 to 200 characters on one line, in quotes, found ""',
    ),
    ("prompt too long", "What do you smell?", "s" * 201, 14, "touchpoint 1, prompts 2", "(201 characters)"),
    (
        "too many prompts",
        '    "What do you smell?",\n',
        '    "What do you smell?",\n' * 12,
        12,
        "touchpoint 1, prompts",
        "found an array of 13",
    ),
    (
        "minutes negative",
        "planned_minutes = 4",
        "planned_minutes = -4",
        16,
        "touchpoint 1, planned_minutes",
        "from 0 to 527040, found -4",
    ),
    (
        "minutes of centuries",
        "planned_minutes = 4",
        "planned_minutes = 1e9",
        16,
        "touchpoint 1, planned_minutes",
        "found 1000000000.0",
    ),
    (
        "minutes infinite",
        "planned_minutes = 4",
        "planned_minutes = inf",
        16,
        "touchpoint 1, planned_minutes",
        "found inf",
    ),
    (
        "minutes in quotes",
        "planned_minutes = 4",
        'planned_minutes = "4"',
        16,
        "touchpoint 1, planned_minutes",
        'found "4"',
    ),
    (
        "minutes true",
        "planned_minutes = 4",
        "planned_minutes = true",
        16,
        "touchpoint 1, planned_minutes",
        "found true",
    ),
    (
        "communications a fraction",
        "communications = 1",
        "communications = 1.5",
        17,
        "touchpoint 1, expected_communications",
        "whole number from 0 to 1000",
    ),
    (
        "communications false",
        "communications = 1",
        "communications = false",
        17,
        "touchpoint 1, expected_communications",
        "found false",
    ),
    (
        "communications absurd",
        "communications = 1",
        "communications = 1001",
        17,
        "touchpoint 1, expected_communications",
        "found 1001",
    ),
    (
        "limit of a touchpoint",
        "silence_limit_minutes = 2",
        "silence_limit_minutes = -1",
        18,
        "touchpoint 1, silence_limit_minutes",
        "found -1",
    ),
    (
        "optional a word",
        "optional = true",
        'optional = "yes"',
        19,
        "touchpoint 1, optional",
        'true or false, found "yes"',
    ),
    (
        "key used twice",
        'key = "pay"',
        'key = "queue"',
        22,
        "touchpoint 2, key",
        "a key of its own: touchpoint 1 has this one already",
    ),
    (
        "name used twice",
        'name = "Pay"',
        'name = "STAND IN LINE"',
        23,
        "touchpoint 2, name",
        "touchpoint 1 has this one already",
    ),
    ("not TOML: no quotes", 'name = "Pay"', "name = Pay", 23, "name", "this is not TOML: invalid value"),
    ("not TOML: no equals", 'name = "Pay"', 'name "Pay"', 23, "", "this is not TOML: expected '=' after a key"),
    ("not TOML: same key again", 'name = "Pay"', 'key = "p"', 23, "key", "this is not TOML: cannot overwrite a value"),
    (
        "not TOML: array left open",
        '?",\n]',
        '?",\n',
        16,
        "planned_minutes",
        "this is not TOML: invalid value. Correct this line or the one above it",
    ),
    ("not TOML: NUL", '"Pay"', '"P\0y"', 23, "name", "this is not TOML: illegal character '\\x00'"),
    ("not TOML: lone CR", "version = 2", "version = 2\rx", 6, "version", "this is not TOML"),
    (
        "not TOML: text left open",
        'phase = "Out"\n',
        'phase = """Out\n\n',
        26,
        "",
        "this is not TOML: unterminated string",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "key", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_an_error_names_line_key_and_what_was_expected(old: str, new: str, line: int, key: str, words: str) -> None:
    assert old in BAKERY
    with pytest.raises(InputError) as caught:
        templates.parse(BAKERY.replace(old, new, 1), "bakery.toml")
    title = caught.value.title
    if line:
        assert title.startswith(f"bakery.toml, line {line}" + (f", key {key}: " if key else ": "))
    assert words in f"{title} {caught.value.remedy}"
    assert title.endswith(".")
    assert "\n" not in title
    assert title.isprintable()
    assert caught.value.remedy.startswith("Correct th")


def test_a_phase_is_not_taken_up_again() -> None:
    text = BAKERY + '[[touchpoint]]\nkey="home"\nname="Go home"\nphase="Inside"\n'
    with pytest.raises(InputError, match=r"line 28, key touchpoint 3, phase: expected all touchpoints of a phase"):
        templates.parse(text)


@pytest.mark.parametrize("tail", ["", "touchpoint = []", "touchpoint = 3", "touchpoint = [1]", "[touchpoint]\nkey='a'"])
def test_a_template_without_touchpoints_is_refused(tail: str) -> None:
    with pytest.raises(InputError, match=r"key touchpoint: expected at least one \[\[touchpoint\]\] table"):
        templates.parse(f'key = "a"\nname = "A"\n{tail}')


def test_too_many_touchpoints_are_refused() -> None:
    rows = "".join(f'[[touchpoint]]\nkey="t{n}"\nname="T{n}"\nphase="P"\n' for n in range(101))
    with pytest.raises(InputError, match="at most 100 touchpoints, found 101"):
        templates.parse('key = "a"\nname = "A"\n' + rows)


def test_all_problems_of_a_file_are_told_at_once() -> None:
    text = BAKERY.replace("= 3.5", "= 0").replace("= 4", "= -4").replace('"Pay"', '""').replace("true", '"no"')
    text = text.replace("communications = 1", "communications = -1").replace('"pay"', '"PAY"')
    with pytest.raises(InputError) as caught:
        templates.parse(text, "b.toml")
    assert caught.value.title.startswith("b.toml, line 5, key silence_limit_minutes: ")
    assert caught.value.remedy == (
        "Correct the file; it has 5 more problems: line 16 (touchpoint 1, planned_minutes), "
        "line 17 (touchpoint 1, expected_communications), line 19 (touchpoint 1, optional), "
        "line 22 (touchpoint 2, key) and further down."
    )


def test_one_further_problem_is_named() -> None:
    with pytest.raises(InputError) as caught:
        templates.parse(BAKERY.replace("= 3.5", "= 0").replace("= 4", "= -4"))
    assert caught.value.remedy.endswith("it has 1 more problem: line 16 (touchpoint 1, planned_minutes).")


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        (BAKERY.encode("utf-16"), 1, "0xff"),
        (BAKERY.encode("utf-16-le"), 1, None),
        (BAKERY.replace("Pay", "Café").encode("latin-1"), 23, "0xe9"),
    ],
    ids=["UTF-16", "UTF-16 without mark", "Latin-1"],
)
def test_another_encoding_is_named(tmp_path: Path, data: bytes, line: int, byte: str | None) -> None:
    path = tmp_path / "bakery.toml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        templates.load(path)
    assert caught.value.title.startswith(f"bakery.toml, line {line}")
    if byte:
        assert f"found the byte {byte}" in caught.value.title
        assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = " + "[" * 400 + "]" * 400])
def test_monstrous_files_are_refused_in_words(text: str) -> None:
    with pytest.raises(InputError, match=r"^t\.toml"):
        templates.parse(text, "t.toml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml cannot be read: no such file"):
        templates.load(tmp_path / "none.toml")
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        templates.load(tmp_path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    with path.open("wb") as stream:
        stream.truncate(5_000_000_000)
    with pytest.raises(InputError, match=r"film\.toml has 5000000000 bytes"):
        templates.load(path)
