"""When two papers name the same invoice (R5.3.2)."""

from __future__ import annotations

from banyan.domains.finance.rules.entries import written_plainly

_DIGITAL = 20


def invoice_key(code: str, number: str) -> str:
    """By what an invoice is known everywhere: fully digital ones (20 figures) by their number, others with their code."""
    number, code = written_plainly(number), written_plainly(code)
    return number if is_fully_digital(number) else f"{code}/{number}"


def is_fully_digital(number: str) -> bool:
    """Fully digital invoices have numbers of 20 figures and no code."""
    return len(number) == _DIGITAL


def is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Code and number twice: a code left blank tells nothing apart, else nobody would write it."""
    (code, number), (other_code, other_number) = one, other
    if number != other_number:
        return False
    return is_fully_digital(number) or not code or not other_code or code == other_code
