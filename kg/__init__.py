"""minzheng-kg: a knowledge graph of Chinese civil affairs, read from the texts that its agencies publish."""

__version__ = "0.1.0"
