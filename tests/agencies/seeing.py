"""How a colour looks with each kind of colour blindness and on grey paper, and how far two colours lie apart.

The matrices are those of Machado, Oliveira and Fernandes (2009) at full severity, for linear light; contrast is
that of WCAG 2.2; difference is the distance in CIELAB (CIE 1976), of which about 2 can just be seen side by side.
"""

from itertools import starmap
from math import dist

Light = tuple[float, float, float]
Matrix = tuple[Light, Light, Light]

LUMINANCE: Light = (0.2126, 0.7152, 0.0722)
VISIONS: dict[str, Matrix] = {
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": (LUMINANCE, LUMINANCE, LUMINANCE),
}
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE: Light = (0.95047, 1.0, 1.08883)


def seen(colour: str, vision: str) -> Light:
    """The linear light of `#rgb` or `#rrggbb` as somebody with that vision sees it."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return tuple(min(1.0, max(0.0, value)) for value in _times(VISIONS[vision], light))  # type: ignore[return-value]


def contrast(one: str, other: str, vision: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted(_times((LUMINANCE,) * 3, seen(each, vision))[0] for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one: str, other: str, vision: str) -> float:
    """How far apart two colours look."""
    return dist(_lab(seen(one, vision)), _lab(seen(other, vision)))


def _lab(light: Light) -> Light:
    x, y, z = starmap(_root, zip(_times(TO_XYZ, light), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float, white: float) -> float:
    share = value / white
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _times(matrix: Matrix, light: "Light | list[float]") -> list[float]:
    return [sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix]
