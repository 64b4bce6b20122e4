"""What a new process runs: import modules, answer an event as FC would, report.

`child.py FOLDER MODULE ...` with the event on standard input, or nothing there. The last line says
the seconds of the imports, the instant of the end (of time.monotonic, which all processes share)
and the resident bytes. It imports nothing that Python has not
loaded by itself: that would be missing from the figures.
"""

import os
import sys
import time

folder, *modules = sys.argv[1:]
if folder:
    sys.path.insert(0, folder)
started = time.perf_counter()
for module in modules:
    __import__(module)
imported = time.perf_counter() - started
if event := sys.stdin.buffer.read():
    answer = sys.modules["index"].handler(event, None)
    if not answer.startswith('{"statusCode":200'):
        sys.exit(answer)
ended = time.monotonic()
with open("/proc/self/statm") as statm:
    resident = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
print(imported, ended, resident)
