"""What joins the members of a list?"""

from __future__ import annotations

import re

# 和, 与 and the like by themselves, and with the mark of a list
AND = re.compile(r"[和与及]|以及")
JOINER = re.compile(r"[、和与及]|以及")
