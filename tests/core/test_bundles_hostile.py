"""Files that pretend to be bundles, or were made to do harm: refused whole, with the reason, and nothing is touched."""

from __future__ import annotations

import io
import json
import os
import re
import struct
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mysteryshop.errors import KnownError
from mysteryshop.store import chain
from mysteryshop.store.bundle_format import BadBundle
from tests.core.bundles import Desk, desk
from tests.core.walks import closing, rich

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle of a sealed journey with evidence."""
    folder = tmp_path_factory.mktemp("good")
    with closing(rich(folder)) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        Desk(walk.database).hand_on(folder / "good.journey")
    return (folder / "good.journey").read_bytes()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Desk]:
    """A store with a journey of its own, beside which a stranger's file is put."""
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "precious.txt").write_text("precious")
    with desk(tmp_path / "beside" / "data") as made:
        yield made


def parts_of(good: bytes) -> Parts:
    with ZipFile(io.BytesIO(good)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts, *, mode: int = 0o600, packed: bool = True) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for name, data in parts.items():
            entry = ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
            archive.writestr(entry, data)
    return held.getvalue()


def listed(parts: Parts) -> Parts:
    """The parts with a manifest that tells the truth of them."""
    said = json.loads(parts["manifest.json"])
    others = {name: data for name, data in parts.items() if name != "manifest.json"}
    said["parts"] = [{"name": n, "size": len(d), "sha256": sha256(d).hexdigest()} for n, d in others.items()]
    return {**others, "manifest.json": json.dumps(said).encode()}


def journey_of(parts: Parts) -> Any:
    return json.loads(parts["journeys/0.json"])


def with_journey(parts: Parts, said: Any) -> Parts:
    return listed({**parts, "journeys/0.json": json.dumps(said).encode()})


def rehashed(said: Any) -> Any:
    """The journey with a chain that is computed anew: whoever forges edits does that too."""
    previous = chain.START
    for edit in said["edits"]:
        previous = chain.digest(said["chain_id"], previous, *edit[:4], tuple(edit[5:8]), edit[4])
        edit[8] = previous.hex()
    return said


def refused(target: Desk, held: bytes, passphrase: str | None = None) -> str:
    """Why a file is refused, after seeing that nothing came of it."""
    home = target.database.data_dir.parent
    file = home / "x.journey"
    file.write_bytes(held)
    around = {str(p.relative_to(home)): p.stat().st_size for p in home.rglob("*") if p.is_file()}
    with pytest.raises(KnownError) as refusal:
        target.take(file, passphrase)
    after = {str(p.relative_to(home)): p.stat().st_size for p in home.rglob("*") if p.is_file()}
    assert {n: s for n, s in after.items() if "mysteryshop.sqlite" not in n} == {
        n: s for n, s in around.items() if "mysteryshop.sqlite" not in n
    }
    assert target.queries.ids() == []
    assert list(target.database.files.digests()) == []
    assert refusal.value.remedy
    return refusal.value.title


def test_the_good_one_is_taken(good: bytes, target: Desk, tmp_path: Path) -> None:
    """Otherwise nothing here would mean anything."""
    for name, held in (("a", good), ("b", zipped(listed(parts_of(good)))), ("c", zipped(parts_of(good), packed=False))):
        (tmp_path / name).write_bytes(held)
        assert target.outcomes(tmp_path / name) == (["new"] if name == "a" else ["here"])


