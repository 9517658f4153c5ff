"""What a claim must be before anybody is asked to sign it (R5.3.1–R5.3.4)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.grants import Fund, told_of
from banyan.domains.finance.rules.heads import Heads
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
INVOICE, RECEIPT, PLAN, SIGN_IN = "invoice", "receipt check", "activity plan", "sign-in sheet"
QUOTATIONS, CONTRACT = "three quotations", "purchase contract"
#: Every paper that a kind of expense may ask for; files on a claim say which of them they are.
PAPERS = (
    noop("invoice"), noop("receipt check"), noop("distribution list"), noop("activity plan"), noop("sign-in sheet"),
    noop("trip list"), noop("fee receipt"), noop("service record"), noop("training notice"), noop("certificate"),
    noop("attendance list"), noop("eligibility check"), noop("three quotations"), noop("purchase contract"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a claim: amounts in yuan. `left` is what its item still has without this claim, None where the
    budget in force does not know the item; `used` tells where its invoice was used before, or is None.
    """

    position: int
    item: str
    kind: str
    amount: Decimal
    invoice: str = ""
    left: Decimal | None = None
    used: Sentence | None = None


@dataclass(frozen=True)
class Terms:
    """What the day of the claim asks: days to claim, yuan from which a purchase is large, the window in which
    purchases from one supplier are looked at together, the limit above which the committee decides, and the papers
    that each kind of expense needs.
    """

    claim_days: int
    purchase_limit: Decimal
    split_days: int
    committee_above: Decimal
    papers: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Work:
    """The activity that a claim names: whether it is there, its plan approved, how many signed in, its budget."""

    number: str
    is_known: bool = False
    plan_approved: bool = False
    signed_in: int = 0
    budget: Decimal | None = None


