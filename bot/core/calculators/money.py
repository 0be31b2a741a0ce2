"""Rounding and writing of sums: full precision inside, half-up to the fen once at the end."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

FEN = Decimal("0.01")


def fen(value: Decimal) -> Decimal:
    """Rounded half-up to 0.01 CNY.

    >>> fen(Decimal("5.467"))
    Decimal('5.47')
    """
    with localcontext() as context:
        context.prec = 50
        return value.quantize(FEN, rounding=ROUND_HALF_UP)


def shown(value: Decimal, places: int = 4) -> str:
    """A number inside a formula: no needless zeros, at most so many places.

    >>> shown(Decimal(2300)), shown(Decimal("13.21839080")), shown(Decimal("1.50"))
    ('2300', '13.2184', '1.5')
    """
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