STRANGE: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "a path out of the folder": (lambda p: zipped(listed({**p, "../../x": b"!"})), "no part of a bundle"),
    "a path from the root": (lambda p: zipped(listed({**p, "/etc/passwd": b"!"})), "no part of a bundle"),
    "a windows path": (lambda p: zipped(listed({**p, "evidence\\x": b"!"})), "no part of a bundle"),
    "a hidden path": (lambda p: zipped(listed({**p, "evidence/../../x": b"!"})), "no part of a bundle"),
    "a name with a NUL": (
        lambda p: zipped(listed({**p, "journeysX1.json": b"!"})).replace(b"journeysX1.json", b"journeys/1.\0son"),
        "no part of a bundle",
    ),
    "a folder": (lambda p: zipped({**p, "journeys/": b""}), "no part of a bundle"),
    "symlinks": (lambda p: zipped(p, mode=0o120777), "no plain file"),
    "a device": (lambda p: zipped(p, mode=0o060600), "no plain file"),
    "no manifest": (lambda p: zipped({n: d for n, d in p.items() if n != "manifest.json"}), "no manifest.json"),
    "a manifest that is none": (lambda p: zipped({**p, "manifest.json": b"[1"}), "no JSON"),
    "a deep manifest": (lambda p: zipped({**p, "manifest.json": b"[" * 300_000}), "nested too deep|no JSON"),
    "a part that is not listed": (lambda p: zipped({**p, "journeys/1.json": b"{}"}), "other parts"),
    "a listed part that is not there": (
        lambda p: zipped({n: d for n, d in p.items() if not n.startswith("evidence")}), "other parts"
    ),
    "another content": (
        lambda p: zipped({n: (d[:-1] + b"?" if n.startswith("evidence") else d) for n, d in p.items()}),
        "not what the manifest says",
    ),
    "another content and its hash": (
        lambda p: zipped(listed({n: (d[:-1] + b"?" if n.startswith("evidence") else d) for n, d in p.items()})),
        "not what the manifest says",
    ),
    "a file of nobody's": (
        lambda p: zipped(listed({**p, f"evidence/{sha256(b'!').hexdigest()}": b"!"})), "belongs to no journey"
    ),
    "a bomb": (
        lambda p: zipped(listed({**p, f"evidence/{sha256(bytes(60_000_000)).hexdigest()}": bytes(60_000_000)})),
        "unpacks to 60,000,000 bytes",
    ),
    "a JSON bomb": (lambda p: zipped(listed({**p, "journeys/1.json": b" " * 40_000_000})), "unpacks to"),
    "the same journey twice": (lambda p: zipped(listed({**p, "journeys/1.json": p["journeys/0.json"]})), "twice"),
    "nothing": (lambda _: b"", "cut off, or no bundle"),
    "a zip of nothing": (lambda _: zipped({}), "no manifest.json"),
    "a text": (lambda _: b"template: airline\n" * 10, "cut off, or no bundle"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_bundle_is_refused_whole(good: bytes, target: Desk, name: str) -> None:
    make, reason = STRANGE[name]
    assert re.search(reason, refused(target, make(parts_of(good)))), name


def test_a_part_that_stands_in_it_twice(good: bytes, target: Desk) -> None:
    held = io.BytesIO(good)
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(held, "a") as archive:
        archive.writestr("journeys/0.json", b"{}")
    assert "stands in it twice" in refused(target, held.getvalue())


def test_a_list_of_a_million_parts_is_not_even_read(good: bytes, target: Desk) -> None:
    end = good.rindex(b"PK\5\6")
    held = bytearray(good)
    struct.pack_into("<2H", held, end + 8, 60_000, 60_000)
    assert "60,000 parts" in refused(target, bytes(held))
    held = bytearray(good)
    struct.pack_into("<I", held, end + 12, 0xFFFFFFF0)
    assert "parts" in refused(target, bytes(held))


def test_a_size_that_lies_is_found(good: bytes, target: Desk) -> None:
    """The list says that a part is small, and the part unpacks to more."""
    held = bytearray(good)
    place = held.rindex(b"journeys/0.json") - 46
    assert held[place : place + 4] == b"PK\1\2"
    struct.pack_into("<I", held, place + 24, 10)
    assert "another size" in refused(target, bytes(held))


FORGED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a changed edit": (lambda j: _edit(j, 4, 3, "better so"), "edit 5 of journey"),
    "a missing edit": (lambda j: {**j, "edits": j["edits"][:3] + j["edits"][4:]}, "does not hold: An edit is missing"),
    "no edits": (lambda j: {**j, "edits": []}, "has no edits"),
    "half a chain": (lambda j: {**j, "edits": j["edits"][:-3]}, "tells another journey"),
    "another record": (lambda j: _put(j, ["record", "journey", "place"], "Porto"), "tells another journey"),
    "another id": (lambda j: {**j, "chain_id": "somebody-elses"}, "does not hold"),
    "an id of nothing": (lambda j: {**j, "id": ""}, "an id that is none"),
    "an endless id": (lambda j: {**j, "id": "x" * 5000}, "an id that is none"),
    "an id with a NUL": (lambda j: {**j, "id": "x\0y"}, "an id that is none"),
    "an unknown template": (lambda j: {**j, "snapshot": "0" * 64}, "no template"),
    "an edit of wrong types": (lambda j: _edit(j, 2, 0, "3"), "of wrong types"),
    "an edit that is no edit": (lambda j: {**j, "edits": [1, 2, 3]}, "of wrong types"),
    "a truth for a number": (lambda j: _edit(j, 0, 0, True), "of wrong types"),
    "a huge number": (lambda j: _edit(j, 0, 1, 1 << 70), "of wrong types"),
    "a hash that is none": (lambda j: _edit(j, 0, 8, "xyz"), "no hash"),
    "edits that are no list": (lambda j: {**j, "edits": {}}, "has no edits"),
    "no journey at all": (lambda _: [], "has no id"),
    "a field of a wrong type": (lambda j: _forged(j, '"place":["","Lisbon to Oslo"]', '"place":["",7]'), "wrong place"),
    "an unknown field": (lambda j: _forged(j, '"place":', '"palace":'), "wrong palace"),
    "another journey's id inside": (lambda j: _forged(j, '"place":["","Lisbon to Oslo"]', '"id":["","x"]'), "wrong id"),
    "an unknown word": (lambda j: _forged(j, '"state":["planned","walking"]', '"state":["planned","flying"]'), "."),
    "a level out of scale": (lambda j: _forged(j, '"level":4', '"level":9'), "not"),
    "a number for a text": (lambda j: _forged(j, '"text":"Ten minutes at most"', '"text":10'), "wrong types"),
    "what JSON does not have": (lambda j: _forged(j, '"confidence":0.8', '"confidence":NaN'), "."),
    "a deep edit": (lambda j: _forged(j, '"confidence":0.8', '"confidence":' + "[" * 9000 + "]" * 9000), "."),
    "nothing before and after": (
        lambda j: _append(j, '{"items":[["moment","m",null,null]]}'), "changes nothing"
    ),
    "an unknown kind of thing": (lambda j: _append(j, '{"items":[["spaceship","m",null,{}]]}'), "cannot be read"),
    "changes that are a list": (lambda j: _append(j, "[]"), "cannot be read"),
    "items that are a number": (lambda j: _append(j, '{"items":5}'), "cannot be read"),
    "a moment of a visit that is not there": (
        lambda j: _append(
            j,
            '{"items":[["moment","m9",null,{"kind":"note","observed_at":1,"recorded_at":1,'
            '"original_observed_at":1,"seq":99,"visit":"nowhere"}]]}',
        ),
        ".",
    ),
    "an attachment with a path for a hash": (
        lambda j: _append(
            j,
            '{"items":[["attachment","a9",null,{"moment":"m","digest":"../../../etc/passwd","name":"x",'
            '"media_type":"x","size":1,"captured_at":1,"recorded_at":1,"clock":"app"}]]}',
        ),
        "no file's hash",
    ),
}  # fmt: skip


