"""Fuzzing: inputs made of the words of the domain, the laws that hold for any input, and what runs them."""
