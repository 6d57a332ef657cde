"""The table of throughput can be made of any corpus."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = "2023年，甲市民政局为200名老年人发放高龄津贴30万元。"


def test_the_table_has_a_row_for_each_contender_and_counts_every_so_many_texts(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl.gz"
    corpus.write_bytes(gzip.compress("\n".join(json.dumps({"text": f"{TEXT}{number}"}) for number in range(7)).encode()))
    command = [sys.executable, str(ROOT / "benchmarks" / "throughput.py"), str(corpus), "--every", "3"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=None)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("3 texts,")
    rows = [line.split("|")[1].strip() for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert rows == ["", "text → quads", "text → facts", "jieba.posseg", "jieba.cut"]
