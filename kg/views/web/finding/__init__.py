"""Finding things by names, sentences and pinyin: an SQLite full-text index beside the build."""

from kg.views.web.finding.index import Found, Hit, Index, Wish

__all__ = ["Found", "Hit", "Index", "Wish"]
