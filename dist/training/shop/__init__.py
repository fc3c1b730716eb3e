"""A shop, as far as a type checker cares."""

from .model import Customer, Money, Order, OrderLine, Status
from .storage import Memory, Repository

__all__ = ["Customer", "Memory", "Money", "Order", "OrderLine", "Repository", "Status"]
__version__ = "1.0"
