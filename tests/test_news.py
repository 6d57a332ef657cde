"""What is left unwritten in general news, and why: each case is a frame of invented news and one sentence more."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.model import Reading, Source
from kg.pipeline.reader import Reader
from kg.vocab.vocabulary import load

CASES = tomllib.loads((Path(__file__).parent / "cases" / "news.toml").read_text("utf-8"))
# so many sentences with names of programs make a text about civil affairs
AFFAIRS = "全市完善最低生活保障、特困人员救助供养和临时救助制度，服务孤儿和困难残疾人。\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load())


def read(reader: Reader, raw: str) -> Reading:
    return reader.read(Source("case.txt", hashlib.sha256(raw.encode()).hexdigest(), raw))


@pytest.mark.parametrize(("phenomenon", "case"), [(name, case) for name, cases in CASES["cases"].items() for case in cases])
def test_a_figure_of_news_is_written_only_if_it_is_sure_enough(phenomenon: str, case: dict[str, Any], reader: Reader) -> None:
    reading = read(reader, f"{CASES['frame']}{case['text']}\n")
    assert [reading.document.exact(seen.mention) for seen in reading.observations] == case.get("figures", []), phenomenon
    assert sorted(reading.skipped) == sorted(case.get("reasons", [])), phenomenon


def test_a_text_about_civil_affairs_may_leave_its_place_unsaid(reader: Reader) -> None:
    raw = f"兰州市民政工作\n{AFFAIRS * 14}目前，已建成公园1260座，种下果树2300株，整修花坛960座，开放绿道180条，添置座椅5200张。\n"
    assert len(read(reader, raw).observations) == 5


def test_a_text_of_few_sentences_does_not_tell_that_it_is_news(reader: Reader) -> None:
    assert len(read(reader, "甘肃各地推进公园建设\n目前，已建成公园1260座。\n").observations) == 1


@pytest.mark.parametrize(
    ("years", "reasons"),
    [
        # years are named, and which of them 今年 is, nothing says
        ("各地自2015年起推广绿道，规划的路线延伸到2025年。", {"figure of news, time left open": 1}),
        ("各地自那时起推广绿道，规划的路线还会延伸。", {}),
    ],
)
def test_news_of_an_open_year_among_those_it_names_is_left_out(years: str, reasons: dict[str, int], reader: Reader) -> None:
    frame = CASES["frame"].replace("发布时间：2021-07-15\n", "")
    reading = read(reader, f"{frame}{years}\n今年1至9月，甘肃省建成公园1260座。\n")
    assert reading.skipped == reasons and len(reading.observations) == (not reasons)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("全国社区工作情况\n全国共有居民1260000名。\n", 1),
        ("全国社区工作情况\n清河西社区有居民12600名。\n", 0),
        ("全国社区工作情况\n目前，全镇共有居民12600名。\n", 0),
        ("美国一座工厂爆炸\n至少2000户居民断电。\n", 0),
    ],
)
def test_a_place_that_the_reader_does_not_know_is_not_the_nation(raw: str, count: int, reader: Reader) -> None:
    assert len(read(reader, raw).observations) == count


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        # whose the taxes are, only the first sentence of the chain says
        (
            "今年1月，全国养老机构3.8万个，同比增长1%；养老床位820万张，同比增长2%。\n"
            "2020年，全国责任保险累计实现保费收入18万亿元，同比增长5.2%；累计赔付成本总额1.4万亿元，同比增长11%。",
            ["3.8万个", "1%", "820万张", "2%", "18万亿元", "5.2%"],
        ),
        # of whom the share is, stands before the part
        ("全国检察机关共受理监察机关移送案件6400人，其中处级干部480人，占比7.5%，占比提高2个百分点。", ["6400人"]),
    ],
)
def test_news_near_to_civil_affairs_leaves_out_what_only_words_before_complete(sentence: str, figures: list[str], reader: Reader) -> None:
    reading = read(reader, f"全国要闻\n{AFFAIRS.replace('全市', '全国') * 3}{sentence}\n")
    assert [reading.document.exact(seen.mention) for seen in reading.observations] == figures


@pytest.mark.parametrize(("who", "figures"), [("当地", 0), ("全市", 1)])
def test_what_there_means_is_open_where_its_sentence_names_no_place(who: str, figures: int, reader: Reader) -> None:
    told = "兰州市共有养老机构230家，养老床位2.3万张。兰州市开办助餐点3200家，服务老年人3.1万人。兰州市培训护理员2600人，发放补贴3000万元。"
    raw = f"兰州市助餐见闻\n{told}\n在定西市走访的记者看到，老人们吃得开心。\n目前，{who}有2.1万名志愿者走进乡村，确保5.4万贫困人口脱贫。\n"
    reading = read(reader, raw)
    assert [reading.document.exact(seen.mention) for seen in reading.observations].count("5.4万") == figures
