"""What does a process take, and what becomes of its target when it is killed?"""

import hashlib
import os
import signal
import subprocess
import time


def measured(command):
    """Clock, CPU and memory of a process with its children, and its exit code."""
    load, clock = os.getloadavg()[0], time.perf_counter()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "exit": process.returncode,
        "load": load,
        "wall_s": time.perf_counter() - clock,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1e3,
    }


def killed(command, target, seconds):
    """Kills a process on its way, as a power cut would, and says what is left of the good file it was to replace."""
    good = hashlib.sha256(target.read_bytes()).digest()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    if not running:
        return "was done before it was killed"
    if not target.is_file():
        return "the good file is gone"
    same = hashlib.sha256(target.read_bytes()).digest() == good
    return "the good file is intact" if same else "the good file is damaged"
