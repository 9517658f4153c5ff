"""Projects that had a lead before terms were kept get the lead's first term, from the first day of the contract."""

from django.db import migrations


def give_terms(apps, schema_editor):
    from banyan.core.records import new_public_id

    project_model = apps.get_model("projects", "Project")
    term_model = apps.get_model("projects", "LeadTerm")
    contract_model = apps.get_model("projects", "Contract")
    for project in project_model._base_manager.filter(lead__isnull=False):
        contract = contract_model._base_manager.filter(project=project).order_by("starts_on").first()
        if contract is None or term_model._base_manager.filter(project=project).exists():
            continue
        term_model._base_manager.create(
            public_id=new_public_id(), project=project, unit_id=project.unit_id, person_id=project.lead_id,
            starts_on=contract.starts_on, created_at=project.created_at, changed_at=project.created_at,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_frame")]

    operations = [migrations.RunPython(give_terms, migrations.RunPython.noop)]
