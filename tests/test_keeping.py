"""What was read is kept: nothing is lost on the way to the shelf and back, and only what changed is read again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import made_builds
import made_readings as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.ingest import Entry
from kg.model import Document, Entity, Flag, Metadata, Naming, Observation, Reading, Relation, Source, Span
from kg.pipeline.build import build
from kg.pipeline.keeping.codec import decode, decode_entity, encode, encode_entity, pack, unpack
from kg.pipeline.keeping.identity import key_of, state_of_reader
from kg.pipeline.keeping.shelf import Shelf
from kg.pipeline.keeping.shelved import Shelved
from kg.pipeline.keeping.workplace import workplace
from kg.pipeline.merge import merge
from kg.pipeline.work import kept
from kg.views import exports

TEXTS = {
    "a.txt": "甲市民政局工作总结\n2019年，甲市共有农村低保对象1200人，低保标准提高到每人每月530元。\n",
    "b.txt": "乙县养老服务发展情况\n截至2020年底，乙县建成养老机构35家，床位4100张。\n",
    "c.txt": "关于印发《丙市社会救助办法》的通知\n丙市民政局、丙市财政局联合印发《丙市社会救助办法》。\n",
}


def bare(reading: Reading) -> Reading:
    """A reading without what is not kept: the clean text."""
    document = reading.document
    return replace(reading, document=Document(document.source, "", (), (), (), document.metadata))


words = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
keys = st.tuples(st.sampled_from(["region", "agency", "program"]), words)
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: Span(min(pair), max(pair)))
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3)
maybe = st.none() | words
entities = st.builds(
    lambda key, label, aliases, english, concept, place, properties: Entity(*key, label, aliases, english, concept, place, properties),
    keys, words, st.lists(words, max_size=3).map(tuple), maybe, maybe, maybe, st.lists(st.tuples(words, words | keys), max_size=3).map(tuple),
)  # fmt: skip
observations = st.builds(
    Observation, mention=spans, evidence=spans, indicator=keys, region=keys, value=numbers, unit=words, kind=st.sampled_from(["level", "growth"]),
    period_start=maybe, period_end=maybe, period_basis=st.sampled_from([None, "stated"]), modifier=st.sampled_from([None, "ge"]),
    group=st.none() | keys, program=st.none() | keys, area=st.sampled_from([None, "urban"]), baseline=maybe,
)  # fmt: skip
relations = st.builds(Relation, keys, words, keys, st.lists(spans, max_size=3).map(tuple), words)
flags = st.builds(Flag, spans, words, st.none() | numbers, words, words, st.lists(spans, max_size=2).map(tuple))
sources = st.builds(Source, words, words, words, words, words, maybe, st.builds(Metadata, maybe, maybe, maybe, maybe, maybe))


def some(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


documents = st.builds(lambda source, said: Document(source, "", (), (), (), said), sources, st.builds(Metadata, maybe, maybe))
readings = st.builds(
    Reading, document=documents, about=st.none() | keys, entities=some(entities), namings=some(st.builds(Naming, spans, keys)),
    relations=some(relations), observations=some(observations), flags=some(flags), skipped=st.dictionaries(words, st.integers(0, 9), max_size=2),
)  # fmt: skip


@given(readings)
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    assert decode(unpack(pack(encode(reading))), reading.document.source.raw) == reading


@given(entities)
def test_an_entity_comes_back_as_it_was(entity: Entity) -> None:
    assert decode_entity(unpack(pack(encode_entity(entity)))) == entity


def test_a_number_keeps_its_digits() -> None:
    reading = made.reading()
    one = replace(reading.observations[0], value=Decimal("70.10"))
    back = decode(unpack(pack(encode(replace(reading, observations=(one,))))), "")
    assert str(back.observations[0].value) == "70.10"


def shelved(*readings: Reading) -> Shelved:
    shelf = Shelf()
    shelf.begin()
    for number, reading in enumerate(readings):
        shelf.put(kept(str(number), reading, made.vocabulary()))
    shelf.arrange()
    return Shelved(shelf)


def test_a_build_on_the_shelf_is_the_build_in_memory() -> None:
    twin = replace(made.reading("z.txt"), about=None)
    readings = [made.reading("b.txt", made.TEXT + "乙"), made.reading(), twin]
    one, other = shelved(*readings), merge(readings, made.vocabulary())
    assert list(one.readings) == [bare(reading) for reading in other.readings] == [one.readings[place] for place in range(len(one.readings))]
    assert tuple(one.entities) == other.entities
    assert dict(one.by_id) == other.by_id and dict(one.labels) == other.labels
    assert (one.counts, one.skipped, tuple(one.repeated)) == (other.counts, other.skipped, other.repeated)
    assert exports.contents(one, made.vocabulary()) == exports.contents(other, made.vocabulary())


def test_a_place_outside_the_build_is_an_error() -> None:
    readings = shelved(made.reading()).readings
    assert readings[-1] == readings[0] and list(readings[:1]) == [readings[0]]
    with pytest.raises(IndexError):
        readings[1]


def written(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    texts, out = written(tmp_path / "in", TEXTS), tmp_path / "out"
    with workplace(out) as shelf:
        first = build([texts], shelf=shelf)
        assert (first.reused, len(first.build.readings)) == (0, 3)
    with workplace(out) as shelf:
        again = build([texts], shelf=shelf)
        assert again.reused == 3
    changed = {**TEXTS, "b.txt": TEXTS["b.txt"].replace("35家", "36家")}
    del changed["c.txt"]
    written(texts, changed)
    with workplace(out) as shelf:
        last = build([texts], shelf=shelf)
        assert (last.reused, shelf.names()) == (1, ["a.txt", "b.txt"])
        assert exports.contents(last.build, last.vocabulary) == exports.contents(build([texts]).build, last.vocabulary)


def test_the_second_of_two_equal_files_takes_the_place_of_the_first_when_that_goes(tmp_path: Path) -> None:
    texts, out = written(tmp_path / "in", {"a.txt": TEXTS["a.txt"], "b.txt": TEXTS["a.txt"]}), tmp_path / "out"
    with workplace(out) as shelf:
        assert list(build([texts], shelf=shelf).build.repeated) == [("b.txt", "a.txt")]
    (texts / "a.txt").unlink()
    with workplace(out) as shelf:
        outcome = build([texts], shelf=shelf)
        assert outcome.reused == 1 and list(outcome.build.entities) == list(build([texts]).build.entities)


def test_a_reading_is_known_by_bytes_name_and_reader() -> None:
    item = Entry("a.txt", b"x", "text")
    others = [replace(item, name="b.txt"), replace(item, data=b"y"), replace(item, format="html")]
    keys = {key_of(each, "one") for each in (item, *others)} | {key_of(item, "two")}
    row = Source("a#1", "0" * 64, "文", hints=Metadata(title="甲"))
    keys |= {key_of(row, "one"), key_of(replace(row, hints=Metadata()), "one"), key_of(replace(row, raw="字"), "one")}
    assert len(keys) == 8
    assert key_of(item, "one") == key_of(Entry("a.txt", b"x", "text"), "one")


def test_a_word_more_in_the_ontology_makes_another_reader(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("# nothing\n", encoding="utf-8")
    with_folder = state_of_reader([tmp_path])
    (tmp_path / "mine.ttl").write_text("# something\n", encoding="utf-8")
    assert len({state_of_reader(), with_folder, state_of_reader([tmp_path])}) == 3
    assert state_of_reader() == state_of_reader()


@pytest.mark.parametrize("harm", ["bytes", "version", "half"])
def test_a_damaged_shelf_is_made_anew(tmp_path: Path, harm: str) -> None:
    texts, out = written(tmp_path / "in", TEXTS), tmp_path / "out"
    with workplace(out) as shelf:
        build([texts], shelf=shelf)
        path = Path(shelf.path)
    if harm == "bytes":
        path.write_bytes(b"no database at all" * 100)
    elif harm == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 999")
        database.close()
    with workplace(out) as shelf:
        outcome = build([texts], shelf=shelf)
        assert len(outcome.build.readings) == 3


def test_two_builds_into_one_folder_are_told_apart(tmp_path: Path) -> None:
    with workplace(tmp_path / "out"), pytest.raises(StoreError, match="another kg build is writing there"), workplace(tmp_path / "out"):
        pass


def test_a_folder_into_which_nothing_was_written_is_not_left_behind(tmp_path: Path) -> None:
    with workplace(tmp_path / "new" / "out"):
        pass
    assert not (tmp_path / "new").exists()


def test_a_shelf_that_only_is_read_cannot_be_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "readings.db"
    sqlite3.connect(path).close()
    with pytest.raises(StoreError, match="build again"):
        Shelf(path, read_only=True)


def test_hostile_names_come_back_from_the_shelf() -> None:
    readings = made_builds.hostile().readings
    assert [reading.document.source for reading in shelved(*readings).readings] == [reading.document.source for reading in readings]
