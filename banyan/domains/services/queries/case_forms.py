"""The forms of a case as the A4 paper of the trade, filled from its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core.approvals.stops import rail
from banyan.core.documents import a4
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseGoal, ServiceUser
from banyan.domains.services.queries.cases.opinions import in_words
from banyan.domains.services.rules.cases.papers import SIGNED, Ask, asks_of
from banyan.domains.services.rules.cases.words import Voice
from banyan.domains.services.rules.people import masked

Kind = CaseDocument.Kind
Answers = Mapping[str, str]
#: Letters and number of the form on its foot, as the shelf of forms knows it.
CODES: Mapping[str, str] = {
    Kind.INQUIRY: "FW-JA-00", Kind.INTAKE: "FW-JA-01", Kind.CONSENT: "FW-JA-02", Kind.ASSESSMENT: "FW-JA-03",
    Kind.PLAN: "FW-JA-04", Kind.AGREEMENT: "FW-JA-05", Kind.REVIEW: "FW-JA-07", Kind.EVALUATION: "FW-JA-08",
    Kind.CLOSURE: "FW-JA-09", Kind.FOLLOW_UP: "FW-JA-10", Kind.TRANSFER: "FW-JA-11", Kind.REFERRAL_IN: "FW-JA-12",
    Kind.REFERRAL_OUT: "FW-JA-13", Kind.SAFETY: "FW-JA-14", Kind.REPORT: "FW-JA-15",
    Kind.OPINION: "FW-JA-16",
}  # fmt: skip
#: Room on a blank form for what is written by hand.
TO_WRITE = "＿" * 8
CONTACT_CODE, FILE_CODE = "FW-JA-06", "FW-JA-99"
_BY_CLIENT = (Kind.INTAKE, Kind.CONSENT, Kind.AGREEMENT, Kind.CLOSURE, Kind.REFERRAL_IN, Kind.REFERRAL_OUT)


def paper_form(paper: CaseDocument, drawings: Iterable[a4.Block] = (), watermark: str = "") -> a4.Form:
    """One form of a case with its signatures; `drawings` stand below the answers."""
    case = paper.case
    blocks = _intake(paper) if paper.kind == Kind.INTAKE else _asked(paper)
    goals = _goals(case) if paper.kind in (Kind.PLAN, Kind.EVALUATION, Kind.CLOSURE) else []
    note = (
        _("Corrected, because: %(reason)s") % {"reason": paper.change_reason} if paper.change_reason else ""
    )
    return a4.Form(
        str(paper.get_kind_display()), CODES[paper.kind], case.unit, paper.label() if case.pk else "",
        (*blocks, *goals, *drawings, *_signatures(paper)),
        facts=(
            _("Case: %(number)s") % {"number": case.number or TO_WRITE},
            _("Day: %(day)s") % {"day": _day_or_room(paper.happened_on)},
            _("Written by: %(name)s") % {"name": paper.author or TO_WRITE},
        ),
        note=note, grade=grade_of(case), watermark=watermark,
    )  # fmt: skip


def contact_form(contact: CaseContact, watermark: str = "") -> a4.Form:
    """One process record: fact, the client's words and the worker's judgement apart."""
    case = contact.case
    times = "–".join(f"{each:%H:%M}" for each in (contact.began_at, contact.ended_at) if each)
    blocks = (
        a4.fields(
            (_("Contact no."), contact.position), (_("Day"), contact.held_on), (pgettext("case form", "Time"), times),
            (_("Manner"), str(contact.get_kind_display()) if contact.pk else ""), (_("Place"), contact.place),
            (_("Minutes on the way"), contact.travel_minutes if contact.pk else ""), per_row=3,
        ),
        a4.fields((_("Persons present"), contact.present), (pgettext("case form", "Aim"), contact.aim), per_row=1),
        a4.words(pgettext("case form", "What happened"), contact.happened, tall=True),
        a4.words(_("Client's own words"), _quoted(contact.said), tall=True),
        a4.words(_("Worker's judgement"), contact.judgement, tall=True),
        a4.words(_("Next step"), contact.next_step, tall=True),
        a4.signatures(
            a4.Hand(pgettext("case form", "Worker"), name=str(contact.worker or ""), day=contact.entered_on),
            a4.Hand(
                _("Supervisor's note"), words=contact.supervisor_note, name=str(contact.noted_by or ""),
                day=contact.noted_on,
            ),
        ),
    )  # fmt: skip
    facts = (
        _("Case: %(number)s") % {"number": case.number or TO_WRITE}, "",
        _("Entered: %(day)s") % {"day": _day_or_room(contact.entered_on)},
    )  # fmt: skip
    note = _("Corrected, because: %(reason)s") % {"reason": contact.change_reason} if contact.change_reason else ""  # fmt: skip
    return a4.Form(
        _("Process record"), CONTACT_CODE, case.unit, contact.label() if case.pk else "", blocks, facts, note=note,
        grade=grade_of(case), watermark=watermark,
    )  # fmt: skip


def grade_of(case: Case) -> str:
    """The grade of secrecy as it stands in the header; a blank form leaves it open."""
    if case.pk is None:
        return ""
    return _("Secrecy %(grade)s") % {"grade": case.get_confidentiality_display()}


def _asked(paper: CaseDocument) -> list[a4.Block]:
    """Whom it is about, then every question of the form with its answer."""
    return [_person(paper.case), *(_answered(ask, paper.answers) for ask in asks_of(paper.kind))]


def _person(case: Case) -> a4.Block:
    client = case.client
    return a4.fields(
        (pgettext("case form", "Client"), client.name if client else case.caller),
        (pgettext("case form", "Grade"), str(case.get_grade_display()) if case.pk else ""),
        (pgettext("case form", "Key worker"), str(case.key_worker or "")),
        per_row=3,
    )


def _answered(ask: Ask, answers: Answers) -> a4.Block:
    given = answers.get(ask.name, "")
    if ask.choices:
        return a4.fields((_(ask.label), _ticks(ask, given)), per_row=1)
    if ask.is_line:
        return a4.fields((_(ask.label), in_words(ask, given)), per_row=1)
    return a4.words(_(ask.label), _quoted(given) if ask.voice is Voice.SAID else given, tall=True)


def _ticks(ask: Ask, given: str) -> tuple[a4.Tick, ...]:
    return tuple(a4.Tick(_(choice.label), choice.value == given) for choice in ask.choices)


def _quoted(words: str) -> str:
    return f"「{words}」" if words else ""


def _intake(paper: CaseDocument) -> list[a4.Block]:
    """The intake form as the trade lays it out: who, from where, what, how urgent, what was decided."""
    case, answers = paper.case, paper.answers
    by_name = {ask.name: ask for ask in asks_of(Kind.INTAKE)}
    grades = tuple(
        a4.Tick(label, case.pk is not None and value == case.grade)
        for value, label in Case.Grade.choices
        if value != Case.Grade.V
    )
    return [
        *_basic_data(case.client),
        a4.fields((_("Source of the case"), _ticks(by_name["source"], answers.get("source", ""))), per_row=1),
        a4.words(_("The problem in the client's own words"), _quoted(answers.get("problem", "")), tall=True),
        a4.words(_("What the worker saw (facts)"), answers.get("basic", ""), tall=True),
        a4.fields((_("Urgency"), _ticks(by_name["urgency"], answers.get("urgency", ""))), per_row=1),
        a4.fields((pgettext("case form", "Grade"), grades), per_row=1),
        a4.fields(
            (_("Crisis screen"), _ticks(by_name["crisis_screen"], answers.get("crisis_screen", ""))),
            per_row=1,
        ),
        a4.fields((_("Other services"), answers.get("other_services", "")), per_row=1),
        a4.fields((pgettext("case form", "Informed consent"), _consented(case)), per_row=1),
        a4.fields(
            (_("Decision on intake"), _ticks(by_name["decision"], answers.get("decision", ""))), per_row=1
        ),
        a4.words(_("Why it is decided so"), answers.get("decision_reason", "")),
    ]


def _basic_data(client: ServiceUser | None) -> list[a4.Block]:
    """Name, sex, birth, marriage; number, document, phone; address and household. Numbers are masked on paper."""
    who = client or ServiceUser()
    home = "　".join(filter(None, (who.community, who.grid, who.address)))
    lives = _household(who)
    return [
        a4.fields(
            (_("Full name"), who.name), (_("Sex"), str(who.get_sex_display())), (pgettext("case form", "Date of birth"), _iso(who.born_on)),
            (_("Marital status"), who.marriage), per_row=4, spans=(6, 5, 7, 6),
        ),
        a4.fields(
            (_("Resident number"), who.number), (_("Document"), f"{who.get_document_display()} {masked(who.id_number)}"),
            (pgettext("case form", "Phone"), masked(who.phone)), per_row=3, spans=(6, 11, 7),
        ),
        a4.fields((pgettext("case form", "Address"), home), (_("Household registration"), who.residence), spans=(17, 7)),
        a4.fields(
            (_("Education"), who.education), (_("Occupation"), who.occupation), (pgettext("case form", "Household"), lives), per_row=3,
            spans=(6, 7, 11),
        ),
    ]  # fmt: skip


def _household(who: ServiceUser) -> str:
    if who.household is None:
        return ""
    others = ServiceUser.everything.filter(household=who.household).exclude(pk=who.pk).order_by("born_on")
    told = "、".join(str(each.get_relation_display() or each.number) for each in others[:6])
    return f"{who.household.number} {told}".strip()


def _consented(case: Case) -> str | tuple[a4.Tick, ...]:
    if case.pk is None:
        return tuple(a4.Tick(label) for label in _consents(""))
    kept = CaseDocument.everything.filter(case=case, kind=Kind.CONSENT, state=CaseDocument.State.FILED).last()
    if kept is None:
        return pgettext("case form", "not signed yet")
    answers = kept.answers
    given = (
        True, bool(answers.get("limits")), answers.get("recording") == "yes", answers.get("pictures") == "yes",
    )  # fmt: skip
    return tuple(map(a4.Tick, _consents(answers.get("text_version", "")), given))


def _consents(version: str) -> tuple[str, ...]:
    """What somebody agreed to, each with a box of its own."""
    return (
        _("consent text %(version)s") % {"version": version}, _("limits of confidentiality explained"),
        _("sound or video"), _("pictures"),
    )  # fmt: skip


def _goals(case: Case) -> list[a4.Block]:
    """The goals with their five levels and the level reached; on a blank form room for three."""
    heads = (_("No."), _("Goal"), _("Measured by"), "−2", "−1", "0", "+1", "+2", _("Weight"), _("Reached"))
    widths = (2, 7, 5, 4, 4, 4, 4, 4, 2, 2)
    if case.pk is None:
        return [
            a4.lines(heads, [(place, *[" \n "] * (len(heads) - 1)) for place in range(1, 4)], widths=widths)
        ]
    goals = CaseGoal.everything.filter(case=case, state="open").order_by("position")
    rows = [
        (goal.position, goal.text, goal.measure, *_five(goal), goal.weight, "" if goal.score is None else f"{goal.score:+d}")
        for goal in goals
    ]  # fmt: skip
    return [a4.lines(heads, rows, widths=widths)] if rows else []


def _five(goal: CaseGoal) -> list[str]:
    return (goal.levels + [""] * 5)[:5]


def _signatures(paper: CaseDocument) -> list[a4.Block]:
    """Client and guardian where they sign on paper, the worker, and whoever signed in the flow."""
    by_client = []
    if paper.kind in _BY_CLIENT:
        by_client = [a4.signatures(a4.Hand(_("Signature of the client")), a4.Hand(_("Signature of the guardian")))]  # fmt: skip
    asked = rail(paper, f"case_{paper.kind}")
    signed = [each for each in asked[1:] if each.state in ("signed", "now", "open")]
    hands = [
        a4.Hand(_first_hand(paper.kind), name=str(paper.author or ""), day=paper.entered_on),
        *(
            a4.Hand(_next_hand(paper.kind, place, each.post), words=each.comment, name=each.mark, day=each.on if each.mark else None)
            for place, each in enumerate(signed)
        ),
    ]  # fmt: skip
    if paper.case.pk is None and paper.kind in SIGNED:
        blank = (0, 1) if paper.kind == Kind.TRANSFER else (0,)
        hands += [a4.Hand(_next_hand(paper.kind, place, "")) for place in blank]
    if len(hands) % 2:
        hands.append(a4.Hand(_("Director of the centre"), seal=a4.seal_of_the_station()))
    pairs = [hands[place : place + 2] for place in range(0, len(hands), 2)]
    return [*by_client, *(a4.signatures(*pair) for pair in pairs)]


def _first_hand(kind: str) -> str:
    """Who wrote the form, in the words of its paper."""
    words = {Kind.TRANSFER: _("Handed over by"), Kind.OPINION: pgettext("case form", "Asked by")}
    return words.get(kind) or pgettext("case form", "Worker")  # type: ignore[call-overload,no-any-return]


def _next_hand(kind: str, place: int, post: str) -> str:
    """Who signs after that: of a transfer first whoever takes the case over."""
    if kind == Kind.TRANSFER and place == 0:
        return _("Taken over by")
    return post or pgettext("case form", "Superior")


def answer_said(paper: CaseDocument | None, ask: Ask) -> str:
    """The answer to one question in words, for a document of the agency's own."""
    given = paper.answers.get(ask.name, "") if paper else ""
    return in_words(ask, given)


def _day_or_room(day: date | None) -> str:
    return a4.long_day(day) if day else TO_WRITE


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
