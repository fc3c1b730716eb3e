"""Code as most of it is: without annotations, with classes that grew."""

import collections
import contextlib
import copy
import datetime
import enum
import functools
import io
import json
import logging
import os
import re
import types
import warnings
from typing import ParamSpec, TypedDict, TypeVar, Union, cast, no_type_check

from .model import Order, Status

log = logging.getLogger(__name__)
_counter = 0
_cache = {}

T = TypeVar("T", bound="Node")
C = TypeVar("C", int, str)
P = ParamSpec("P")
Number = Union[int, float]
Pairs = dict[T, list[T]]


class Colour(enum.IntFlag):
    RED = 1
    GREEN = 2
    BOTH = RED | GREEN

    @property
    def wave(self):
        return {Colour.RED: 700, Colour.GREEN: 550}.get(self)

    @staticmethod
    def parse(text, default=None):
        for colour in Colour:
            if colour.name == text or colour.value == text:
                return colour
        return default


class Options(TypedDict, total=False):
    width: int
    names: list[str]


class Base:
    kind = "base"
    registry = {}
    width = property(lambda self: self._width, None)

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        cls.registry[cls.__name__] = cls
        return self

    def __init__(self, parent=None, children=(), **kw):
        self.parent = parent
        self.children = list(children)
        self._width = kw.pop("width", None)
        self.__dict__.update(kw)
        for name, value in kw.items():
            setattr(self, name, value)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError("%s has no %r" % (type(self).__name__, name))
        return getattr(self.parent, name)

    def __add__(self, other):
        if not isinstance(other, Base):
            return NotImplemented
        return self.merge(other)

    __radd__ = __add__

    def __eq__(self, other):
        return self is other or (type(self) is type(other) and self.key() == other.key())

    def __hash__(self):
        return hash(self.key())

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def key(self):
        return (self.kind, self._width) + tuple(self.children)

    def merge(self, other):
        result = copy.copy(self)
        result.children += other.children
        return result

    def walk(self, visit=None, depth=0):
        if visit is not None and visit(self, depth):
            return depth
        found = [child.walk(visit, depth + 1) for child in self.children if child]
        return max(found) if found else None

    def find(self, test):
        if isinstance(test, str):
            test = re.compile(test).match
        elif isinstance(test, type) and issubclass(test, Base):
            wanted = test
            test = lambda node: isinstance(node, wanted)
        elif hasattr(test, "match") or callable(getattr(test, "search", None)):
            test = test.match
        return next((node for node in self if test(node)), None)

    def label(self):
        raise NotImplementedError

    @classmethod
    def make(cls, *parts):
        head, *tail = parts
        return cls(head, tail[1:-1] or tail[::2], width=len(parts))


class Node(Base):
    __slots__ = ("mark",)
    kind: str = "node"

    def label(self):
        text = "{} {0!r:>10}".format(self.kind, self.parent) if self.parent else self.kind
        return text.join(["<", ">"]) + b"x".decode() + f"{self._width or 0:03d}"

    def sized(self: T, width: "int | None" = None) -> "T":
        self._width = width if width else self._width
        return self

    def compare(self, other):
        a, b = self.key(), other.key()
        if a == b:
            return 0
        return -1 if a < b else 1

    def first(self, default=None):
        try:
            return self.children[0]
        except (IndexError, KeyError) as e:
            log.warning("%s: %d children", e, len(self.children))
            return default
        finally:
            self.mark = True


