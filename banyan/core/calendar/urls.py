"""The addresses of the calendar."""

from django.urls import path

from banyan.core.calendar import views

urlpatterns = [
    path("calendar/", views.page, name="calendar.page"),
    path("calendar/feeds/", views.feeds, name="calendar.feeds"),
    path("calendar/feeds/<uuid:public_id>/revoke/", views.revoke, name="calendar.feed.revoke"),
    path("calendar/feed/<str:secret>.ics", views.feed, name="calendar.feed"),
]
