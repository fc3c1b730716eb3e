"""Asynchronous and generic code in the syntax of newer versions."""

import argparse
import asyncio
import collections.abc as cabc
import concurrent.futures
import functools
import hashlib
import itertools
import math
import operator
import random
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from http import HTTPStatus
from typing import Annotated, Any, Concatenate, Protocol, assert_never, assert_type, cast, overload, override, reveal_type

from . import model
from .model import Order, Status
from .storage import Memory, logged

type Handler[**P, R] = cabc.Callable[P, cabc.Awaitable[R]]
type Tree[T] = T | list[Tree[T]]
type Json = None | bool | int | float | str | list[Json] | dict[str, Json]


class Stack[T]:
    def __init__(self, *items: T) -> None:
        self.items = [*items]

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()

    def map[U](self, function: cabc.Callable[[T], U]) -> "Stack[U]":
        return Stack(*(function(item) for item in self.items))


def retry[**P, R](times: int) -> cabc.Callable[[Handler[P, R]], Handler[P, R]]:
    def decorate(function: Handler[P, R]) -> Handler[P, R]:
        @functools.wraps(function)
        async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(times):
                try:
                    return await function(*args, **kwargs)
                except* (OSError, TimeoutError) as group:
                    print(attempt, group.exceptions, file=sys.stderr)
            else:
                raise RuntimeError("gave up") from None

        return wrapper

    return decorate


def with_order[**P, R](f: cabc.Callable[Concatenate[Order, P], R], order: Order) -> cabc.Callable[P, R]:
    return functools.partial(f, order)


def call[*Ts](f: cabc.Callable[[*Ts], object], *args: *Ts) -> None:
    f(*args)


def flatten[T](tree: Tree[T]) -> cabc.Iterator[T]:
    if isinstance(tree, list):
        for branch in tree:
            yield from flatten(branch)
    else:
        yield tree


def show(value: Json, indent: int = 0) -> str:
    match value:
        case None | True | False:
            return str(value).lower()
        case int() | float():
            return f"{value:{indent}.2f}" if math.isfinite(value) else "null"
        case str(text):
            return repr(text)
        case []:
            return "[]"
        case [first, *rest]:
            return f"[{show(first)}{', ...' if rest else ''}]"
        case {"type": str(kind), **others}:
            return f"<{kind} {len(others)}>"
        case dict():
            return "{" + ", ".join(f"{k}: {show(v)}" for k, v in value.items()) + "}"
        case _:
            assert_never(value)


@retry(3)
async def fetch(url: str, timeout: float = 1.5) -> bytes:
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        request = urllib.request.Request(url, headers={"Accept": "*/*"})
        response = await loop.run_in_executor(pool, urllib.request.urlopen, request)
    if response.status != HTTPStatus.OK:
        raise OSError(response.status)
    async with asyncio.timeout(timeout):
        return cast(bytes, response.read())


async def numbers(limit: int) -> cabc.AsyncIterator[int]:
    for i in range(limit):
        yield i
        await asyncio.sleep(0.1)


async def gather() -> dict[str, int]:
    sizes: dict[str, int] = {}
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(urllib.parse.urljoin("http://localhost", str(i)))) async for i in numbers(3)]
    for i, task in enumerate(tasks):
        sizes[hashlib.sha256(task.result()).hexdigest()] = i
    results = await asyncio.gather(fetch("a"), asyncio.to_thread(time.monotonic), return_exceptions=True)
    reveal_type(results)
    return sizes


class Shape(Protocol):
    name: str

    def area(self) -> float: ...


class Circle:
    name = "circle"
    __slots__ = ("_radius",)

    def __init__(self, radius: float):
        self._radius = radius

    @property
    def radius(self) -> float:
        return self._radius

    @radius.setter
    def radius(self, value: float) -> None:
        if value < 0:
            raise ValueError
        self._radius = value

    def area(self) -> float:
        return math.pi * self.radius**2


class Ring(Circle):
    def __init__(self, radius: float, hole: float) -> None:
        super().__init__(radius)
        self.hole = hole

    @override
    def area(self) -> float:
        return super().area() - math.pi * self.hole**2


def largest(*shapes: Shape) -> Shape:
    return max(shapes, key=operator.methodcaller("area"))


@overload
def load(name: str, text: bool) -> str | bytes: ...
@overload
def load(name: str, *, raw: Annotated[bool, "unused"] = ...) -> bytes: ...
def load(name: str, text: bool = False, *, raw: bool = True) -> str | bytes:
    mode = "r" if text else "rb"
    with open(name, mode) as file:
        return file.read()


def untyped(data, key=None, *rest, **options):
    result = []
    total = 0
    for item in data:
        if key:
            item = key(item)
        elif options.get("skip") and not item:
            continue
        while total < 10:
            total += len(rest) or 1
            if total % 3 == 0:
                break
        else:
            total = None
        result.append((item, total))
    first, (second, *_) = result[0], result[-1]
    return first, second, result[::2], [*map(str, rest)], {**options, "n": 1}


def cycle(n: int):
    return n if n < 2 else cycle(n - 1) + cycle(n - 2)


def narrow(x: int | str | list[int] | None, y: object = None) -> str:
    if x is None:
        return "none"
    if isinstance(x, (int, str)):
        reveal_type(x)
        return x if isinstance(x, str) else hex(x)
    assert_type(x, list[int])
    if callable(y):
        y(x)
    if type(y) is bool or y == 3 and not isinstance(y, str):
        del y
    a, b = itertools.tee(x)
    pairs = [(i, j) for i in a for j in b if i != j]
    return str(dict(zip(x, pairs, strict=True))) + str(sum(x[1:-1], 0.5)) + str([*reversed(x)])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    random.seed(options.seed)
    if sys.version_info >= (3, 14):
        import annotationlib

        print(annotationlib.Format.STRING)
    if sys.platform == "win32":
        import winreg

        print(winreg.HKEY_CLASSES_ROOT)
    done = subprocess.run(["true"], capture_output=True, text=True, check=False)
    stack = Stack(1, 2, 3).map(lambda n: n * 0.5)
    stack.push(done.returncode)
    memory = Memory[str, model.Customer]()
    with memory as kept:
        kept.put("a", model.Customer(id=model.CustomerId(1), name="Ada"))
    call(lambda a, b: print(a, b), 1, "x")
    print(show({"a": [1, 2.5, None]}), list(flatten([1, [2, [3]]])), Status["NEW"].value, logged)
    return asyncio.run(gather()).get("", 0)


if __name__ == "__main__":
    sys.exit(main())
