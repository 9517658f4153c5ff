"""The addresses of approvals."""

urlpatterns: list = []
