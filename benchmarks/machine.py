"""Facts about the machine, and the memory of a process."""

from __future__ import annotations

import os
import platform
import threading
from importlib import metadata
from pathlib import Path

MB = 1e6
LIBRARIES = ("numpy", "faiss-cpu", "usearch", "streamlit", "pandas", "playwright")


def facts() -> dict[str, object]:
    """Processor, cores, memory, system, Python and libraries; no names of people or hosts."""
    return {
        "cpu": _cpu_model(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "ram_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "os": _system(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _system() -> str:
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        name = ""
    return f"{name or platform.system()}, kernel {platform.release()}"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def memory_mb(pid: int | str = "self") -> dict[str, float] | None:
    """``resident`` and ``anonymous`` memory of a process in MB (10^6 bytes); None off Linux.

    Anonymous pages are those that no file backs: what the machine can't drop under pressure.
    ``/proc/PID/status`` is cheap to read, where ``smaps_rollup`` walks every page.
    """
    try:
        text = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return None
    found = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    if "RssAnon" not in found:  # ended, or not Linux
        return None
    kib = {name: int(found[name].split()[0]) for name in ("VmRSS", "RssAnon")}
    return {"resident": kib["VmRSS"] * 1024 / MB, "anonymous": kib["RssAnon"] * 1024 / MB}


class PeakMemory:
    """Samples the anonymous memory of another process until left; ``peak_mb`` is None off Linux."""

    def __init__(self, pid: int, every_s: float = 0.02) -> None:
        self.peak_mb: float | None = None
        self._pid = pid
        self._every_s = every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._every_s):
            now = memory_mb(self._pid)
            if now is not None:
                self.peak_mb = max(self.peak_mb or 0.0, now["anonymous"])
