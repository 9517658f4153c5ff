"""The addresses of files."""

from django.urls import path

from banyan.core.attachments import views

urlpatterns = [
    path("files/<uuid:public_id>/", views.file, name="attachments.file"),
    path("files/<uuid:public_id>/remove/", views.remove, name="attachments.remove"),
    path("files/on/<str:model>/<uuid:record_id>/", views.attach, name="attachments.attach"),
]
