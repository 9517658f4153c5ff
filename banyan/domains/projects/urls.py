"""The addresses of this room's own pages."""

urlpatterns: list = []
