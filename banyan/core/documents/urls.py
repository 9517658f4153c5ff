"""The addresses of Word documents."""

from django.urls import path

from banyan.core.documents import views

urlpatterns = [path("word/<str:kind>/<uuid:public_id>/", views.word, name="documents.word")]
