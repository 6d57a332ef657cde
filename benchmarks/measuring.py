"""What a program cost that ran as a process: time of its cores, time on the clock, memory of it and all that it started."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

# how often memory is looked at, in seconds
_LOOK = 0.2


@dataclass(frozen=True)
class Cost:
    """Seconds of cores with those of its children, seconds on the clock, most memory at one time of all together and of the largest, in bytes."""

    cpu: float
    wall: float
    together: int
    largest: int


def kg(*given: str | Path) -> Cost:
    """What a `kg` command of this tree cost.

    Raises:
        SystemExit: it failed; with what it said.
    """
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", "from kg.views.cli import main; main()", *map(str, given)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment) as process:
        watch = _Watch(process.pid)
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        together = watch.end()
    if process.returncode != 0:
        raise SystemExit(f"kg {' '.join(map(str, given))} ended with {process.returncode}:\n{said.decode(errors='replace')[-2000:]}")
    # Linux says kilobytes, macOS bytes
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(used.ru_utime + used.ru_stime, wall, together, largest)


class _Watch:
    """Looks at the memory of a process and its children until it is ended."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(_LOOK):
            self._most = max(self._most, sum(_share(each) for each in tree(self._process)))

    def end(self) -> int:
        """The most that was seen."""
        self._over.set()
        self._thread.join()
        return self._most


def tree(process: int) -> list[int]:
    """A process and all that it started that still run; itself alone where the system does not tell."""
    found = [process]
    for each in found:
        with suppress(OSError):
            for listed in Path(f"/proc/{each}/task").glob("*/children"):
                found += [int(child) for child in listed.read_text("ascii").split()]
    return found


def _share(process: int) -> int:
    """Memory of a process; what several share is divided among them."""
    with suppress(OSError), open(f"/proc/{process}/smaps_rollup", encoding="ascii") as lines:
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return 0


def machine() -> str:
    """Processor, cores, memory, system and Python of this machine."""
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if line.startswith("model name")]
        model = models[0] if models else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    system = f"{platform.system()} {platform.release()}"
    with suppress(OSError):
        system = platform.freedesktop_os_release().get("PRETTY_NAME", system)
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {system}, Python {platform.python_version()}"


def load() -> float:
    """How many processes wanted a core in the last minute: above 1 before a run, its times on the clock say little."""
    return os.getloadavg()[0]


def told(what: str) -> None:
    """Says on standard error how far the run is."""
    print(what, file=sys.stderr, flush=True)
