"""The addresses of search."""

urlpatterns: list = []
