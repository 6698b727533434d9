"""Lock the running process down, so that a hostile file can make it do nothing but compute and answer.

Each wall stands by itself, and where a system does not offer one the others hold. On Linux: resource limits,
no new privileges, Landlock, a seccomp filter. On macOS: resource limits. Everywhere: no more imports, and an
audit hook that refuses what Python would open, connect or start (a belt: C code gets past it).
"""

from __future__ import annotations

import ctypes
import platform
import signal
import struct
import sys
from dataclasses import dataclass
from importlib.machinery import BuiltinImporter, FrozenImporter

if sys.platform != "win32":
    import resource

__all__ = ["Limits", "die_with_parent", "lock_down"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may use: `memory` in bytes of address space, `cpu` in seconds."""

    memory: int = 512 * 1024 * 1024
    cpu: int = 30


def lock_down(limits: Limits) -> frozenset[str]:
    """Put up every wall that this system offers, for good, and return their names.

    Whatever is needed later must be open and imported by now.
    """
    stood = set()
    if sys.platform == "linux":
        stood |= _linux_walls()
    if sys.platform != "win32":
        stood |= _limits(limits)
    if sys.platform == "linux" and _filter_system_calls():
        stood.add("seccomp")
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter]
    sys.addaudithook(_refuse)
    return frozenset(stood | {"imports", "audit"})


_REFUSED_EVENTS = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "shutil.",
    "ctypes.",
    "pty.",
    "fcntl.",
    "resource.",
)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError("A process that reads files does nothing else.")


if sys.platform != "win32":

    def _limits(limits: Limits) -> set[str]:
        """Limit memory, time, files and processes. The highest open descriptor stays the highest."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
        stood = {"cpu", "files"}
        # macOS knows the limit on address space and refuses to set it; some systems have none on processes.
        for name, most in (("memory", limits.memory), ("processes", 0)):
            number = resource.RLIMIT_AS if name == "memory" else resource.RLIMIT_NPROC
            try:
                resource.setrlimit(number, (most, most))
            except (ValueError, OSError):
                continue
            stood.add(name)
        return stood


# Numbers from Linux: include/uapi/linux/prctl.h, landlock.h, seccomp.h, audit.h.
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION = 1


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that started it ends."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _linux_walls() -> set[str]:
    stood = set()
    libc = _libc()
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        stood.add("privileges")
        if _forbid_files(libc):
            stood.add("landlock")
    return stood


def _forbid_files(libc: ctypes.CDLL) -> bool:
    """Forbid by Landlock all files, TCP, others' sockets and signals; say whether it stands."""
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)
    if version < 1:
        return False
    # Rights grew with the version: 13 at first, refer 2, truncate 3, TCP 4, devices 5, scopes 6. No rule is
    # added to the set, so that all it handles is refused.
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    rights = struct.pack("=QQQ", files, 0b11, 0b11)[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, rights, ctypes.c_size_t(len(rights)), 0)
    if ruleset < 0:
        return False
    done = libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    libc.close(ruleset)
    return bool(done == 0)


@dataclass(frozen=True, slots=True)
class _Machine:
    """The calls a process needs that only computes and answers, by this machine's numbers."""

    audit: int
    calls: tuple[int, ...]


# Allowed: read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
# pread64 readv writev sched_yield mremap madvise nanosleep getpid exit gettimeofday getrusage sigaltstack
# gettid futex restart_syscall clock_gettime clock_getres clock_nanosleep exit_group getrandom.
_MACHINES = {
    # arch/x86/entry/syscalls/syscall_64.tbl; AUDIT_ARCH_X86_64
    "x86_64": _Machine(
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 20, 24, 25, 28, 35, 39, 60, 96, 98, 131)
        + (186, 202, 219, 228, 229, 230, 231, 318),
    ),
    # include/uapi/asm-generic/unistd.h; AUDIT_ARCH_AARCH64
    "aarch64": _Machine(
        0xC00000B7,
        (63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 67, 65, 66, 124, 216, 233, 101, 172, 93, 169)
        + (165, 132, 178, 98, 128, 113, 114, 115, 94, 278),
    ),
}

_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
"""BPF: load a word of the call's data, jump if it equals, return a verdict (linux/bpf_common.h)."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EPERM."""


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _filter_system_calls() -> bool:
    """Refuse by seccomp every system call that is not listed; say whether the filter stands."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 1 << 32:
        return False
    steps = _steps(machine)
    program = _Program(len(steps) // 8, steps)
    arguments = (ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(program), 0, 0)
    return bool(_libc().prctl(_PR_SET_SECCOMP, *arguments) == 0)


def _steps(machine: _Machine) -> bytes:
    """Write the filter: the machine's own way of calling, then each call allowed, else refuse."""
    number_at, machine_at = 0, 4
    count = len(machine.calls)
    steps = [
        struct.pack("=HBBI", _LOAD, 0, 0, machine_at),
        struct.pack("=HBBI", _JUMP_EQUAL, 0, count + 1, machine.audit),
        struct.pack("=HBBI", _LOAD, 0, 0, number_at),
    ]
    for left, call in zip(range(count, 0, -1), machine.calls, strict=True):
        steps.append(struct.pack("=HBBI", _JUMP_EQUAL, left, 0, call))
    steps.append(struct.pack("=HBBI", _RETURN, 0, 0, _REFUSE))
    steps.append(struct.pack("=HBBI", _RETURN, 0, 0, _ALLOW))
    return b"".join(steps)
