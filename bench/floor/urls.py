"""List, detail, create, search, import."""

import csv
import io
from itertools import islice

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from bench.floor.app.models import Entry


@login_required
def listing(request):
    """Filter, sort, count, fifty rows, one template."""
    found = Entry.objects.filter(state="active").order_by("name")
    page = Paginator(found, 50).get_page(request.GET.get("page", 1))
    return render(request, "list.html", {"page": page})


@login_required
def detail(request, pk):
    """One row, one template."""
    return render(request, "detail.html", {"entry": get_object_or_404(Entry, pk=pk)})


@login_required
def create(request):
    """One insert."""
    given = {name: request.POST[name] for name in ("number", "name", "sex", "born_on", "community", "phone")}
    entry = Entry.objects.create(**given)
    return redirect("detail", pk=entry.pk)


@login_required
def search(request):
    """Thirty hits by a piece of a name."""
    hits = Entry.objects.filter(name__contains=request.GET["q"]).order_by("-pk")[:30]
    return render(request, "search.html", {"hits": hits})


def sign_in(request):
    """Name and password against the framework's own hash, a new session."""
    user = authenticate(request, username=request.POST["login"], password=request.POST["password"])
    login(request, user)
    return redirect("/list/")


@login_required
@transaction.atomic
def bring(request):
    """A CSV of people, column by column as it stands, all or nothing: no checks, no trail, nothing sealed."""
    rows = csv.reader(io.StringIO(request.body.decode("utf-8-sig")))
    next(rows)
    made = (Entry(number=r[0], name=r[1], sex=r[2], born_on=r[3], phone=r[6], community=r[7]) for r in rows)
    while some := list(islice(made, 5000)):
        Entry.objects.bulk_create(some)
    return HttpResponse(Entry.objects.count())


def health(request):
    """Whether it stands."""
    return HttpResponse("ok")


urlpatterns = [
    path("list/", listing),
    path("detail/<int:pk>/", detail, name="detail"),
    path("create/", create),
    path("search/", search),
    path("import/", bring),
    path("sign-in/", sign_in),
    path("healthz", health),
]
