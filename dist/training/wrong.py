"""What the rules are for."""

import abc
import asyncio
import os.path
import nowhere
from collections.abc import Iterator
from typing import Final, Literal, Protocol, TypedDict, final

from shop import Customer, Memory, Money, Order, Status, missing
from shop.model import Address, CustomerId, Point

MAX: Final = 3
MAX = 4
number: int = "three"
names: list[str] = ["a", 1, None]
table: dict[str, list[int]] = {"a": [1, "b"]}
address: Address = {"street": "x", "village": "y"}
mode: Literal["r", "w"] = "x"


class Base(abc.ABC):
    limit: int = 3

    @abc.abstractmethod
    def run(self, times: int) -> str: ...

    @final
    def stop(self) -> None: ...


class Derived(Base):
    limit = "three"

    def run(self, times: str, extra: int) -> bytes:
        return times

    def stop(self) -> None: ...


class Closable(Protocol):
    def close(self) -> int: ...


class Door:
    def close(self, slowly: bool) -> None:
        self.state = "closed"


def close(thing: Closable) -> None:
    thing.open()


def add(a: int, b: int = 0, /, *, c: str) -> int:
    if a:
        result = a + c
    return result


async def later() -> int:
    await 3
    async for _ in [1]:
        pass
    return "now"


def generate() -> Iterator[int]:
    yield "a"
    sent = yield 1
    return sent + 1


def possibly(flag: bool, value: str | None) -> int:
    if flag:
        bound = 1
    for index in value:
        pass
    print(index, undefined)
    with value as v:
        v.x = 1
    return bound + value.upper() + value[0] + len(3)


base = Base()
close(Door())
add("a", 1, 2, d=3)
add(*[1, 2], **{"c": "x"})
order = Order(Customer(id=1, name=2))
order.status = "new"
order.totals
order[""].price.amount.x
Status.UNKNOWN
Point("a").length(1)
Memory[str]()
Money("1") + 3 < "x"
-"a"
3()
for x, y in [1, 2]:
    x.append(y)
a, b, c = 1, 2
del a.b, Address["x"]
later().real
asyncio.run(later)
os.path.join(1, 2)
print("%d" % "x", f"{number:>{number}} {nothing!r}")
lambda q: q.z + w
[i.x for i in range("3") if i]
unused = 3  # type: ignore
wrong: 3 + 4
bad: list[int, str] = []


def quoted(a: "Unknown", b: "list[int", c: "int | None" = "x") -> "Base | Missing":
    return a


class Slotted:
    __slots__ = ("a",)

    def __init__(self):
        self.b = 1


class Meta(type):
    pass


class Odd(int, str, metaclass=Meta):
    run = 3


def mixed(value, shape: "Base | Door | type[Base]"):
    (1, 2)[5]
    "a" + 1 + [1]
    {[]: 1}
    value[1] = {**3}
    "{0} {1}".format(1)
    "%d %s" % (1,)
    if isinstance(shape, list[int]) or issubclass(shape, Base):
        shape.limit = "x"
    shape.close()
    shape().run
    MAX += 1
    raise 3


def twice(a: int): ...
def twice(a: str): ...


twice(1).real
base.run = 3
base.limit = None
Derived.missing
Base.limit.x
number = "b" if number else 3
for letter in 5:
    letter()
