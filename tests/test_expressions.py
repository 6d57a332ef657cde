"""Regular expressions that were compiled once come from the cache folder, and match what they matched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.cli.expressions import kept_expressions
from kg.vocab import keeping

PATTERNS = [
    (r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?", 0),
    (r"[一-鿿]{2,4}(?=[县市区])(?<!自治)", 0),
    (r"(?i)caf[éE]|ſ+", 0),
    (r"^a.c$", re.M | re.S),
    (r"(a)|(?P<b>b)(?(b)c|d)", 0),
    (r"\w+?\s*(?>x+)y*+", re.A),
    ("", 0),
]
TEXTS = st.text(alphabet="abcdxy café\n一县市2013年12月KſE", max_size=30)


def fresh(pattern: str, flags: int) -> re.Pattern[str]:
    re.purge()
    return re.compile(pattern, flags)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which all patterns are kept."""
    place = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keeping.SETTING, str(place))
        with kept_expressions():
            for pattern, flags in PATTERNS:
                fresh(pattern, flags)
    assert len(list(place.glob("expressions-*.bin"))) == 1
    return place


@given(text=TEXTS)
@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_expression_finds_what_a_new_one_finds(place: Path, pattern: str, flags: int, text: str) -> None:
    new = fresh(pattern, flags)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keeping.SETTING, str(place))
        with kept_expressions():
            kept = fresh(pattern, flags)
    assert (kept.pattern, kept.flags, kept.groups, dict(kept.groupindex)) == (new.pattern, new.flags, new.groups, dict(new.groupindex))
    assert [(each.span(), each.groups(), each.groupdict(), each.lastgroup) for each in kept.finditer(text)] == [
        (each.span(), each.groups(), each.groupdict(), each.lastgroup) for each in new.finditer(text)
    ]


def test_what_is_kept_is_not_parsed_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from re import _parser  # type: ignore[attr-defined]  # it is in no stub

    parsed: list[str] = []
    original = _parser.parse
    monkeypatch.setattr(_parser, "parse", lambda pattern, *rest: (parsed.append(pattern), original(pattern, *rest))[1])
    monkeypatch.setenv(keeping.SETTING, str(place))
    with kept_expressions():
        for pattern, flags in PATTERNS:
            fresh(pattern, flags)
        assert not parsed
        fresh("new", 0)
    assert "new" in parsed


def test_an_expression_that_is_none_is_told_as_ever(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keeping.SETTING, str(place))
    with kept_expressions(), pytest.raises(re.error, match="unterminated"):
        re.compile("[a")


@pytest.mark.parametrize("setting", ["off", "/dev/null/nowhere"])
def test_without_a_cache_all_goes_on(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keeping.SETTING, setting)
    with kept_expressions():
        assert fresh("a+", 0).fullmatch("aa")


def test_a_kept_file_that_was_cut_is_made_anew(tmp_path: Path) -> None:
    environment = {**os.environ, keeping.SETTING: str(tmp_path)}
    command = [sys.executable, "-c", "from kg.views.cli import main; main()", "query", "--list"]
    first = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120).stdout
    (file,) = tmp_path.glob("expressions-*.bin")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120).stdout == first
    assert file.stat().st_size > len(whole) // 2
