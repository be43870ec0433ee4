"""Runs a command and writes what it alone took: usage: measured.py REPORT COMMAND…

A process of its own, and a small one: the system counts a child's memory from the moment it is
forked, so that a large parent's own memory would be counted as the child's.
"""
import json
import os
import resource
import subprocess
import sys
import time

report, command = sys.argv[1], sys.argv[2:]
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
process = subprocess.Popen(command)
_, status, usage = os.wait4(process.pid, 0)
wall = time.perf_counter() - begun
with open(report, "w") as file:
    taken = dict(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory_mb=usage.ru_maxrss / 1024, least_mb=own / 1024)
    json.dump(taken, file)
sys.exit(os.waitstatus_to_exitcode(status))
