"""Why something counts, waits or does not count: one sentence for each code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from banyan.foundation.refusal import Sentence, noop


@dataclass(frozen=True)
class Reason:
    """A code and its figures, kept on the ledger line; the sentence is made when it is read."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        return Sentence(REASONS.get(self.code, UNKNOWN), {"code": self.code, **self.params})


UNKNOWN = noop("Not counted for the reason “%(code)s”.")

REASONS: dict[str, str] = {
    "rule_missing": noop(
        "The counting rule of this indicator has not been understood; somebody must set it."
    ),
    "kind_differs": noop("This kind of record does not count for this indicator."),
    "outside_contract": noop("It happened on %(happened_on)s, outside %(starts_on)s to %(ends_on)s."),
    "too_few_attendances": noop("%(found)s signed in, %(least)s are needed."),
    "too_few_sessions": noop("%(found)s sessions were held, %(least)s are needed."),
    "too_short": noop("It lasted %(found)s minutes, %(least)s are needed."),
    "too_few_answers": noop("%(found)s valid answers, %(least)s are needed."),
    "not_evaluated": noop("The evaluation has not been accepted."),
    "after_cut_off": noop("The papers were approved after the last day for late evidence, %(cut_off_on)s."),
    "above_limit": noop("This person is already counted as often as the contract allows."),
    "repeated": noop("This person is already counted in the contract year."),
    "nobody_named": noop("No person of this record is known by name."),
    "not_approved": noop("It waits for approval."),
    "not_complete": noop("The evidence is not complete."),
    "plan_missing": noop("There is no plan."),
    "plan_not_approved": noop("The plan has not been approved."),
    "summary_missing": noop("The summary has not been handed in."),
    "summary_not_approved": noop("The summary has not been approved."),
    "consent_missing": noop("There is no informed consent."),
    "assessment_missing": noop("There is no signed assessment."),
    "agreement_missing": noop("There is no agreement."),
    "no_service": noop("No contact was recorded."),
    "evaluation_missing": noop("There is no evaluation."),
    "signin_missing": noop("There is no sign-in sheet."),
    "signin_open": noop("The sign-in sheet is still open."),
    "signin_unclear": noop("A line of the sign-in sheet is still to be clarified."),
    "dossier_incomplete": noop("A paper that the contract asks for is not in the file."),
    "sessions_missing": noop("No session was held yet."),
    "sessions_open": noop("Sessions of the plan are still to be held."),
    "record_missing": noop("The record of a session is missing."),
    "group_evaluation_missing": noop("The evaluation has not been handed in."),
    "session_too_small": noop("Too few members came to this session; it does not count."),
    "adults_missing": noop("Too few adults were present at the class."),
    "not_at_home": noop("Nobody was at home: a try, no visit."),
    "visit_refused": noop("Nobody let us in: a try, no visit."),
    "without_name": noop("A line without a name counts as an attendance, not as a person."),
    "to_clarify": noop("The line is still to be clarified."),
    "same_person": noop("The same person signed in twice at this session."),
    "volunteer": noop("Volunteers are not counted as service users."),
    "signout_missing": noop("Nobody wrote down when the volunteer left, so no hours count."),
    "case_not_accepted": noop("The intake of the case has not been approved."),
    "hours_sent_back": noop("The hours of the month were sent back to be looked at again."),
    "staff": noop("Staff are not counted as service users."),
    "guest": noop("Guests are not counted as service users."),
    "other_indicator": noop("It counts for another indicator and nothing counts twice."),
}
