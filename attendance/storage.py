"""Where the files lie that schools send."""

from agencies.storage import Shelf

REGISTERS = Shelf("registers")
