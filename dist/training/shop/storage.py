import abc
import contextlib
import csv
import io
import json
import logging
import os
import pathlib
import re
import shutil
import sqlite3
import tempfile
import threading
import typing as t
from collections import Counter, OrderedDict, defaultdict, deque
from types import TracebackType

from .model import Customer, CustomerId, Money, Order, OrderLine

if t.TYPE_CHECKING:
    from collections.abc import Generator

log = logging.getLogger(__name__)
K = t.TypeVar("K", bound=t.Hashable)
V = t.TypeVar("V")
P = t.ParamSpec("P")
PATTERN = re.compile(r"(?P<key>\w+)=(?P<value>.*)")


class HasId(t.Protocol):
    @property
    def id(self) -> int: ...


class Repository(abc.ABC, t.Generic[K, V]):
    """Keeps values by key."""

    @abc.abstractmethod
    def get(self, key: K) -> V | None: ...

    @abc.abstractmethod
    def put(self, key: K, value: V) -> None: ...

    @t.overload
    def find(self, key: K) -> V | None: ...
    @t.overload
    def find(self, key: K, default: V) -> V: ...
    def find(self, key: K, default: V | None = None) -> V | None:
        found = self.get(key)
        return default if found is None else found

    def __enter__(self) -> t.Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        log.debug("closed %s", self, exc_info=error)


class Memory(Repository[K, V]):
    def __init__(self, capacity: int = 100):
        self._values: OrderedDict[K, V] = OrderedDict()
        self._hits = Counter[K]()
        self._lock = threading.RLock()
        self._recent = deque[K](maxlen=capacity)

    def get(self, key: K) -> V | None:
        with self._lock:
            self._hits[key] += 1
            self._recent.append(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._values[key] = value

    def most_used(self, n: int = 3):
        return [key for key, _ in self._hits.most_common(n)]


class Files(Repository[str, dict[str, t.Any]]):
    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = pathlib.Path(root)

    def get(self, key: str) -> dict[str, t.Any] | None:
        file = self.root / f"{key}.json"
        try:
            with file.open(encoding="utf-8") as stream:
                return json.load(stream)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as e:
            log.warning("unreadable: %s", e)
            raise
        finally:
            log.debug("read %s", file)

    def put(self, key: str, value: dict[str, t.Any]) -> None:
        with tempfile.NamedTemporaryFile("w", delete=False) as stream, contextlib.suppress(OSError):
            json.dump(value, stream, indent=2)
        shutil.move(stream.name, self.root / (key + ".json"))


@contextlib.contextmanager
def connect(path: str = ":memory:") -> "Generator[sqlite3.Connection, None, None]":
    connection = sqlite3.connect(path)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


def import_orders(text: str, customers: Repository[CustomerId, Customer]) -> list[Order]:
    lines: defaultdict[CustomerId, list[OrderLine]] = defaultdict(list)
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=1):
        try:
            id = CustomerId(int(row["customer"]))
        except (KeyError, ValueError):
            log.error("line %d: %s", number, row)
            continue
        lines[id].append(OrderLine(row["article"], Money.parse(row["price"]), int(row.get("count") or 1)))
    orders = []
    for id, group in lines.items():
        if (customer := customers.get(id)) is not None:
            orders.append(Order(customer, group))
    return orders


def logged(function: t.Callable[P, V]) -> t.Callable[P, V]:
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> V:
        log.info("%s(%s)", function.__name__, ", ".join(map(str, args)))
        return function(*args, **kwargs)

    return wrapper


@logged
def settings(lines: t.Iterable[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        match = PATTERN.match(line)
        if not match:
            continue
        found[match["key"]] = match.group("value").strip()
    return found
