"""What a run uses of AWS, and what that would cost: a meter, and one file of list prices."""

from huiyin_local.usage.meter import Meter
from huiyin_local.usage.prices import Bill, bill

__all__ = ["Bill", "Meter", "bill"]
