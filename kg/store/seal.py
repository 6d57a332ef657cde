"""Takes from a process the right to open connections, for good, where the system can: a filter of system calls (Linux, seccomp)."""

from __future__ import annotations

import ctypes
import errno
import platform
import sys
from dataclasses import dataclass

# linux/seccomp.h, linux/prctl.h
_NO_NEW_PRIVILEGES, _SET_FILTER, _ALL_THREADS = 38, 1, 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
# linux/bpf_common.h: load a word, jump if equal, jump if greater or equal, return
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# struct seccomp_data: the number of the call, the architecture
_CALL, _ARCHITECTURE = 0, 4
# calls of the other way to number them on x86-64
_X32 = 0x40000000


@dataclass(frozen=True, slots=True)
class _Machine:
    """How a kind of machine numbers its system calls."""

    architecture: int
    socket: int
    seccomp: int


_MACHINES = {"x86_64": _Machine(0xC000003E, 41, 317), "aarch64": _Machine(0xC00000B7, 198, 277)}


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("met", ctypes.c_ubyte), ("unmet", ctypes.c_ubyte), ("operand", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def without_connections() -> bool:
    """No thread of this process can make a socket from now on. False where the system cannot promise it."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, machine.architecture),
        (_RETURN, 0, 0, _REFUSE | errno.EACCES),
        (_LOAD, 0, 0, _CALL),
        (_IF_EQUAL, 1, 0, machine.socket),
        (_IF_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _REFUSE | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(steps), (_Step * len(steps))(*(_Step(*step) for step in steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(machine.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0)
