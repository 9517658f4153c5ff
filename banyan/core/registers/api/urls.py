"""Where the API begins; what lies behind is composed when the first program asks for one of its addresses."""

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """Addresses in a space of their own names: whoever asks for another address does not wait for them.

    The house asks every part for its names as soon as one address is written; this part answers that it has its own
    space, and makes them when somebody asks within it.
    """

    _asked = False

    def _populate(self) -> None:
        if self._asked:
            super()._populate()  # type: ignore[misc]

    @property
    def reverse_dict(self) -> Any:
        """The addresses by their names."""
        self._asked = True
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        """The spaces within this one."""
        self._asked = True
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        """The kinds of those spaces."""
        self._asked = True
        return super().app_dict


urlpatterns = [
    Later(RoutePattern("api/"), "banyan.core.registers.api.addresses", app_name="api", namespace="api")
]