def _edit(said: Any, number: int, place: int, value: Any) -> Any:
    said["edits"][number][place] = value
    return said


def _put(said: Any, path: list[str], value: Any) -> Any:
    node = said
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return said


def _forged(said: Any, old: str, new: str) -> Any:
    """The first edit that says `old` says `new`, and the chain is computed anew."""
    edit = next(e for e in said["edits"] if old in e[4])
    edit[4] = edit[4].replace(old, new)
    return rehashed(said)


def _append(said: Any, changes: str) -> Any:
    last = said["edits"][-1]
    said["edits"].append([last[0] + 1, last[1], "save", "", changes, None, None, None, ""])
    return rehashed(said)


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_journey_is_refused_whole(good: bytes, target: Desk, name: str) -> None:
    forge, reason = FORGED[name]
    parts = parts_of(good)
    title = refused(target, zipped(with_journey(parts, forge(journey_of(parts)))))
    assert reason in title, title
    assert len(title) < 400


def test_a_good_journey_beside_a_bad_one_does_not_come_in_alone(good: bytes, target: Desk) -> None:
    parts = parts_of(good)
    said = journey_of(parts)
    bad = json.dumps(_edit({**said, "id": "second"}, 3, 3, "x")).encode()
    assert "does not hold" in refused(target, zipped(listed({**parts, "journeys/1.json": bad})))


