"""The pages of jobs."""

import pytest
from django.test import Client

from banyan.core import door
from banyan.core.jobs import running, working
from banyan.core.jobs.models import JobRun
from tests.makers import make_actor, make_unit

pytestmark = pytest.mark.django_db


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_job_shows_how_far_it_is_and_leads_to_its_result(worker):
    run = running.start("test.count", by=worker, upto=3)
    page = client_of(worker)
    waiting = page.get(run.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert 'http-equiv="refresh"' in waiting
    working.run(until_idle=True)
    done = page.get(run.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 1s"' not in done
    assert 'href="/there/"' in done
    assert run.get_absolute_url() in page.get("/jobs/").content.decode()


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_result_leads_nowhere_else(worker, url):
    run = running.run_now("test.count", by=worker, upto=1)
    with door.opened("test"):
        JobRun.everything.filter(pk=run.pk).update(result={"url": url})
    assert url not in client_of(worker).get(run.get_absolute_url()).content.decode()


def test_a_job_is_stopped_and_tried_again_from_its_page(worker):
    run = running.start("test.count", by=worker, upto=3)
    page = client_of(worker)
    assert page.post(f"{run.get_absolute_url()}cancel/").status_code == 302
    assert page.post(f"{run.get_absolute_url()}cancel/").status_code == 409
    assert page.post(f"{run.get_absolute_url()}retry/").status_code == 302
    working.run(until_idle=True)
    with door.opened("test"):
        assert JobRun.everything.get(pk=run.pk).state == JobRun.State.DONE


def test_the_job_of_another_does_not_exist(worker):
    run = running.start("test.count", by=worker, upto=3)
    stranger = client_of(make_actor(make_unit("K"), "jobs.*"))
    assert stranger.get(run.get_absolute_url()).status_code == 404
    assert stranger.post(f"{run.get_absolute_url()}cancel/").status_code == 404
    assert run.get_absolute_url() not in stranger.get("/jobs/").content.decode()
