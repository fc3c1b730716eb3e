from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, total_ordering
from typing import Any, ClassVar, Final, Literal, NamedTuple, NewType, Optional, TypedDict, Union

from typing_extensions import NotRequired, Required, Self

CustomerId = NewType("CustomerId", int)
Currency = Literal["EUR", "USD", "CHF"]
LIMIT: Final = 1_000


class Status(enum.Enum):
    NEW = "new"
    PAID = "paid"
    SENT = "sent"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        return self not in (Status.SENT, Status.CLOSED)

    def next(self) -> Status:
        match self:
            case Status.NEW:
                return Status.PAID
            case Status.PAID:
                return Status.SENT
            case Status.SENT | Status.CLOSED:
                return Status.CLOSED


class Flags(enum.IntFlag):
    GIFT = enum.auto()
    EXPRESS = enum.auto()
    FRAGILE = GIFT | EXPRESS


class Point(NamedTuple):
    x: float
    y: float = 0.0

    def length(self) -> float:
        return (self.x**2 + self.y**2) ** 0.5


class Address(TypedDict, total=False):
    street: Required[str]
    town: Required[str]
    code: str
    where: NotRequired[Point]


@total_ordering
@dataclass(frozen=True)
class Money:
    amount: decimal.Decimal
    currency: Currency = "EUR"
    zero: ClassVar[Money]

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency!r} and {other.currency:>5}")
        return dataclasses.replace(self, amount=self.amount + other.amount)

    def __mul__(self, factor: int) -> Money:
        return Money(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.amount < other.amount

    @classmethod
    def parse(cls, text: str) -> Self:
        number, _, currency = text.partition(" ")
        if currency == "USD" or currency == "CHF":
            return cls(decimal.Decimal(number), currency)
        return cls(decimal.Decimal(number))


Money.zero = Money(decimal.Decimal(0))


@dataclass(slots=True, kw_only=True)
class Customer:
    id: CustomerId
    name: str
    address: Address | None = None
    tags: set[str] = field(default_factory=set)
    born: Optional[dt.date] = None

    def age(self, today: dt.date | None = None) -> int | None:
        if self.born is None:
            return None
        now = today or dt.date.today()
        return now.year - self.born.year - ((now.month, now.day) < (self.born.month, self.born.day))


@dataclass(order=True)
class OrderLine:
    article: str
    price: Money
    count: int = 1

    @property
    def total(self) -> Money:
        return self.count * self.price

    def __post_init__(self) -> None:
        assert self.count > 0, "an order line has a count"


class Order:
    counter: ClassVar[int] = 0

    def __init__(self, customer: Customer, lines: Iterable[OrderLine] = (), *, note: str = "") -> None:
        self.customer = customer
        self.lines = list(lines)
        self.note = note
        self.status = Status.NEW
        self.token = uuid.uuid4().hex
        type(self).counter += 1
        self._listeners: dict[str, list[Callable[[Order, Status], object]]] = {}

    def __iter__(self) -> Iterator[OrderLine]:
        yield from self.lines

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, index: int) -> OrderLine:
        return self.lines[index]

    def __contains__(self, article: str) -> bool:
        return any(line.article == article for line in self)

    @cached_property
    def total(self) -> Money:
        return sum((line.total for line in self.lines), start=Money.zero)

    def advance(self) -> Self:
        self.status = self.status.next()
        for name, listeners in self._listeners.items():
            for listener in listeners:
                listener(self, self.status)
        return self

    def on(self, event: str, listener: Callable[[Order, Status], object]) -> None:
        self._listeners.setdefault(event, []).append(listener)

    def grouped(self) -> dict[str, list[OrderLine]]:
        result: dict[str, list[OrderLine]] = {}
        for line in sorted(self.lines, key=lambda each: (each.price.amount, each.article)):
            result.setdefault(line.article[:1].upper(), []).append(line)
        return {key: value for key, value in result.items() if value}


def summary(orders: Sequence[Order] | Mapping[str, Order], depth: Union[int, None] = None) -> dict[str, Any]:
    if isinstance(orders, Mapping):
        orders = list(orders.values())
    first, *rest = orders
    by_status = {status: [o for o in orders if o.status is status] for status in Status}
    return {
        "first": first.token,
        "rest": len(rest),
        "open": sum(len(by_status[s]) for s in Status if s.is_open),
        "names": ", ".join(sorted({o.customer.name for o in orders})),
        "depth": depth if depth is not None else -1,
    }
