"""What is kept in the cache folder changes how long a command takes, never what it gives."""

from __future__ import annotations

import hashlib
import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_turtle import slow_turtle

from kg.ingest import read
from kg.model import Source
from kg.pipeline.reader import Reader
from kg.rdf import QuadWriter, nquads, quads
from kg.rdf.turtle import turtle
from kg.vocab import keeping, vocabulary
from kg.vocab.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent
SEED = sorted((ROOT / "seeds").glob("*.txt"))[0]
MORE = (
    "@prefix c-group: <https://w3id.org/minzheng/concept/group/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    'c-group:{name} skos:prefLabel "{label}"@zh, "new"@en .\n'
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(keeping.SETTING, str(folder))
    return folder


def same(one: Vocabulary, other: Vocabulary) -> bool:
    codes = [code for place in other.gazetteer.places() for code in (place.code, *other.gazetteer.children(place.code)[:2])]
    return (
        list(one.concepts.values()) == list(other.concepts.values())
        and [one.gazetteer.by_code(code) for code in codes] == [other.gazetteer.by_code(code) for code in codes]
        and one.gazetteer.areas == other.gazetteer.areas
        and all(one.scheme(name) == other.scheme(name) for name in ("group", "cue", "unit"))
    )


def test_a_second_load_takes_what_the_first_kept_and_both_are_what_the_files_say(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = vocabulary.load()
    assert [path.name.partition("-")[0] for path in place.iterdir()] == ["vocabulary"]
    with monkeypatch.context() as patch:
        # nothing is parsed again
        patch.setattr(vocabulary, "parse", lambda path: pytest.fail(f"{path} was read"))
        second = vocabulary.load()
    monkeypatch.setenv(keeping.SETTING, "off")
    assert same(first, vocabulary.load()) and same(second, first)


def quads_in_a_process(environment: dict[str, str]) -> str:
    program = (
        "import hashlib, sys; from kg.ingest import read; from kg.pipeline.reader import Reader;"
        "from kg.rdf import QuadWriter; from kg.vocab.vocabulary import load;"
        "v = load(); r, w = Reader(v), QuadWriter(v);"
        "print(hashlib.sha256(''.join(line for source in read([sys.argv[1]], None, {}) for line in w.lines(r.read(source))).encode()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", program, str(SEED)], env=environment, capture_output=True, text=True, timeout=120, check=True, cwd=ROOT)
    return done.stdout.strip()


def test_the_same_quads_come_with_an_empty_cache_a_full_one_and_none(place: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    empty, full = quads_in_a_process(environment), quads_in_a_process(environment)
    assert {path.name.partition("-")[0] for path in place.iterdir()} == {"vocabulary", "measures", "words"}
    assert empty == full == quads_in_a_process({**environment, keeping.SETTING: "off"})


def test_processes_that_race_all_get_whole_values_and_leave_one_whole_file(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.vocab.keeping import recall\n"
        "for turn in range(60):\n"
        "    for at in Path(sys.argv[1]).glob('*.bin') if turn % 3 == 0 else (): at.unlink(missing_ok=True)\n"
        "    assert recall('big', 'k', lambda: ['x' * 1000 + str(n) for n in range(500)], Path(sys.argv[1])) == ['x' * 1000 + str(n) for n in range(500)]\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], env=environment, cwd=ROOT) for _ in range(2)]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert [path.suffix for path in tmp_path.iterdir()] == [".bin"]


def whole(values: object) -> bytes:
    payload = marshal.dumps(values)
    return hashlib.sha256(payload).digest() + payload


BROKEN = {
    "empty": b"",
    "cut off": whole(("old",))[:-3],
    "one bit changed": whole(("old",))[:-1] + b"\x00",
    "not what is kept": whole({"old": 1}),
    "no marshalled value": hashlib.sha256(b"\xff\xff").digest() + b"\xff\xff",
    "text": b"old",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_broken_is_made_anew(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "thing-k.bin"
    path.write_bytes(data)
    assert keeping.recall("thing", "k", lambda: "new", tmp_path) == "new"
    assert keeping.recall("thing", "k", lambda: "newer", tmp_path) == "new"


def test_a_file_that_others_may_write_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "thing-k.bin"
    path.write_bytes(whole(("planted",)))
    path.chmod(0o666)
    assert keeping.recall("thing", "k", lambda: "new", tmp_path) == "new"
    assert keeping.recall("thing", "k", lambda: "newer", tmp_path) == "new"


def test_a_file_or_folder_of_another_user_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.recall("thing", "k", lambda: "planted", tmp_path)
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert keeping.recall("thing", "k", lambda: "new", tmp_path) == "new"


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert keeping.recall("thing", "k", lambda: "new", tmp_path) == "new"
    assert not list(tmp_path.iterdir())


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(whole(("planted",)))
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "thing-k.bin").symlink_to(elsewhere)
    assert keeping.recall("thing", "k", lambda: "new", folder) == "new"
    assert elsewhere.read_bytes() == whole(("planted",))


def test_where_nothing_can_be_written_all_else_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a file where a folder should be")
    # a name that no file system takes
    for place in (file, file / "below", tmp_path / ("x" * 300)):
        assert keeping.recall("thing", "k", lambda: "new", place) == "new"
    assert file.read_text() == "a file where a folder should be"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert keeping.recall("thing", "k", lambda: "new", tmp_path) == "new"
    assert not list(tmp_path.iterdir())


def test_another_ontology_is_read_anew(place: Path, tmp_path: Path) -> None:
    added = tmp_path / "more"
    added.mkdir()
    for label in ("甲乙人员", "丙丁人员"):
        (added / "more.ttl").write_text(MORE.format(name="new-people", label=label), "utf-8")
        held = vocabulary.load([added])
        assert held.concepts["https://w3id.org/minzheng/concept/group/new-people"].label == label
    assert "https://w3id.org/minzheng/concept/group/new-people" not in vocabulary.load().concepts
    assert len(list(place.glob("vocabulary-*.bin"))) == 3


def test_the_key_tells_files_programs_and_contents_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in (("a", "12"), ("b", "3"), ("c", "1"), ("d", "23")):
        (tmp_path / name).write_text(data)
    a, b, c, d = (tmp_path / name for name in "abcd")
    keys = {keeping.key_of(paths) for paths in ([a, b], [a], [b, a], [c, d], [])}
    monkeypatch.setattr("kg.__version__", "another")
    assert len(keys | {keeping.key_of([a, b])}) == 6


def test_only_the_newest_few_of_a_name_stay(tmp_path: Path) -> None:
    for turn in range(7):
        keeping.recall("thing", f"key{turn}", lambda: "held", tmp_path)
        os.utime(tmp_path / f"thing-key{turn}.bin", (turn, turn))
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"thing-key{turn}.bin" for turn in range(3, 7)]


@pytest.mark.parametrize(
    ("environment", "platform", "wanted"),
    [
        ({"HOME": "/home/a"}, "linux", "/home/a/.cache/minzheng-kg"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/c"}, "linux", "/c/minzheng-kg"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "relative"}, "linux", "/home/a/.cache/minzheng-kg"),
        ({"HOME": "/Users/a"}, "darwin", "/Users/a/Library/Caches/minzheng-kg"),
        ({"HOME": "/home/a", "KG_CACHE": "/x"}, "linux", "/x"),
        ({}, "linux", None),
    ],
)
def test_the_folder_is_where_the_system_keeps_caches(environment: dict[str, str], platform: str, wanted: str | None) -> None:
    found = keeping.folder(environment, platform)
    assert (found.as_posix() if found else None) == wanted


def test_the_fast_writers_give_the_bytes_of_the_slow_ones() -> None:
    held = vocabulary.load()
    reader, writer = Reader(held), QuadWriter(held)
    for source in read([str(ROOT / "seeds")], None, {}):
        assert isinstance(source, Source)
        reading = reader.read(source)
        slow = quads(reading, held)
        assert "".join(writer.lines(reading)).encode("utf-8") == nquads(slow)
        assert turtle(slow) == slow_turtle(slow)
