from django.urls import path

from banyan.core.dated import views

urlpatterns = [path("settings/dated/", views.settings_page, name="settings.dated")]
