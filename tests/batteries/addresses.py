"""Every address of the product, walked from the URL patterns, and how each is opened at a station."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import get_resolver

from banyan.core.gate import Access, access_of
from banyan.core.registers.declaration import Register, register_for
from banyan.core.registers.panels import parts_of
from banyan.domains.staff.rules.ratios import BASES
from tests.batteries.world import Place, token_made

GAP = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern: its route with gaps, its name, its view and who may open it."""

    route: str
    name: str
    view: Any
    access: Access | None

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(match["name"] for match in GAP.finditer(self.route))

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    @property
    def register(self) -> Register | None:
        """The register whose face it is, by the first two parts of its name or, in the API, of its path."""
        parts = self.route.split("/")[1:3] if self.is_api else (self.name or "").split(".")[:2]
        return register_for(".".join(parts))

    def at(self, **values: Any) -> str:
        """The path with its gaps filled."""
        return "/" + GAP.sub(lambda match: str(values[match["name"]]), self.route)


def walk() -> Iterator[Address]:
    """All addresses, in the order in which they are tried; one that an earlier one hides is left out."""
    seen: set[str] = set()
    for address in _walk(get_resolver(), ""):
        if address.route not in seen:
            yield address
        seen.add(address.route)


def _walk(resolver: Any, prefix: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, route)
        else:
            yield Address(route, pattern.name or "", pattern.callback, access_of(pattern.callback))


@dataclass(frozen=True)
class Opening:
    """An address opened at a station: the path, and whether it names a record of that station."""

    address: Address
    path: str
    names_a_record: bool


def openings(address: Address, place: Place) -> list[Opening]:
    """The paths under which an address is opened at a station; a deed and a panel give one each."""
    if not address.gaps:
        return [Opening(address, address.at(), False)]
    if address.name in EXAMPLES:
        example = EXAMPLES[address.name](place)
        return [Opening(address, address.at(**values), True) for values in example]
    register = address.register
    if register is None:
        return [Opening(address, address.at(public_id=place.record(_named_kind(address)).public_id), True)]
    return [Opening(address, address.at(**values), True) for values in _of_register(address, register, place)]


def _named_kind(address: Address) -> Any:
    """The kind of record that an address names by its own name or by its permission, such as `approvals.request`."""
    permission = address.access.permission if address.access else ""
    for words in ((address.name or "").split("."), permission.split(".")):
        if (
            len(words) > 2
            and address.gaps == ("public_id",)
            and words[1] in apps.all_models.get(words[0], {})
        ):
            return apps.get_model(*words[:2])
    raise LookupError(f"{address.name} ({address.route}): say in EXAMPLES how it is opened")


def _of_register(address: Address, register: Register, place: Place) -> list[dict[str, Any]]:
    if ".import." in address.name:
        return [{"public_id": place.brought(register).public_id}]
    record = place.record(register.model)
    here = {"public_id": record.public_id}
    if "verb" in address.gaps:
        return [here | {"verb": deed.verb} for deed in register.deeds if not deed.new]
    if "code" in address.gaps:
        return [here | {"code": part.code} for part in parts_of(register, record)]
    return [here]


Examples = Callable[[Place], list[dict[str, Any]]]
EXAMPLES: dict[str, Examples] = {}


def opened_with(name: str) -> Callable[[Examples], Examples]:
    """Says for one address what its gaps are filled with."""

    def keep(example: Examples) -> Examples:
        EXAMPLES[name] = example
        return example

    return keep


def by_record(label: str) -> Examples:
    """The address names the station's record of a kind by its identifier."""
    return lambda place: [{"public_id": place.record(apps.get_model(label)).public_id}]


