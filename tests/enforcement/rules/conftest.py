"""The rulebook's calendar CAL-A and its registers, shared with the attendance rules."""

from tests.attendance.rules.conftest import around, cal_a, register

__all__ = ["around", "cal_a", "register"]
