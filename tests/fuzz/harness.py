"""Runs one target under atheris: python -m fuzz.harness TARGET [arguments of libFuzzer]."""

from __future__ import annotations

import sys

# a hang that no clock inside the process can see ends the run after so many seconds
HANG = 30


def main() -> None:
    """Fuzzes until the runs that libFuzzer was given are done, or until an input breaks a law."""
    # has no wheels for some machines, and tests are collected on all
    import atheris

    with atheris.instrument_imports(include=["kg"]):
        from fuzz import targets

    target = sys.argv[1]
    targets.TARGETS[target](b"")
    atheris.Setup([sys.argv[0], f"-timeout={HANG}", *sys.argv[2:]], lambda data: targets.check(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