for _name, _label in {
    "identity.delegation.finish": "identity.Delegation",
    "approvals.step": "approvals.Step",
    "approvals.withdraw": "approvals.Request",
    "approvals.sheet": "approvals.Request",
    "approvals.word": "approvals.Request",
    "calendar.feed.revoke": "calendar.Feed",
    "jobs.run": "jobs.JobRun",
    "jobs.cancel": "jobs.JobRun",
    "jobs.retry": "jobs.JobRun",
    "notices.read": "notices.Notice",
    "projects.cockpit.of": "projects.Project",
    "projects.cockpit.team": "projects.Project",
    "projects.cockpit.waiting": "projects.Project",
    "projects.ledger.of": "projects.Project",
    "finance.execution.of": "projects.Project",
    "finance.findings.of": "projects.Project",
    "finance.results.of": "projects.Project",
    "finance.rush.of": "projects.Project",
    "finance.sources.of": "projects.Project",
    "finance.reconciliation.of": "finance.BankAccount",
    "finance.months.of": "projects.Project",
    "finance.claim.sheet": "finance.Claim",
    "finance.payment.slip": "finance.Payment",
    "finance.monthlybudget.sheet": "finance.MonthlyBudget",
    "finance.months.settle": "finance.MonthlyBudget",
    "finance.shares": "finance.AllocationBasis",
    "finance.phases": "finance.Budget",
    "finance.deviations": "projects.Project",
    "finance.halfreport.paper": "finance.HalfReport",
    "projects.meeting.brief": "projects.Attendee",
    "projects.people.of": "projects.Project",
    "projects.plan.of": "projects.Project",
    "projects.risks.of": "projects.Project",
    "projects.figures.paper": "projects.FiguresReader",
    "projects.letter": "projects.Member",
    "projects.risktable.paper": "projects.RiskTable",
    "projects.decision.paper": "projects.Decision",
    "rulebook.read": "rulebook.Version",
    "rulebook.sign": "rulebook.Version",
    "rulebook.signed": "rulebook.Version",
    "rulebook.map": "rulebook.Version",
    "rulebook.attest": "rulebook.Item",
    "services.case.client": "services.Case",
    "services.case.contact": "services.Case",
    "services.case.goal": "services.Case",
    "services.case.team": "services.Case",
    "services.case.crisis": "services.Case",
    "services.casecontact.correct": "services.CaseContact",
    "services.casecontact.note": "services.CaseContact",
    "services.casedocument.write": "services.CaseDocument",
    "services.casegoal.change": "services.CaseGoal",
    "services.casegoal.score": "services.CaseGoal",
    "services.caseworker.leave": "services.CaseWorker",
    "services.casecrisis.detail": "services.CaseCrisis",
    "services.casecrisis.lift": "services.CaseCrisis",
    "services.casecall.told": "services.CaseCall",
    "services.community.area": "staff.Area",
    "services.shares": "services.Activity",
    "services.summary": "services.Activity",
    "services.signin": "services.Activity",
    "services.signin.open": "services.Activity",
    "services.signin.in": "services.SignInSheet",
    "services.signin.walk_in": "services.SignInSheet",
    "services.signin.out": "services.SignInSheet",
    "services.signin.clarify": "services.SignInSheet",
    "services.signin.close": "services.SignInSheet",
    "services.signin.code": "services.SignInSheet",
    "services.hours.of": "identity.Person",
    "services.paper": "services.SignInSheet",
    "services.certificate.print": "services.VolunteerCertificate",
    "services.match": "services.SignInSheet",
    "communication.vote": "communication.Suggestion",
    "communication.count": "communication.Suggestion",
    "communication.slip": "communication.Document",
    "communication.read": "communication.Document",
    "communication.calls": "communication.Crisis",
}.items():
    EXAMPLES[_name] = by_record(_label)


@opened_with("ui.help.page")
def _help(place: Place) -> list[dict[str, Any]]:
    return [{"page": "index"}]


@opened_with("identity.token.revoke")
def _token(place: Place) -> list[dict[str, Any]]:
    return [{"public_id": token_made(place.master).public_id}]


@opened_with("documents.word")
def _word(place: Place) -> list[dict[str, Any]]:
    activity = place.record(apps.get_model("services.Activity"))
    return [{"kind": "services.activity_plan", "public_id": activity.public_id}]


@opened_with("approvals.flow")
def _flow(place: Place) -> list[dict[str, Any]]:
    return [{"code": place.unit.code, "kind": "activity_plan"}]


