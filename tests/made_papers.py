"""A build of a few invented documents: two that contradict each other over several years, one whose text is hostile and garbled."""

from __future__ import annotations

from pathlib import Path

import run_kg

FIRST = """廊坊市2019年民政工作总结
发布日期：2020-01-10 来源：廊坊市民政局
2019年，廊坊市城市低保标准为每人每月660元。全市共有城市低保对象12000人。
2019年，廊坊市养老机构达到120家，养老床位达到18000张。2018年，廊坊市养老机构达到110家，养老床位达到16500张。
2018年，廊坊市城市低保标准为每人每月620元。市民政局印发了《廊坊市养老机构管理办法》，服务对象为老年人。
"""
SECOND = """廊坊市2020年民政工作总结
发布日期：2021-01-10 来源：廊坊市民政局
2020年，廊坊市城市低保标准为每人每月710元。2019年，廊坊市城市低保标准为每人每月693元。
2020年，廊坊市养老床位达到19500张，养老机构达到131家。截至2018年底，肥乡县有养老机构7家。
养老机构由938家增加到1553家，增长656%。
"""
HOSTILE = (
    "石家庄市2020年<script>window.hacked=1</script>工作\r\n"
    "2020年，石家庄市城市低保标准为每人每月\x01720元，\u202e“<img src=x onerror=window.hacked=1>工程”覆盖残疾人。\r\n"
    f"石家庄市民政局印发了《{'甲' * 300}办法》。\r\n"
)


def written(folder: Path) -> Path:
    """Builds the documents; gives the folder of the exports, beside which the originals lie in `texts/`."""
    texts = folder / "texts"
    texts.mkdir()
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c <b>.txt", HOSTILE)):
        (texts / name).write_bytes(text.encode("utf-8"))
    ran = run_kg.kg("build", texts, "-o", folder / "exports")
    assert ran.code in (0, 3), ran.err
    return folder / "exports"
