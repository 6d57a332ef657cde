"""Bars as an SVG picture: some panels, each with a title and a bar a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _LABEL, _BAR, _ROW, _TITLE, _GAP = 820, 250, 430, 24, 34, 18


@dataclass(frozen=True)
class Bar:
    """A value with its label and how it is written; `is_ours` is coloured."""

    label: str
    value: float
    told: str
    is_ours: bool = False


@dataclass(frozen=True)
class Panel:
    """A title over some bars, the longest of which fills the width."""

    title: str
    bars: Sequence[Bar]


def svg(panels: Sequence[Panel]) -> str:
    """The picture."""
    height = sum(_TITLE + _ROW * len(panel.bars) + _GAP for panel in panels) + _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img"'
        ' font-family="system-ui, sans-serif" font-size="13">',
        f"<title>{escape('; '.join(panel.title for panel in panels))}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
    ]
    top = _GAP
    for panel in panels:
        parts.append(f'<text x="12" y="{top + 16}" font-weight="600" fill="#222">{escape(panel.title)}</text>')
        top += _TITLE
        longest = max(bar.value for bar in panel.bars) or 1.0
        for bar in panel.bars:
            parts += _bar(bar, top, bar.value / longest)
            top += _ROW
        top += _GAP
    return "\n".join([*parts, "</svg>\n"])


def _bar(bar: Bar, top: int, part: float) -> list[str]:
    length, colour = max(1.0, _BAR * part), "#1f6f8b" if bar.is_ours else "#b8bec4"
    return [
        f'<text x="{_LABEL - 8}" y="{top + 13}" text-anchor="end" fill="#333">{escape(bar.label)}</text>',
        f'<rect x="{_LABEL}" y="{top + 1}" width="{length:.1f}" height="16" fill="{colour}"/>',
        f'<text x="{_LABEL + length + 6:.1f}" y="{top + 13}" fill="#333">{escape(bar.told)}</text>',
    ]
