"""Runs a command, and writes the processor time of all its descendants to a file, in seconds.

    python3 tests/cpu.py FILE COMMAND [ARGUMENT ...]

Browsers leave processes behind whose time nobody would count: as a subreaper, this script inherits them.
"""

import ctypes
import os
import resource
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

file, *command = sys.argv[1:]
child = os.posix_spawnp(command[0], command, os.environ)
status = None
while status is None:
    pid, ended = os.wait()
    if pid == child:
        status = ended

# Those that are still ending.
patience = time.monotonic() + 2
try:
    while time.monotonic() < patience:
        if os.waitpid(-1, os.WNOHANG) == (0, 0):
            time.sleep(0.05)
except ChildProcessError:
    pass

usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(file, "w") as out:
    out.write(str(usage.ru_utime + usage.ru_stime))
sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1)
