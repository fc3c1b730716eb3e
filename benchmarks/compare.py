"""Runs commands in turns and compares their time and memory; see README.md.

    compare.py [--in FOLDER] [--runs N] NAME=COMMAND...
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import time


def measure(command, folder):
    """Wall seconds, CPU seconds of all threads, peak resident MB, exit status."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--in", dest="folder", default=".")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("commands", nargs="+", metavar="NAME=COMMAND")
    options = parser.parse_args()
    commands = {}
    for text in options.commands:
        name, equals, command = text.partition("=")
        if not equals:
            sys.exit(f"not NAME=COMMAND: {text}")
        commands[name] = shlex.split(command)
    results = {name: [] for name in commands}
    for _ in range(options.runs):
        for name, command in commands.items():
            results[name].append(measure(command, options.folder))
    print(f"{'':12} {'wall min':>9} {'median':>7} {'CPU min':>8} {'median':>7} {'MB':>6}  exit")
    for name, rows in results.items():
        wall, cpu, memory, codes = zip(*rows)
        print(
            f"{name:12} {min(wall):9.3f} {statistics.median(wall):7.3f} {min(cpu):8.3f} {statistics.median(cpu):7.3f}"
            f" {max(memory):6.0f}  {' '.join(map(str, sorted(set(codes))))}"
        )


if __name__ == "__main__":
    main()