@pytest.mark.parametrize("change", [(b'"version": 1', b'"version": 2'), (b'"mysteryshop-bundle"', b'"others"')])
def test_another_version_or_format_is_told(good: bytes, target: Desk, change: tuple[bytes, bytes]) -> None:
    parts = parts_of(good)
    parts["manifest.json"] = parts["manifest.json"].replace(*change)
    title = refused(target, zipped(parts))
    assert "another version" in title or "no bundle of journeys" in title


@pytest.mark.parametrize("where", [0, 1, 21, 22, 100, 0.25, 0.5, 0.9, -1, -22])
def test_a_bundle_that_was_cut_off_is_refused(good: bytes, target: Desk, where: float) -> None:
    length = int(len(good) * where) if 0 < where < 1 else int(where)
    refused(target, good[:length])


# Anything at all


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spots=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), min_size=1, max_size=6))
@example(spots=[(1.0, 1)])
def test_any_flipped_bytes_end_in_a_sentence_or_in_the_very_same_journey(
    spots: list[tuple[float, int]], good: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    held = bytearray(good)
    for place, change in spots:
        held[min(len(held) - 1, int(place * len(held)))] ^= change
    _harmless(bytes(held), tmp_path_factory)


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(1 << 66), 1 << 66), st.floats(), st.text(max_size=8),
    st.lists(st.integers(), max_size=2), st.just({}), st.binary(max_size=3).map(bytes.hex),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.integers(0, 40), min_size=1, max_size=5), value=leaves, inside=st.booleans())
def test_any_damage_to_a_journey_ends_in_a_sentence_or_in_a_journey(
    path: list[int], value: Any, inside: bool, good: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also to what an edit says, with its chain computed anew."""
    parts = parts_of(good)
    said = journey_of(parts)
    if inside:
        edit = said["edits"][path[0] % len(said["edits"])]
        changes = json.loads(edit[4])
        _damage(changes, path[1:] or [0], value)
        edit[4] = json.dumps(changes)
        rehashed(said)
    else:
        _damage(said, path, value)
    _harmless(zipped(with_journey(parts, said)), tmp_path_factory)


def _damage(node: Any, path: list[int], value: Any) -> None:
    for depth, step in enumerate(path):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = keys[step % len(keys)]
        if depth == len(path) - 1 or not isinstance(node[key], (dict, list)) or not node[key]:
            node[key] = value
            return
        node = node[key]


_kept: dict[str, Path] = {}


def _harmless(held: bytes, factory: pytest.TempPathFactory) -> None:
    """Taken in or refused, in any case with a whole store and nothing beside it."""
    if "home" not in _kept:
        _kept["home"] = factory.mktemp("home")
    home = _kept["home"]
    data = home / os.urandom(4).hex()
    file = home / "x.journey"
    file.write_bytes(held)
    with desk(data) as made:
        try:
            made.take(file)
        except KnownError as error:
            assert error.title
            assert error.remedy
            assert made.queries.ids() == []
            assert list(made.database.files.digests()) == []
        assert made.all_is_well()
        for ident in made.queries.ids():
            made.queries.load(ident)
        assert made.queries.rows(limit=-1) is not None
    assert {p.name for p in home.iterdir() if p.is_file()} == {"x.journey"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda b: b"MYSHOPJ1" + b)))
def test_any_bytes_are_no_bundle(held: bytes, target: Desk) -> None:
    if held[24:25] and held.startswith(b"MYSHOPJ1") and held[24] in range(14, 19):
        return  # that one asks for a passphrase, and takes its time
    refused(target, held, "secret")


def test_a_refusal_is_told_with_the_files_name(target: Desk) -> None:
    file = target.database.data_dir.parent / "from Ada.journey"
    file.write_bytes(b"PK")
    with pytest.raises(BadBundle, match=r"from Ada\.journey is refused"):
        target.take(file)
