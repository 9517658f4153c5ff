"""The addresses of attachments."""

urlpatterns: list = []
