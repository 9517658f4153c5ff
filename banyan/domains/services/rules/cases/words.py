"""What forms of a case offer to choose from, and the three voices in which a record speaks."""

from dataclasses import dataclass, replace
from enum import StrEnum

from banyan.foundation.refusal import noop


class Voice(StrEnum):
    """Whose words stand in a field: what happened, what the client said, what the worker thinks of it."""

    FACT = "fact"
    SAID = "said"
    JUDGEMENT = "judgement"


@dataclass(frozen=True)
class Choice:
    """One answer that a form offers."""

    value: str
    label: str


@dataclass(frozen=True)
class Ask:
    """A field of a form: its name, what it is called, whose voice speaks, and whether it must be answered."""

    name: str
    label: str
    voice: Voice = Voice.FACT
    is_line: bool = False
    required: bool = True
    choices: tuple[Choice, ...] = ()
    #: The file answers it by itself when the form is submitted; nobody writes it.
    derived: bool = False
    #: One of the agency's people answers it; kept by their identifier.
    is_person: bool = False


def fact(name: str, label: str) -> Ask:
    """Several sentences about what is so."""
    return Ask(name, label)


def said(name: str, label: str) -> Ask:
    """The client's own words."""
    return Ask(name, label, Voice.SAID)


def judgement(name: str, label: str) -> Ask:
    """What the worker makes of it."""
    return Ask(name, label, Voice.JUDGEMENT)


def line(name: str, label: str) -> Ask:
    """A few words."""
    return Ask(name, label, is_line=True)


def pick(name: str, label: str, choices: tuple[Choice, ...]) -> Ask:
    """One of several answers."""
    return Ask(name, label, is_line=True, choices=choices)


def who(name: str, label: str) -> Ask:
    """One of the agency's people."""
    return Ask(name, label, is_line=True, is_person=True)


def optional(ask: Ask) -> Ask:
    """The same, where it may stay open."""
    return replace(ask, required=False)


def derived(ask: Ask) -> Ask:
    """The same, where the file itself answers."""
    return replace(ask, derived=True)


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in pairs)


YES_NO = _choices(("yes", noop("yes")), ("no", noop("no")))
CHANNELS = _choices(
    ("walk_in", noop("came to the station")), ("phone", noop("by telephone")), ("online", noop("by message")),
    ("outreach", noop("met on outreach")), ("community", noop("through the community")),
)  # fmt: skip
FURTHER_STEPS = _choices(
    ("none", noop("answered, nothing further")), ("consider", noop("to be considered as a case")),
    ("refer", noop("to be referred")),
)  # fmt: skip
SOURCES = _choices(
    ("self", noop("the client")), ("family", noop("the family")), ("community", noop("the residents' committee")),
    ("outreach", noop("outreach or visits")), ("referral", noop("another agency")),
    ("police_court", noop("police or court")), ("school", noop("a school")), ("other", noop("another source")),
)  # fmt: skip
URGENCIES = _choices(
    ("ordinary", noop("in the ordinary course")), ("soon", noop("within days")), ("now", noop("at once")),
)  # fmt: skip
CRISIS_SCREEN = _choices(
    ("none", noop("no sign of a crisis")), ("blue", noop("blue: watch")), ("yellow", noop("yellow: raised risk")),
    ("orange", noop("orange: serious threat within days")), ("red", noop("red: danger now")),
)  # fmt: skip
DECISIONS = _choices(
    ("accept", noop("the case is accepted")), ("decline", noop("the case is not accepted")),
    ("refer", noop("the case is referred")),
)  # fmt: skip
CAPACITIES = _choices(
    ("full", noop("full capacity")), ("limited", noop("limited capacity")), ("none", noop("no capacity")),
)  # fmt: skip
REVIEW_NEXT = _choices(
    ("go_on", noop("go on as planned")), ("replan", noop("change the plan")), ("end", noop("prepare the end")),
)  # fmt: skip
CLOSING_REASONS = _choices(
    ("goals_reached", noop("goals reached")), ("death", noop("the client died")),
    ("lost", noop("contact was lost")), ("refused", noop("the client refuses further service")),
    ("moved", noop("the client moved away")), ("worker_left", noop("the worker left")),
    ("term_ended", noop("the agreed term ended")), ("project_ended", noop("the project ended")),
    ("referred", noop("referred to another agency")),
)  # fmt: skip
MARKS = _choices(
    ("5", noop("5: very satisfied")), ("4", noop("4: satisfied")), ("3", noop("3: in between")),
    ("2", noop("2: not satisfied")), ("1", noop("1: not at all satisfied")),
)  # fmt: skip
ASKING = _choices(
    ("phone", noop("by telephone")), ("visit", noop("at a visit")), ("sheet", noop("on a sheet, handed in closed")),
    ("online", noop("by message")),
)  # fmt: skip
CONTACT_KINDS = _choices(
    ("interview", noop("talk at the station")), ("visit", noop("home visit")), ("phone", noop("telephone call")),
    ("accompany", noop("accompanying")), ("conference", noop("case conference")), ("online", noop("by message")),
)  # fmt: skip
REFERRAL_CONSENT = _choices(
    ("given", noop("the client agreed in writing")), ("guardian", noop("the guardian agreed in writing")),
    ("overridden", noop("without consent, for a danger or a legal duty")),
)  # fmt: skip
DUTIES = _choices(
    ("domestic_violence", noop("domestic violence against somebody without full capacity")),
    ("minor_harmed", noop("harm or suspected harm to a minor")),
    ("other", noop("another legal duty")),
)  # fmt: skip
FUNCTIONS = _choices(
    ("direct", noop("direct work with the client")), ("placement", noop("placement")),
    ("coordination", noop("coordination")), ("monitoring", noop("monitoring")),
    ("evaluation", noop("evaluation")), ("advocacy", noop("advocacy")),
)  # fmt: skip
