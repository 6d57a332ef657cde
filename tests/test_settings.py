"""Where an article speaks from: one table of cases."""

from __future__ import annotations

from typing import Any

import made_resolutions
import pytest

CASES = made_resolutions.cases("settings")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_article_speaks_from_its_own_place(case: dict[str, Any]) -> None:
    settings = made_resolutions.resolution_of(case["text"]).settings
    assert [setting.region[1] if setting.region else "" for setting in settings] == case["places"], case["name"]


def test_a_text_that_names_no_place_is_about_none() -> None:
    assert made_resolutions.resolution_of("老人们在唱歌。").about is None


def test_in_a_national_text_the_whole_city_is_the_city_named_last() -> None:
    text = "国务院扶贫办、民政部、教育部、财政部和农业农村部介绍情况。贵州省遵义市动员全市党员，浙江省湖州市建站，湖南省长沙市建点。"
    assert [entity.key for _, entity in made_resolutions.named(text, "deixis")] == ["520300"]


def test_a_month_without_a_year_gives_no_reference() -> None:
    (setting,) = made_resolutions.resolution_of("活动于6月5日至8日举行，6月底结束，去年也办过。").settings
    assert setting.reference is None


def test_a_month_behind_the_end_of_a_year_is_of_the_year_after() -> None:
    (setting,) = made_resolutions.resolution_of("截至2022年底，全县有养老机构12家。8月25日，全县养老工作会议召开。").settings
    assert setting.reference == "2023"


def test_a_report_without_a_date_looks_back_on_the_last_year_of_its_review() -> None:
    review = "各位代表：我代表市人民政府向大会作工作报告。2009年，全市养老床位500张。2010年，全市养老床位达到600张，2010年新增机构3家。"
    text = review + "同时，我们也清醒地看到存在的问题。今年新增床位100张。"
    reviewed, planned = made_resolutions.resolution_of(text).settings
    assert (reviewed.reviewed, planned.reference) == ("2010", "2011")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2017年，石门县投入200万元。助餐点由2015年的12家增加到2017年底的42家，今年石门县还将新建20家。", "2018"),
        ("石门县助餐点由2015年的12家增加到2017年的42家。今年石门县新建20家，2017年目标可以完成。", "2017"),
        ("2017年4月6日，石门县启动助餐服务。2017年，石门县建点。今年石门县还将新建20家。", None),
        ("2017年4月，石门县启动助餐服务。2017年，石门县建点。今年石门县还将新建20家。", "2017"),
    ],
)
def test_this_year_is_not_one_whose_end_or_day_is_told(text: str, year: str | None) -> None:
    (setting,) = made_resolutions.resolution_of(f"{text}石门县的老年人都来用餐。").settings
    assert setting.reference == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("“十四五”开局之年，石门县新建助餐点20家。", "2021"),
        ("今年是“十三五”收官之年。石门县去年新建助餐点20家。", "2020"),
        # told of another year than that spoken from
        ("2011年是“十二五”的开局之年。2015年，石门县建点；2015年石门县新建助餐点20家。", "2015"),
        ("去年是“十四五”开局之年，石门县新建助餐点20家。", None),
    ],
)
def test_the_year_of_a_plan_by_which_a_text_calls_its_own_is_spoken_from(text: str, year: str | None) -> None:
    (setting,) = made_resolutions.resolution_of(f"{text}石门县的老年人都来用餐。").settings
    assert setting.reference == year
