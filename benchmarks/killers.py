"""Checks programs whose cost explodes where an algorithm is not polynomial; see README.md.

    killers.py [--limit SECONDS] [--keep FOLDER] CHECKER...

CHECKER is a command that takes a file, `/path/to/taipan check` for one.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time


def lines(count, line):
    """`line(i)` for each i, as one text."""
    return "\n".join(line(i) for i in range(count)) + "\n"


def operators():
    """A chain of 1,600 operators on overloads."""
    return "x = 1\ny = " + " + ".join(["x"] * 1000 + ["1.0", "2j"] * 300) + "\n"


def literals():
    """Unions of 600 literals, assigned, compared and told apart one by one."""
    union = lambda prefix: "Literal[" + ", ".join(f"'{prefix}{i}'" for i in range(600)) + "]"
    return (
        f"from typing import Literal\nA = {union('a')}\nB = {union('b')}\n"
        "def f(x: A | B, y: A) -> A | B:\n    x = y\n    return x\n"
        "def g(x: A) -> int:\n"
        + lines(600, lambda i: f"    {'el' if i else ''}if x == 'a{i}':\n        return {i}")
    )


def overloads():
    """300 overloads, called with an argument of 60 types."""
    return (
        "from typing import Literal, overload\n"
        + lines(300, lambda i: f"@overload\ndef f(x: Literal[{i}], y: int) -> Literal['r{i}']: ...")
        + "def f(x, y): return 0\n"
        + f"def g(x: Literal[{', '.join(map(str, range(60)))}]):\n    return f(x, True)\n"
    )


def protocols():
    """200 protocols, each defined by the others."""
    method = lambda i, kind: f"    def m(self) -> {kind}{(i + 1) % 200}: ...\n    def n(self, x: P{(i + 7) % 200}) -> {kind}{(i + 3) % 200}: ..."
    return (
        "from __future__ import annotations\nfrom typing import Protocol\n"
        + lines(200, lambda i: f"class P{i}(Protocol):\n{method(i, 'P')}\nclass C{i}:\n{method(i, 'C')}")
        + lines(200, lambda i: f"a{i}: P{i} = C{i}()")
    )


def aliases():
    """200 aliases, each defined by the others."""
    return (
        lines(
            100,
            lambda i: f"type A{i} = list[A{(i + 1) % 100}] | tuple[A{(i * 3) % 100}, B{i}] | int\n"
            f"type B{i} = dict[str, A{i}] | list[B{(i + 1) % 100}] | str",
        )
        + "def f(a: A1) -> A1:\n    x: A1 = [[1, (1, 'a')], 3]\n    return x or a\n"
    )


def methods():
    """A class of 1,500 methods that infer one another."""
    return (
        "class Big:\n    def __init__(self):\n"
        + lines(50, lambda i: f"        self.a{i} = {i}")
        + lines(1500, lambda i: f"    def m{i}(self, x={i}):\n        return self.m{(i + 1) % 1500}(x) + self.a{i % 50}")
    )


def displays():
    """Displays and calls that nest deeply."""
    return (
        "a = " + "[" * 60 + "1" + "]" * 60 + "\nb = " + "{'k': " * 60 + "1" + "}" * 60
        + "\nc = " + "max(1, " * 40 + "2" + ")" * 40 + "\nd = " + "[*[1], " * 40 + "2" + "]" * 40 + "\n"
    )


def lambdas():
    """Lambdas in lambdas, passed to a generic function."""
    return (
        "from typing import Callable\n"
        "def apply[T, U](f: Callable[[T], U], x: T) -> U:\n    return f(x)\n"
        "a = " + "(lambda x: " * 40 + "1" + ")" * 40 + "\nb = " + "apply(lambda x: " * 12 + "x" + ", 1)" * 12 + "\n"
    )


def growth():
    """Values that hold their predecessors."""
    return "def f(a: int, b: str):\n    x0 = a\n" + lines(60, lambda i: f"    x{i + 1} = (a if b else x{i}) or [x{i}]")


def conjunctions():
    """Chains of 5,000 tests joined by `and` and by `or`, alike and different."""
    return (
        "def f(a: int, b: str):\n    x = " + " and ".join(["a", "b"] * 2500)
        + "\n    y = " + " or ".join(f"a == {i}" for i in range(5000))
        + "\n    if " + " and ".join(f"a != {i}" for i in range(5000))
        + ":\n        return a\n    return x, y\n"
        + "def g(f):\n    if " + " and ".join(f"(x{i} := f({i}))" for i in range(500)) + ":\n        return x0\n"
    )


def assignments():
    """A variable that 3,000 branches, one after the other, test and bind."""
    return (
        "def f(x: int | str | None):\n"
        + lines(3000, lambda i: f"    if x == {i}:\n        x = {i + 1}")
        + "    return x\n"
        + lines(3000, lambda i: f"y = {i}")
        + "def g():\n    return y\n"
    )


def cases():
    """`match` and `if` over 500 classes and 500 members of an enum."""
    union = " | ".join(f"C{i}" for i in range(300))
    return (
        "from dataclasses import dataclass\nfrom enum import Enum\n"
        + lines(300, lambda i: f"@dataclass\nclass C{i}:\n    x: int")
        + "class E(Enum):\n" + lines(500, lambda i: f"    A{i} = {i}")
        + f"def f(x: {union}) -> int:\n    match x:\n"
        + lines(300, lambda i: f"        case C{i}(x=y):\n            return y")
        + f"def g(x: {union}) -> int:\n"
        + lines(300, lambda i: f"    {'el' if i else ''}if isinstance(x, C{i}):\n        return x.x")
        + "def h(x: E) -> int:\n    match x:\n"
        + lines(500, lambda i: f"        case E.A{i}:\n            return {i}")
    )


def ancestors():
    """500 classes that inherit one from the other, and 100 diamonds on one another."""
    return (
        "class C0:\n    def m(self, x: int) -> int: return x\n"
        + lines(500, lambda i: f"class C{i + 1}(C{i}):\n    def m{i}(self): return self.m({i})")
        + "class D0: ...\n"
        + lines(
            100,
            lambda i: f"class L{i}(D{i}): ...\nclass R{i}(D{i}): ...\nclass D{i + 1}(L{i}, R{i}): ...",
        )
        + "x: C0 = C500()\ny: D0 = D100()\n"
    )


def nesting():
    """Tuples and dictionaries that hold their predecessors twice."""
    return (
        "x0 = 1\ny0 = 1\n"
        + lines(60, lambda i: f"x{i + 1} = (x{i}, x{i})\ny{i + 1} = {{'a': y{i}, 'b': [y{i}]}}")
        + "z: int | tuple[object, ...] = x60\n"
    )


KILLERS = [
    operators,
    literals,
    overloads,
    protocols,
    aliases,
    methods,
    displays,
    lambdas,
    growth,
    conjunctions,
    assignments,
    cases,
    ancestors,
    nesting,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a run ends")
    parser.add_argument("--keep", help="write the programs here")
    parser.add_argument("checker", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for killer in KILLERS:
            file = folder / f"{killer.__name__}.py"
            file.write_text(killer(), "utf-8")
            start = time.perf_counter()
            process = subprocess.Popen([*options.checker, str(file)], stdout=subprocess.DEVNULL)
            while time.perf_counter() - start < options.limit:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    wall = time.perf_counter() - start
                    cpu = usage.ru_utime + usage.ru_stime
                    print(f"{killer.__name__:12} {wall:6.2f} s wall {cpu:6.2f} s CPU  {killer.__doc__}")
                    break
                time.sleep(0.01)
            else:
                process.kill()
                process.wait()
                print(f"{killer.__name__:12} did not end within {options.limit:g} s  {killer.__doc__}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
