"""When a case counts: opened once it is accepted and planned, closed once it was served, evaluated and signed."""

from banyan.domains.services.rules.cases.stages import Facts


def opened_lacks(facts: Facts, has_consent: bool) -> list[str]:
    """Codes of the papers that an opened case still lacks before it counts."""
    wanted = (
        ("consent_missing", has_consent),
        ("assessment_missing", facts.assessed_on),
        ("plan_missing", facts.planned_on),
        ("agreement_missing", facts.agreed_on),
    )
    return [code for code, there in wanted if not there]


def closed_lacks(facts: Facts) -> list[str]:
    """Codes of what a closed case lacks before it counts: opened is not closed, and closed is not served."""
    wanted = (
        ("assessment_missing", facts.assessed_on),
        ("plan_missing", facts.planned_on),
        ("no_service", facts.first_contact_on),
        ("evaluation_missing", facts.evaluated_on),
    )
    return [code for code, there in wanted if not there]