@dataclass(frozen=True)
class Facts:
    """A claim as it would be handed in on `today`. People are ids; `alike` are other purchases from the same payee
    within the window, in yuan, `probable` those from others who may be the same; `year` is the contract year of the
    expense; `heads` are whom the claim says it paid for, `known_heads` whom the register or the sign-in sheet knows.
    """

    today: date
    happened_on: date
    place: str
    reason: str
    payee: str
    lines: tuple[Line, ...]
    terms: Terms
    claimant: Hashable = None
    witness: Hashable = None
    is_witnessed: bool = False
    files: frozenset[str] = frozenset()
    work: Work = Work("")
    alike: tuple[Decimal, ...] = ()
    probable: tuple[tuple[str, Decimal], ...] = ()
    year: Period | None = None
    is_workday: bool = True
    explanation: str = ""
    resolution: str = ""
    advance_fits: bool = True
    heads: Heads | None = None
    known_heads: int | None = None
    fund: Fund | None = None

    @property
    def total(self) -> Decimal:
        """What is to be paid, in yuan."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def together(self) -> Decimal:
        """This claim and those like it, in yuan: what decides who signs when a purchase comes in parts."""
        return self.total + sum(self.alike, ZERO) if self.is_split else self.total

    @property
    def is_split(self) -> bool:
        """Purchases from one supplier within the window, each below the limit and together not (R5.3.4)."""
        return _is_split((self.total, *self.alike), self.terms.purchase_limit)

    @property
    def may_be_split(self) -> bool:
        """The same with purchases from payees who are probably the same one."""
        parts = (self.total, *self.alike, *(yuan for _name, yuan in self.probable))
        return bool(self.probable) and _is_split(parts, self.terms.purchase_limit)


def _is_split(parts: Sequence[Decimal], limit: Decimal) -> bool:
    return len(parts) > 1 and all(part < limit for part in parts) and sum(parts, ZERO) >= limit


@dataclass(frozen=True)
class Check:
    """One thing looked at: its code, its name on the page, the verdict, what is said, the field, the clause."""

    code: str
    title: str
    verdict: str
    said: Sentence
    field: str = ""
    clause: str = "R5.3.2"


_TITLES = {
    "four": noop("time, place, reason, payee"), "heads": noop("as many people as came"),
    "lines": noop("every line under an item"), "year": noop("within the contract year"),
    "papers": noop("papers complete"), "receipt": noop("receipt checked by somebody else"), "invoice": noop("invoices not used before"),
    "work": noop("activity known"), "window": noop("claimed in time"), "split": noop("not split"), "day": noop("day explained"),
    "committee": noop("within the table of limits"), "budget": noop("budget left"),
    "fund": noop("a use of the fund"), "advance": noop("advance fits"),
}  # fmt: skip


def _check(
    code: str, verdict: str, said: str | Sentence, field: str = "", clause: str = "R5.3.2", **params: object
) -> Check:
    words = said if isinstance(said, Sentence) else Sentence(said, params)
    return Check(code, _TITLES[code], verdict, words, field, clause)


def checks(facts: Facts) -> list[Check]:
    """Everything that is looked at before a claim is handed in, in the order of the form."""
    looks = (
        _four, _lines, _year, _papers, _receipt, _invoices, _work, _heads, _window, _split, _day, _committee, _budget,
        _advance, _fund,
    )  # fmt: skip
    return [found for look in looks for found in look(facts)]


def check_submit(facts: Facts) -> None:
    """Refuse a claim that is not ready; every problem says what to do about it."""
    bad = [each for each in checks(facts) if each.verdict == BREACH]
    if bad:
        problems: dict[str, str | Sentence] = {}
        for each in bad:
            problems.setdefault(each.field or each.code, each.said)
        raise Refused(
            problems,
            clause=bad[0].clause,
            way_out=noop("Mend it in the draft and hand it in again; nothing is lost."),
        )


def _four(facts: Facts) -> Iterator[Check]:
    blank = {
        "place": (facts.place, noop("Say where the money was spent.")),
        "reason": (facts.reason, noop("Say what it was for.")),
        "payee": (facts.payee, noop("Say who was paid.")),
    }
    bad = [_check("four", BREACH, said, name) for name, (value, said) in blank.items() if not value.strip()]
    if facts.happened_on > facts.today:
        said = noop("The day lies ahead; what is not spent yet is asked for as an advance.")
        bad.append(_check("four", BREACH, said, "happened_on"))
    yield from bad or [_check("four", GOOD, noop("Time, place, reason and payee are there."))]


def _lines(facts: Facts) -> Iterator[Check]:
    if not facts.lines:
        yield _check("lines", BREACH, noop("There is no amount yet; add a line with its budget item."))
    for line in facts.lines:
        if line.left is None:
            said = noop(
                "Item %(item)s is not in the budget in force; choose another one or ask for a change of the budget."
            )
            yield _check("lines", BREACH, said, clause="R5.1.4", item=line.item)  # fmt: skip
    if facts.lines and all(line.left is not None for line in facts.lines):
        yield _check("lines", GOOD, noop("Every line stands under an item of the budget."), clause="R5.1.4")


def _year(facts: Facts) -> Iterator[Check]:
    if facts.year is None or facts.happened_on in facts.year:
        yield _check("year", GOOD, noop("The day lies within the contract year."), clause="R5.1.3")
    else:
        said = noop(
            "The project runs from %(start)s to %(end)s; what was spent outside is not paid from its money."
        )
        yield _check(
            "year",
            BREACH,
            said,
            "happened_on",
            "R5.1.3",
            start=facts.year.start.isoformat(),
            end=facts.year.end.isoformat(),
        )


def wanted_papers(facts: Facts) -> dict[str, list[str]]:
    """Paper → kinds of expense that ask for it; a large purchase asks for quotations and a contract as well."""
    wanted: dict[str, list[str]] = {}
    for line in facts.lines:
        for paper in facts.terms.papers.get(line.kind, ()):
            wanted.setdefault(paper, []).append(line.kind)
        if line.kind in ("materials", "other") and line.amount >= facts.terms.purchase_limit:
            wanted.setdefault(QUOTATIONS, []).append(line.kind)
            wanted.setdefault(CONTRACT, []).append(line.kind)
    return wanted


def there(facts: Facts) -> frozenset[str]:
    """The papers that are there: files of the claim, the confirmed receipt, and what the activity itself holds."""
    held = {PLAN} if facts.work.plan_approved else set()
    held |= {SIGN_IN} if facts.work.signed_in else set()
    held |= {RECEIPT} if facts.is_witnessed else set()
    return facts.files | held


def _papers(facts: Facts) -> Iterator[Check]:
    missing = [paper for paper in wanted_papers(facts) if paper not in there(facts) and paper != RECEIPT]
    for paper in missing:
        said = noop("This paper is missing: %(paper)s. Attach it, or take a picture of it.")
        yield _check("papers", BREACH, said, f"paper-{paper}", paper=sentence(paper))
    if not missing:
        yield _check("papers", GOOD, noop("All papers that this kind of expense asks for are there."))


def _receipt(facts: Facts) -> Iterator[Check]:
    if facts.witness is None:
        said = noop(
            "Name who received the goods or saw the service; that person opens the claim and confirms."
        )
        yield _check("receipt", BREACH, said, "witness", "R5.3.3")
    elif facts.witness == facts.claimant:
        said = noop("Whoever claims does not check the receipt; name a colleague who was there.")
        yield _check("receipt", BREACH, said, "witness", "R5.3.3")
    elif not facts.is_witnessed:
        said = noop(
            "The receipt is not confirmed yet; ask the person you named to open the claim and confirm it."
        )
        yield _check("receipt", BREACH, said, "witness", "R5.3.3")
    else:
        yield _check("receipt", GOOD, noop("Somebody else confirmed the receipt."), clause="R5.3.3")


def _invoices(facts: Facts) -> Iterator[Check]:
    bad = [
        _check("invoice", BREACH, line.used, f"invoice-{line.position}") for line in facts.lines if line.used
    ]
    for line in facts.lines:
        if INVOICE in facts.terms.papers.get(line.kind, ()) and not line.invoice:
            said = noop("Line %(line)s: write the number of the invoice.")
            bad.append(_check("invoice", BREACH, said, f"invoice-{line.position}", line=line.position))
    yield from bad or [_check("invoice", GOOD, noop("No invoice was used before."))]


def _work(facts: Facts) -> Iterator[Check]:
    wanted = {SIGN_IN, PLAN} & set(wanted_papers(facts))
    work = facts.work
    if not work.number:
        if wanted:
            said = noop("Name the activity; its plan and its sign-in sheet prove the expense.")
            yield _check("work", BREACH, said, "business")
        return
    if not work.is_known:
        said = noop("There is no activity %(number)s at this station; check the number.")
        yield _check("work", BREACH, said, "business", number=work.number)
    elif work.budget is not None and facts.total > work.budget:
        said = noop("The activity was planned with %(budget)s; this claim alone asks for %(total)s.")
        yield _check("work", ATTENTION, said, "business", budget=work.budget, total=facts.total)
    else:
        said = noop("Activity %(number)s, %(people)s signed in.")
        yield _check("work", GOOD, said, number=work.number, people=work.signed_in)


def _heads(facts: Facts) -> Iterator[Check]:
    if facts.heads is None or facts.known_heads is None:
        return
    said = noop("%(heads)s people; %(known)s are known from the sign-in sheet.")
    if facts.heads.of_register:
        said = noop("%(heads)s people; %(known)s are active in the volunteers' register.")
    verdict = _unless_explained(facts) if facts.heads.count > facts.known_heads else GOOD
    yield _check("heads", verdict, said, "explanation", heads=facts.heads.count, known=facts.known_heads)


def _unless_explained(facts: Facts) -> str:
    return ATTENTION if facts.explanation.strip() else BREACH


def _window(facts: Facts) -> Iterator[Check]:
    days, window = (facts.today - facts.happened_on).days, facts.terms.claim_days
    if days > window:
        said = noop(
            "Claimed after %(days)s days; %(window)s are allowed. Say under “why it is late” what held it up."
        )
        yield _check(
            "window", _unless_explained(facts), said, "explanation", "R5.3.1", days=days, window=window
        )
    else:
        yield _check("window", GOOD, noop("Claimed after %(days)s days."), clause="R5.3.1", days=days)


def _split(facts: Facts) -> Iterator[Check]:
    if facts.is_split:
        said = sentence(
            noop(
                "With this claim %(payee)s was paid %(count)s times within %(days)s days, %(total)s in all, each below "
                "%(limit)s. Say why it came in parts; whoever may sign the whole signs this part."
            ),
            payee=facts.payee,
            count=len(facts.alike) + 1,
            days=facts.terms.split_days,
            total=facts.together,
            limit=facts.terms.purchase_limit,
        )
        yield _check("split", _unless_explained(facts), said, "explanation", "R5.3.4")
    elif facts.may_be_split:
        said = sentence(
            noop(
                "%(payee)s and %(others)s are probably one supplier; together they come to %(limit)s or more within %(days)s "
                "days, each below. If it is one purchase in parts, say so under “out of the ordinary”."
            ),
            payee=facts.payee,
            others="、".join(dict.fromkeys(name for name, _yuan in facts.probable)),
            limit=facts.terms.purchase_limit,
            days=facts.terms.split_days,
        )
        yield _check("split", ATTENTION, said, "explanation", "R5.3.4")
    else:
        yield _check("split", GOOD, noop("No purchase was split."), clause="R5.3.4")


def _day(facts: Facts) -> Iterator[Check]:
    if facts.is_workday or facts.work.is_known:
        yield _check("day", GOOD, noop("The day is a working day, or an activity was held."))
    else:
        said = noop("The day is a weekend or a holiday; name the activity, or say what was done on that day.")
        yield _check("day", _unless_explained(facts), said, "explanation")


def _committee(facts: Facts) -> Iterator[Check]:
    limit = facts.terms.committee_above
    if facts.together > limit and not facts.resolution.strip():
        said = noop("Above %(limit)s the project committee decides; write the number of its resolution.")
        yield _check("committee", BREACH, said, "resolution", "R5.3.4", limit=limit)
    else:
        yield _check("committee", GOOD, noop("The table of limits says who signs."), clause="R5.3.4")


def _budget(facts: Facts) -> Iterator[Check]:
    bad = list(_overspent(facts.lines))
    yield from bad or [_check("budget", GOOD, noop("The budget has enough left."), clause="R5.1.4")]


def _overspent(lines: Sequence[Line]) -> Iterator[Check]:
    wanted: dict[str, Decimal] = {}
    left: dict[str, Decimal] = {}
    for line in lines:
        if line.left is not None:
            wanted[line.item] = wanted.get(line.item, ZERO) + line.amount
            left[line.item] = line.left
    for item, amount in wanted.items():
        if amount > left[item]:
            said = noop(
                "Item %(item)s has %(left)s left; this claim asks for %(amount)s. Ask for a change of the budget first."
            )
            yield _check("budget", BREACH, said, clause="R5.1.4", item=item, left=left[item], amount=amount)  # fmt: skip


def _fund(facts: Facts) -> Iterator[Check]:
    """A fund with a closed list of uses pays for nothing else, and no use beyond what was granted (W3.1)."""
    asked = [(line.item, line.amount) for line in facts.lines]
    for is_bad, said in told_of(facts.fund, asked) if facts.fund else ():
        yield _check("fund", BREACH if is_bad else GOOD, said, "fund" if is_bad else "", "W3.1")


def _advance(facts: Facts) -> Iterator[Check]:
    if not facts.advance_fits:
        said = noop("The advance belongs to somebody else, or is not handed out yet; choose your own.")
        yield _check("advance", BREACH, said, "advance", "R5.3.4")