class Leaf(Node):
    def __init__(self, value, *args, **kwargs):
        super(Leaf, self).__init__(*args, **kwargs)
        self.value = value

    value_type = property(lambda self: type(self.value))

    def key(self):
        return super().key() + (self.value,)

    def label(self):
        value = self.value
        if isinstance(value, (list, tuple)):
            return ", ".join(str(v) for v in value)
        if isinstance(value, dict):
            return json.dumps({k: v for k, v in sorted(value.items(), key=lambda item: item[0])})
        if isinstance(value, str) and value in ("a", "b"):
            return value.upper()
        if value is None or value == 0 or not value:
            return ""
        return str(abs(value) ** 2 // 3 % 5 | 1)


def count(step=1):
    global _counter
    _counter += step
    total = 0

    def add(n):
        nonlocal total
        total = total + n
        return total

    add(step)
    return _counter, add(_counter)


def memoize(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        key = args + tuple(sorted(kwargs.items()))
        if key not in _cache:
            _cache[key] = function(*args, **kwargs)
        return _cache[key]

    wrapper.original = function
    return wrapper


def identity(x):
    return x


def either(flag, a, b=None, *rest, **options):
    if flag:
        return a
    elif b:
        return b, rest
    return options or None


@memoize
def build(lines, strict=False):
    root = current = Node(None)
    stack = [root]
    seen = set()
    groups = collections.defaultdict(list)
    sizes = collections.Counter(len(line) for line in lines)
    for number, line in enumerate(lines, start=1):
        line, _, comment = line.partition("#")
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            continue
        while stack and indent < stack[-1].width:
            current = stack.pop()
        if line in seen and strict:
            raise ValueError("line %d: %s" % (number, line)) from None
        seen.add(line)
        node = Leaf(identity(line), current)
        groups[indent].append((number, node))
        current.children.append(node)
        with contextlib.suppress(KeyError), io.StringIO() as out:
            out.write(comment)
            del groups[""]
        try:
            value = int(line, 0)
        except ValueError:
            value = float("nan")
        else:
            value <<= 2
        sizes[value] += 1
    assert root is not current, "nothing read"
    return root, dict(groups), sizes.most_common(3)


@no_type_check
def unchecked(a: 3, b: "x y") -> 5:
    return a.b.c[b]


def options(given: Options, **others):
    merged = {"width": 3, **given, **others}
    names = given.get("names", []) + [str(i) for i in range(merged["width"])]
    first, (second, *others_), *_ = names, (1, 2, 3), 4
    lookup = {n: i for i, n in enumerate(names)} | {"x": None}
    ordered = sorted(lookup.items(), key=lambda pair: (pair[1] is None, -len(pair[0])))
    flat = [x for row in [[1, 2], [3]] for x in row if x not in {2}]
    sums = functools.reduce(lambda a, b: a + b, flat, 0)
    triple = functools.partial(either, True, b=3)
    part = (1, "a", 2.5)[1:], "text"[-1], flat[0], b"bytes"[0]
    now = datetime.datetime.now() - datetime.timedelta(days=1)
    when = now.isoformat() if now > datetime.datetime.min else now.year
    return first, second, others_, ordered, sums, triple(1), part, when, either(0, 1), either(1, "a")


def chosen(value: Union[Order, Node, Colour, Number, type[Node], None], flag=False):
    if value is None:
        return None
    if isinstance(value, Order):
        return value.status == Status.NEW or value.status in (Status.NEW, Status.PAID)
    if isinstance(value, type):
        return value.make("a", "b").sized(3)
    if isinstance(value, Colour) and value is not Colour.RED:
        return value.wave or Colour.parse("RED").wave
    if isinstance(value, Node) and isinstance(value, collections.abc.Sized):
        return len(value)
    if hasattr(value, "imag") and not flag:
        return value.imag
    while isinstance(value, Node) and value.parent:
        value = value.parent
    for name in dir(value):
        found = getattr(value, name, None)
        if isinstance(found, (types.FunctionType, types.MethodType)):
            break
    else:
        warnings.warn("none", stacklevel=2)
        return cast("int", value)
    return found(value)


def load(path, encoding="utf-8", errors=None):
    name, extension = os.path.splitext(path)
    if extension.lower() in [".gz", ".bz2"]:
        module = __import__(extension[1:])
        opener = getattr(module, "open")
    else:
        opener = open
    with opener(path, "rt", encoding=encoding, errors=errors) as file:
        text = file.read()
        return os.environ.get("HOME", name) if not text else [line.split("\t") for line in text.splitlines()]


def strip(text: C, times=1) -> C:
    return strip(text, times - 1) if times else text


def use():
    tree, groups, common = build(["a", " b"])
    tree.walk(lambda node, depth: depth > 3)
    node = Node.make(tree, Leaf(1), Leaf("a"))
    node.extra = node.find(Leaf) or node.find("a.*")
    node.mark, node.children[0], _cache["x"] = 1, None, []
    node.children[1:] = [Leaf(i) for i in range(3)]
    total = node + tree + Leaf(2, node)
    print(total.key()[0], node.compare(tree), node.first().value, count()[1], strip("a"), chosen(node))
    print("%s %(name)s" % {"name": 1}, "{0} {name}".format(1, name=2), [*groups], {**groups}, not common)
    for key, values in groups.items():
        print(key, *(n for _, n in values), sep="\n")
    return [identity(i) for i in (1, "a", None)], identity(identity(3)), options({"width": 3})[0][0], -Colour.RED