@opened_with("calendar.feed")
def _feed(place: Place) -> list[dict[str, Any]]:
    return [{"secret": "unknown-to-everybody"}]


@opened_with("attachments.file")
@opened_with("attachments.remove")
def _file(place: Place) -> list[dict[str, Any]]:
    return [{"public_id": place.file.public_id}]


@opened_with("quality.open")
@opened_with("attachments.attach")
def _attach(place: Place) -> list[dict[str, Any]]:
    return [{"model": place.file.model, "record_id": place.file.record_id}]


@opened_with("staff.ratio.population")
def _population(place: Place) -> list[dict[str, Any]]:
    return [{"code": place.unit.code, "kind": "resident"}]


@opened_with("staff.ratio.basis")
def _basis(place: Place) -> list[dict[str, Any]]:
    return [{"code": place.unit.code, "basis": basis} for basis in list(BASES)[:1]]


@opened_with("rulebook.matrix.sheet")
def _matrix_of_a_project(place: Place) -> list[dict[str, Any]]:
    """Verdicts follow the project, which runs while its contract does."""
    place.record(apps.get_model("projects.Contract"))
    return [{"public_id": place.record(apps.get_model("projects.Project")).public_id}]


@opened_with("rulebook.matrix.cell")
@opened_with("rulebook.matrix.judge_cell")
def _matrix_cell(place: Place) -> list[dict[str, Any]]:
    return [each | {"clause": "R3.2.2"} for each in _matrix_of_a_project(place)]


@opened_with("projects.ledger.panel")
def _ledger(place: Place) -> list[dict[str, Any]]:
    indicator = place.record(apps.get_model("projects.Indicator"))
    return [{"public_id": indicator.project.public_id, "code": indicator.number, "state": "counted"}]


@opened_with("communication.informed")
def _informed(place: Place) -> list[dict[str, Any]]:
    crisis = place.record(apps.get_model("communication.Crisis"))
    return [{"public_id": crisis.public_id, "position": 1}]


@opened_with("finance.lines.of")
def _item(place: Place) -> list[dict[str, Any]]:
    return [{"public_id": place.record(apps.get_model("projects.Project")).public_id, "item": "E1"}]


@opened_with("finance.export")
def _export(place: Place) -> list[dict[str, Any]]:
    project = place.record(apps.get_model("projects.Project"))
    return [{"public_id": project.public_id, "kind": "beancount"}]


@opened_with("services.case.paper")
def _paper_of_a_case(place: Place) -> list[dict[str, Any]]:
    case = place.record(apps.get_model("services.Case"))
    return [{"public_id": case.public_id, "kind": "assessment"}]


@opened_with("services.lines")
def _lines(place: Place) -> list[dict[str, Any]]:
    activity = place.record(apps.get_model("services.Activity"))
    return [{"public_id": activity.public_id, "which": "counted"}]


@opened_with("services.group.paper")
def _sheet_of_a_group(place: Place) -> list[dict[str, Any]]:
    group = place.record(apps.get_model("services.Group"))
    return [{"public_id": group.public_id, "sheet": "plan"}]


@opened_with("services.group.tests")
def _tests(place: Place) -> list[dict[str, Any]]:
    group = place.record(apps.get_model("services.Group"))
    return [{"public_id": group.public_id, "moment": "before"}]


@opened_with("services.signin.mode")
def _mode(place: Place) -> list[dict[str, Any]]:
    activity = place.record(apps.get_model("services.Activity"))
    return [{"public_id": activity.public_id, "mode": "typed"}]


@opened_with("services.code")
def _code(place: Place) -> list[dict[str, Any]]:
    sheet = place.record(apps.get_model("services.SignInSheet"))
    return [{"public_id": sheet.public_id, "shown": "000000"}]


@opened_with("rulebook.compare")
def _compared(place: Place) -> list[dict[str, Any]]:
    version = place.record(apps.get_model("rulebook.Version"))
    return [{"public_id": version.public_id, "other_id": version.public_id}]
