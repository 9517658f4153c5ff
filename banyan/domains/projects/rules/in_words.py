"""A counting rule said back, so that a person can see how it was understood."""

from banyan.domains.projects.rules.measures import CountingRule, Measure, Minimum, Within
from banyan.foundation.refusal import Sentence, noop, sentence

ADDS_UP = {
    Measure.EVENTS: noop("Each record counts as one."),
    Measure.SESSIONS: noop("The sessions of each group are added up."),
    Measure.PERSON_TIMES: noop("Attendances are added up."),
    Measure.PERSONS: noop("Each person counts once in the contract year."),
    Measure.HOUSEHOLDS: noop("Each household counts once in the contract year."),
    Measure.HOUSEHOLD_TIMES: noop("Visits to households are added up."),
    Measure.HOURS: noop("Hours are added up."),
    Measure.RATE: noop("The share of satisfied answers (4 or 5)."),
    Measure.COVERAGE: noop("Distinct persons reached, divided by those who live in the area."),
}
NEEDS = {
    Minimum.ATTENDANCE: noop("At least %(least)s must attend."),
    Minimum.SESSIONS: noop("At least %(least)s sessions must be held."),
    Minimum.MINUTES: noop("It must last at least %(least)s minutes."),
    Minimum.ANSWERS: noop("At least %(least)s valid answers are needed."),
}
AT_MOST = {
    Within.MONTH: noop("The same person or household counts at most %(at_most)s times a month."),
    Within.QUARTER: noop("The same person or household counts at most %(at_most)s times a quarter."),
    Within.YEAR: noop("The same person or household counts at most %(at_most)s times a contract year."),
}


def in_words(rule: CountingRule) -> list[Sentence]:
    """What the rule adds up, what it asks for, and where it stops, a sentence each."""
    said = [sentence(ADDS_UP[rule.measure])]
    said += [sentence(NEEDS[minimum], least=least) for minimum, least in rule.minimums.items()]
    if rule.at_most and rule.within and rule.measure not in (Measure.PERSONS, Measure.HOUSEHOLDS):
        said.append(sentence(AT_MOST[rule.within], at_most=rule.at_most))
    if rule.by_household:
        said.append(sentence(noop("A household counts once, however many of its members take part.")))
    if rule.evaluated:
        said.append(sentence(noop("The evaluation must be accepted.")))
    if rule.women_only:
        said.append(sentence(noop("Only women count.")))
    return said
