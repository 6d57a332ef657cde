"""Corrections by hand: a TOML file that every rebuild applies and the report lists."""

from kg.pipeline.overrides.applying import apply
from kg.pipeline.overrides.corrections import Applied, Correction
from kg.pipeline.overrides.file import read

__all__ = ["Applied", "Correction", "apply", "read"]
