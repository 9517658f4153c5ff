"""The addresses of notices."""

urlpatterns: list = []
