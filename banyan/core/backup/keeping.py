"""What goes into a backup: every table as lines of JSON, every file, the secrets, and a manifest of their hashes.

Rows travel as the database holds them, so a backup of SQLite fills PostgreSQL as well.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from banyan.core import clock, door
from banyan.core.backup import sealing
from banyan.core.backup.resting import guards_at_rest
from banyan.core.identity.models import Unit
from banyan.foundation.refusal import Refused, noop

_LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission", "axes.accessattempt", "axes.accesslog",
             "axes.accessfailurelog", "axes.accessattemptexpiration"}  # fmt: skip
_BATCH = 500


def backup(file: Path, key_file: Path) -> dict[str, Any]:
    """Write everything into one sealed file; the key lies in `key_file`. Answers rows, files and hash.

    The file appears only when it is whole: a torn backup never replaces a good one.
    """
    key = sealing.make_key(key_file)
    with tempfile.TemporaryFile() as plain, door.opened("backup"):
        with transaction.atomic():
            manifest = _write_archive(plain)
        plain.seek(0)
        half = file.with_name(file.name + ".part")
        with half.open("wb") as target:
            sealing.seal(plain, target, key)
        half.replace(file)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return {"file": file.name, "key": key_file.name, "rows": rows, "files": len(manifest["files"])}


def restore(file: Path, key_file: Path) -> dict[str, Any]:
    """Fill an empty installation. A damaged or wrong backup, or a target with data, is refused untouched."""
    key = sealing.read_key(key_file)
    with tempfile.TemporaryFile() as plain:
        if not file.is_file():
            raise Refused({"file": noop("There is no such backup file.")}, code="not_a_backup")
        with file.open("rb") as source:
            sealing.unseal(source, plain, key)
        plain.seek(0)
        with tarfile.open(fileobj=plain) as archive:
            manifest = _checked_manifest(archive)
            _refuse_when_filled()
            return _fill(archive, manifest)


def _write_archive(target: Any) -> dict[str, Any]:
    manifest: dict[str, Any] = {"made_at": clock.machine_now().isoformat(), "tables": {}, "files": {}}
    with tarfile.open(fileobj=target, mode="w") as archive:
        for model in kept_models():
            content, count = _table(model)
            _add(archive, f"tables/{model._meta.label_lower}.jsonl", content)
            manifest["tables"][model._meta.label_lower] = {"rows": count, "sha256": _sha(content)}
        for path in _files():
            content = path.read_bytes()
            name = path.relative_to(settings.BANYAN_HOME).as_posix()
            _add(archive, f"home/{name}", content)
            manifest["files"][name] = _sha(content)
        _add(archive, "manifest.json", json.dumps(manifest, sort_keys=True).encode())
    return manifest


def kept_models() -> list[type[models.Model]]:
    """Every table that a backup holds, many-to-many tables included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and model._meta.label_lower not in _LEFT_OUT]


def _table(model: type[models.Model]) -> tuple[bytes, int]:
    names = [field.attname for field in model._meta.concrete_fields]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields)
    out, count = io.BytesIO(), 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {connection.ops.quote_name(model._meta.db_table)} ORDER BY 1")  # noqa: S608
        for row in iter(cursor.fetchone, None):
            out.write(
                json.dumps(_travelling(model, names, row), cls=_Encoder, ensure_ascii=False).encode() + b"\n"
            )
            count += 1
    return out.getvalue(), count


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return (
            o.isoformat()
            if hasattr(o, "isoformat")
            else str(o)
            if isinstance(o, Decimal)
            else super().default(o)
        )


def _travelling(model: type[models.Model], names: list[str], row: tuple[Any, ...]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [_plain(field, value) for field, value in zip(fields, row, strict=True)]


def _plain(field: Any, value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"hex": bytes(value).hex()}
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    if isinstance(field, models.BooleanField) and value is not None:
        return bool(value)
    if isinstance(field, models.DateTimeField) and value is not None:
        return _moment(value)
    return value


def _moment(value: Any) -> str:
    """A moment with its zone: SQLite keeps them in UTC and does not say so."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _checked_manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    manifest = json.loads(_content(archive, "manifest.json"))
    for label, table in manifest["tables"].items():
        if _sha(_content(archive, f"tables/{label}.jsonl")) != table["sha256"]:
            raise Refused({"file": noop("The backup does not agree with its manifest; nothing was touched.")})
    for name, digest in manifest["files"].items():
        if (
            _sha(_content(archive, f"home/{name}")) != digest
            or ".." in Path(name).parts
            or Path(name).is_absolute()
        ):
            raise Refused({"file": noop("The backup does not agree with its manifest; nothing was touched.")})
    return manifest


def _refuse_when_filled() -> None:
    if "identity_unit" in connection.introspection.table_names():
        with door.opened("restore"):
            if Unit.everything.exists():
                raise Refused(
                    {"": noop("This installation is not empty; restore into an empty place.")},
                    code="not_empty",
                )


def _fill(archive: tarfile.TarFile, manifest: dict[str, Any]) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    by_label = {model._meta.label_lower: model for model in kept_models()}
    brought = [by_label[label] for label in manifest["tables"] if label in by_label]
    with transaction.atomic():
        with guards_at_rest([model._meta.db_table for model in brought]):
            for model in brought:
                _fill_table(model, _content(archive, f"tables/{model._meta.label_lower}.jsonl"))
        _reset_counters(list(by_label.values()))
    for name in manifest["files"]:
        path = Path(settings.BANYAN_HOME) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_content(archive, f"home/{name}"))
        path.chmod(0o600)
    return {
        "rows": sum(table["rows"] for table in manifest["tables"].values()),
        "files": len(manifest["files"]),
    }


def _fill_table(model: type[models.Model], content: bytes) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    slots = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({slots})"  # noqa: S608
    rows = [_arriving(fields, json.loads(line)) for line in content.splitlines()]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        for start in range(0, len(rows), _BATCH):
            cursor.executemany(statement, rows[start : start + _BATCH])


def _arriving(fields: Any, values: list[Any]) -> list[Any]:
    return [_for_database(field, value) for field, value in zip(fields, values, strict=True)]


def _for_database(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return None if value is None else connection.ops.adapt_json_value(value, None)
    if isinstance(field, models.BinaryField) and value is not None:
        return bytes.fromhex(value["hex"])
    if isinstance(field, models.UUIDField) and value is not None:
        return field.get_db_prep_value(field.to_python(value), connection)
    if isinstance(field, models.DateField | models.TimeField) and value is not None:
        return field.get_db_prep_value(field.to_python(value), connection)
    return value


def _reset_counters(models_: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_):
            cursor.execute(statement)


def _files() -> Iterator[Path]:
    home = Path(settings.BANYAN_HOME)
    yield home / "secrets.json"
    yield from sorted(path for path in (home / "files").rglob("*") if path.is_file())


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        member = archive.extractfile(name)
    except KeyError:
        member = None
    if member is None:
        raise Refused({"file": noop("The backup does not agree with its manifest; nothing was touched.")})
    return member.read()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
