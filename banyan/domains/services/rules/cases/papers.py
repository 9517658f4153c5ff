"""The forms of a case file: what each asks, in whose voice, and which of them are signed."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from banyan.domains.services.rules.cases import words
from banyan.domains.services.rules.cases.words import (
    Ask,
    Choice,
    derived,
    fact,
    judgement,
    line,
    optional,
    pick,
    said,
    who,
)
from banyan.domains.services.rules.paired import ITEMS
from banyan.foundation.refusal import Refused, Sentence, noop


class Paper(StrEnum):
    """A form of the case file."""

    INQUIRY = "inquiry"
    INTAKE = "intake"
    CONSENT = "consent"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    AGREEMENT = "agreement"
    REVIEW = "review"
    EVALUATION = "evaluation"
    CLOSURE = "closure"
    FOLLOW_UP = "follow_up"
    TRANSFER = "transfer"
    REFERRAL_IN = "referral_in"
    REFERRAL_OUT = "referral_out"
    SAFETY = "safety"
    REPORT = "report"
    OPINION = "opinion"


#: Short marks that stand in the printed number of a form, e.g. GA-2025-0137-PL2.
MARKS: Mapping[str, str] = {
    "inquiry": "IQ", "intake": "IN", "consent": "CO", "assessment": "AS", "plan": "PL", "agreement": "AG",
    "review": "RV", "evaluation": "EV", "closure": "CL", "follow_up": "FU", "transfer": "TR", "referral_in": "RI",
    "referral_out": "RO", "safety": "SP", "report": "LR", "opinion": "OP",
}  # fmt: skip
SIGNED = (Paper.INTAKE, Paper.ASSESSMENT, Paper.PLAN, Paper.CLOSURE, Paper.TRANSFER)
#: Forms of which a file holds one that is in force; of the others it holds as many as were written.
ONCE = (
    Paper.INQUIRY, Paper.INTAKE, Paper.PLAN, Paper.AGREEMENT, Paper.CLOSURE, Paper.REFERRAL_IN, Paper.REFERRAL_OUT,
)  # fmt: skip

_ITEM_WORDS = (
    noop("attitude of the worker"), noop("ability of the worker"), noop("content"), noop("venue"), noop("effect"),
    noop("would come again"),
)  # fmt: skip
FORMS: Mapping[Paper, tuple[Ask, ...]] = {
    Paper.INQUIRY: (
        pick("channel", noop("Came by"), words.CHANNELS),
        line("caller", noop("Who asks")),
        said("matter", noop("The matter, as the caller tells it")),
        fact("reply", noop("What was answered")),
        pick("further_step", noop("Further step"), words.FURTHER_STEPS),
    ),
    Paper.INTAKE: (
        pick("source", noop("Source of the case"), words.SOURCES),
        fact("basic", noop("Basic situation: person, family, living, work")),
        said("problem", noop("The problem in the client's own words")),
        pick("urgency", noop("Urgency"), words.URGENCIES),
        pick("crisis_screen", noop("Crisis screen"), words.CRISIS_SCREEN),
        fact("other_services", noop("Other services involved; write none where there are none")),
        pick("decision", noop("Decision on intake"), words.DECISIONS),
        judgement("decision_reason", noop("Why it is decided so")),
    ),
    Paper.CONSENT: (
        line("text_version", noop("Version of the consent text")),
        fact("purposes", noop("For which purposes")),
        fact("recipients", noop("Who may receive data")),
        pick("recording", noop("Sound or video recording"), words.YES_NO),
        pick("pictures", noop("Photographs"), words.YES_NO),
        fact("limits", noop("Limits of confidentiality that were explained")),
        line("signer", noop("Who signed the consent")),
        pick("capacity", noop("Capacity of the signer"), words.CAPACITIES),
        optional(line("guardian", noop("Guardian who signed as well"))),
        optional(fact("withdrawal", noop("Withdrawn on, and in which part"))),
    ),
    Paper.ASSESSMENT: (
        fact("physical", noop("Physical situation")),
        fact("psychological", noop("Psychological situation")),
        fact("family", noop("Family, as the genogram shows it")),
        fact("economic", noop("Economic situation")),
        fact("social", noop("Social relations, as the ecomap shows them")),
        fact("strengths", noop("Strengths")),
        fact("risks", noop("Risks")),
        said("client_view", noop("How the client sees it")),
        judgement("needs", noop("Needs, the most urgent first")),
        fact("instruments", noop("Instruments used, with scores; write none where there are none")),
        judgement("theory", noop("Theory the assessment leans on")),
    ),
    Paper.PLAN: (
        judgement("overall_goal", noop("Overall goal")),
        judgement("strategy", noop("Strategy and theory")),
        fact("steps", noop("Steps with their dates")),
        fact("division", noop("Who does what")),
        fact("resources", noop("Resources")),
        judgement("difficulties", noop("Expected difficulties and what is done about them")),
        fact("evaluation_method", noop("How the result will be judged")),
    ),
    Paper.AGREEMENT: (
        fact("client_duties", noop("What the client undertakes")),
        fact("agency_duties", noop("What the agency undertakes")),
        line("time_place", noop("Time and place of meetings")),
        line("frequency", noop("How often")),
        fact("limits", noop("Limits of confidentiality that were explained")),
        fact("ending", noop("When and how it ends")),
        line("signatures", noop("Who signed on paper, and on which day")),
    ),
    Paper.REVIEW: (
        fact("progress", noop("What has changed since the plan")),
        said("client_view", noop("How the client sees it")),
        said("feedback", noop("What the client says of the service so far (R3.2.3)")),
        who("asked_by", noop("Who asked the client; not the worker whose service it is")),
        judgement("analysis", noop("What helped, what did not, and why")),
        judgement("adjustment", noop("What is done otherwise because of it; write none where nothing is")),
        pick("next", noop("What follows"), words.REVIEW_NEXT),
    ),
    Paper.EVALUATION: (
        fact("changes", noop("What has changed, goal by goal")),
        said("client_view", noop("How the client sees it")),
        judgement("process", noop("How the work went")),
        judgement("effect", noop("What the service contributed")),
    ),
    Paper.CLOSURE: (
        pick("reason", noop("Reason for closing"), words.CLOSING_REASONS),
        fact("goal_results", noop("What came of each goal")),
        line("totals", noop("Number of contacts and hours")),
        fact("changes", noop("Changes since intake")),
        fact("remaining", noop("Problems that remain; write none where there are none")),
        said("client_opinion", noop("What the client says of the service")),
        derived(line("satisfaction", noop("Satisfaction, from 1 to 5"))),
        fact("follow_up_plan", noop("How it is followed up")),
        optional(fact("transition", noop("How the case goes over to the next operator"))),
    ),
    Paper.OPINION: (
        pick("manner", noop("How the client was asked"), words.ASKING),
        pick("assisted", noop("Somebody helped to fill it in"), words.YES_NO),
        *(optional(pick(name, label, words.MARKS)) for name, label in zip(ITEMS, _ITEM_WORDS, strict=True)),
        optional(said("client_words", noop("What the client says"))),
    ),
    Paper.FOLLOW_UP: (
        pick("manner", noop("Manner of the follow-up"), words.CONTACT_KINDS),
        fact("stability", noop("Whether the change holds")),
        said("client_words", noop("What the client says")),
        pick("reopen", noop("Is the case to be reopened"), words.YES_NO),
        judgement("judgement", noop("The worker's judgement")),
    ),
    Paper.TRANSFER: (
        pick("informed", noop("The client was told"), words.YES_NO),
        fact("state_of_case", noop("Where the case stands")),
        fact("open_risks", noop("Open risks; write none where there are none")),
        fact("papers", noop("Papers handed over")),
        judgement("transfer_reason", noop("Why the case is handed over")),
    ),
    Paper.REFERRAL_IN: (
        line("other_side", noop("Referred by")),
        judgement("referral_reason", noop("Why it is referred")),
        pick("consent", noop("Consent of the client"), words.REFERRAL_CONSENT),
        optional(judgement("override_reason", noop("Why it was done without consent"))),
        fact("material", noop("Material received or sent")),
        optional(fact("reply", noop("What the other side answered"))),
        optional(line("accepted_on", noop("Accepted on"))),
    ),
    Paper.SAFETY: (
        fact("signs", noop("Warning signs")),
        said("own_ways", noop("What the client can do alone")),
        fact("people", noop("Who can be called, with their consent")),
        fact("means", noop("How means of harm are kept away")),
        judgement("agreed", noop("What was agreed until the next contact")),
    ),
    Paper.REPORT: (
        pick("duty", noop("Duty to report"), words.DUTIES),
        fact("suspicion", noop("What was seen or heard, and when")),
        line("suspected_at", noop("Suspicion arose at (day and time)")),
        line("reported_at", noop("Reported at (day and time)")),
        line("receiver", noop("Received by (authority, name or number)")),
        optional(line("receipt", noop("Number of the receipt"))),
    ),
}  # fmt: skip
FORMS = {
    **FORMS,
    Paper.REFERRAL_OUT: (
        line("other_side", noop("Referred to")),
        *FORMS[Paper.REFERRAL_IN][1:],
    ),
}


def asks_of(kind: str) -> tuple[Ask, ...]:
    """What a form asks, in the order of the paper."""
    return FORMS[Paper(kind)]


def check_paper(kind: str, answers: Mapping[str, str]) -> None:
    """A form is filed when everything it must say is said, in the voice it is asked in."""
    problems: dict[str, str | Sentence] = {
        ask.name: noop("This belongs into the form.")
        for ask in asks_of(kind)
        if ask.required and not answers.get(ask.name, "").strip()
    }
    for ask in asks_of(kind):
        given = answers.get(ask.name, "")
        if given and ask.choices and given not in {choice.value for choice in ask.choices}:
            problems[ask.name] = noop("This answer is not one of those offered.")
    problems |= _further(kind, answers)
    if problems:
        raise Refused(problems, clause="R2.2.12")


def _further(kind: str, answers: Mapping[str, str]) -> dict[str, str | Sentence]:
    """Answers that another answer makes necessary."""
    if (
        kind == Paper.CONSENT
        and answers.get("capacity") in ("limited", "none")
        and not answers.get("guardian")
    ):
        return {"guardian": noop("Without full capacity the guardian signs as well.")}
    overridden = kind in (Paper.REFERRAL_IN, Paper.REFERRAL_OUT) and answers.get("consent") == "overridden"
    if overridden and not answers.get("override_reason", "").strip():
        return {"override_reason": noop("Without consent, say which danger or duty goes before it.")}
    if kind == Paper.OPINION and mark_of(answers) is None:
        return {ITEMS[0]: noop("Ask at least one of the six.")}
    return {}


def mark_of(answers: Mapping[str, str]) -> Decimal | None:
    """How satisfied a client is, from 1 to 5: the mean of the items that were answered; None where none was."""
    given = [Decimal(answers[name]) for name in ITEMS if answers.get(name, "").isdecimal()]
    return sum(given, Decimal(0)) / len(given) if given else None


def written(kind: str, answers: Mapping[str, str]) -> dict[str, str]:
    """What somebody wrote into a form, without what the file answers by itself."""
    by_itself = {ask.name for ask in asks_of(kind) if ask.derived}
    return {name: text for name, text in answers.items() if name not in by_itself and text}


def check_asks_for_others(worked_on_it: bool, field: str = "") -> None:
    """Nobody asks for, or writes down, what a client says of their own work."""
    if worked_on_it:
        raise Refused(
            {field: noop("Whoever worked on the case neither asks the client how satisfied they are nor writes it down.")},
            way_out=noop("The head or the supervisor asks, by telephone as a rule, and writes it down here."),
            clause="R4.2.3", code="own",
        )  # fmt: skip


def check_who_asked(is_known: bool, worked_on_it: bool) -> None:
    """Midway, too, somebody of the agency asks who did not serve the client."""
    if not is_known:
        raise Refused(
            {"asked_by": noop("Choose who of the agency asked the client.")},
            clause="R3.2.3",
            code="nobody_named",
        )
    check_asks_for_others(worked_on_it, "asked_by")


def check_correction(reason: str, changed: bool) -> None:
    """What was filed is corrected by a further version with its reason; nothing is written over."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the record is corrected; the former words stay.")})
    if not changed:
        raise Refused({"": noop("Nothing differs from what stands there.")})


def check_newest(holds: bool) -> None:
    """A version that somebody replaced or called back meanwhile is not corrected again: neither's words are lost."""
    if not holds:
        raise Refused(
            {"": noop("Somebody corrected this form meanwhile; their words stand in the file, yours are still below.")},
            way_out=noop("Hand it in once more: both versions then stand beside one another."),
            clause="R2.2.12", code="conflict",
        )  # fmt: skip


def check_none_waits(one_waits: bool) -> None:
    """Of one form one version at a time is signed."""
    if one_waits:
        raise Refused(
            {"": noop("Another version of this form waits for signatures; what you wrote is still below.")},
            way_out=noop("Keep it as a draft until the other one is signed or comes back."), code="state",
        )  # fmt: skip


def choice_label(ask: Ask, value: str) -> str:
    """What a chosen answer is called."""
    return next((choice.label for choice in ask.choices if choice.value == value), value)


__all__ = [
    "FORMS",
    "MARKS",
    "ONCE",
    "SIGNED",
    "Ask",
    "Choice",
    "Paper",
    "asks_of",
    "check_asks_for_others",
    "check_correction",
    "check_newest",
    "check_none_waits",
    "check_paper",
    "check_who_asked",
    "choice_label",
    "mark_of",
    "written",
]
