from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ControlsConfig(AppConfig):
    name = "banyan.core.controls"
    label = "controls"
    verbose_name = _("controls")

    def ready(self) -> None:
        from banyan.core.controls import deeds  # noqa: F401

        autodiscover_modules("controls")
        for room in apps.get_app_configs():
            _open_folder(room.module)


def _open_folder(room: ModuleType | None) -> None:
    """A room whose controls fill a folder: each of its files declares some."""
    folder = getattr(room, "controls", None)
    if (
        folder is None
        or not getattr(room, "__name__", "").startswith("banyan.")
        or not hasattr(folder, "__path__")
    ):
        return
    for found in iter_modules(folder.__path__, f"{folder.__name__}."):
        import_module(found.name)
