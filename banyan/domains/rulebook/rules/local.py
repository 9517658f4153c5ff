"""Local rules of a project may be stricter than a clause, never weaker; contract and law go before them (R10.2.3)."""

from __future__ import annotations

from typing import Any

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

CLAUSE = "R10.2.3"
#: Measures of time: the shorter, the stricter.
_TIMES = ("day", "hour", "minute", "second", "week", "month", "year")
#: Numbers of which more is stricter although they are times, or less although they are counts.
MORE_IS_STRICTER = ("retention", "_kept", "least", "minimum", "fewest", "methods")
LESS_IS_STRICTER = ("most", "maximum", "above", "limit", "percent_off", "amount")


def stricter(key: str, measure: str) -> str:
    """ "less" or "more": which way a number of the trade becomes stricter; "" when only a person can say."""
    name = key.rpartition(".")[2]
    if any(word in name for word in MORE_IS_STRICTER):
        return "more"
    if any(word in name for word in LESS_IS_STRICTER) or any(time in measure for time in _TIMES):
        return "less"
    return ""


def check_not_weaker(standing: Any, wanted: Any, direction: str) -> None:
    """A value that allows more than the clause is refused. Both are numbers of the same measure."""
    if not direction:
        raise Refused(
            {
                "setting": noop(
                    "Whether a larger or a smaller number is stricter here cannot be told; leave the number out."
                )
            },
            clause=CLAUSE,
        )
    if wanted == standing:
        raise Refused(
            {"amount": noop("This is what the clause says already; nothing would be stricter.")},
            clause=CLAUSE,
        )
    weaker = wanted > standing if direction == "less" else wanted < standing
    if weaker:
        raise Refused(
            {"amount": weaker_told(standing, wanted, direction)},
            clause=CLAUSE,
            way_out=noop(
                "A local rule may tighten a clause; to loosen it the rulebook itself has to be revised."
            ),
        )


def weaker_told(standing: Any, wanted: Any, direction: str) -> Sentence:
    """Why a value is weaker."""
    text = (
        noop("The clause allows at most %(standing)s; %(wanted)s would be weaker.")
        if direction == "less"
        else noop("The clause asks for at least %(standing)s; %(wanted)s would be weaker.")
    )
    return sentence(text, standing=standing, wanted=wanted)


def check_said(words: str, tightens: str) -> None:
    """A local rule says what it is and what it tightens."""
    problems = {}
    if not words.strip():
        problems["words"] = noop("Write the rule.")
    if not tightens.strip():
        problems["tightens"] = noop("Say what the rule tightens.")
    if problems:
        raise Refused(problems, clause=CLAUSE)
