"""Chat groups, digest and quiet hours: numbers go out, only to the service's own host, and not at night."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
from django.core import mail
from django.db import connection
from django.test import Client

from banyan.core import door
from banyan.core.notices import deeds, rules, sending
from banyan.core.notices.models import Bot, Notice, Preference
from banyan.core.notices.sending import send_all
from banyan.core.notices.telling import tell
from banyan.foundation.refusal import Refused, noop, sentence
from tests.makers import make_actor

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2025, 12, 31, 12, 0, tzinfo=HERE)
ADDRESSES = {
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-1111-2222-3333-444444444444",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=00001111222233334444",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/00000000-1111-2222",
}


class Answer:
    """What a chat service answers."""

    status_code = 200
    content = b'{"errcode": 0, "code": 0, "StatusCode": 0}'
    text = content.decode()


@pytest.fixture
def outside(monkeypatch):
    """Nothing leaves the house: what would have gone out is collected; `outside.broken` refuses it."""
    sent = []

    def post(url, **given):
        if sent and sent[0] == "broken":
            raise requests.ConnectionError
        sent.append((url, given))
        return Answer()

    monkeypatch.setattr(requests, "post", post)
    return sent


@pytest.fixture
def keeper(agency):
    return make_actor(agency, "notices.*", "identity.unit.view")


@pytest.fixture
def reader(north):
    actor = make_actor(north, "dated.*")
    actor.user.email = "reader@example.org"
    actor.user.save()
    return actor


def bot_of(keeper, unit, service="wecom"):
    made = Bot(unit=unit, service=service, name="长者部群")
    return deeds.add_bot(made, by=keeper, now=NOON, address=ADDRESSES[service])


def prefers(reader, **wanted):
    return deeds.set_preference(
        Preference(user=reader.user, **{"email": False, **wanted}), by=reader, now=NOON
    )


def told(reader, number="ACT-2025-0001", at=NOON):
    from banyan.core.identity.models import User

    user = User.objects.get(pk=reader.user.pk)
    rows = tell([user], "test", sentence(noop("%(number)s waits for your signature."), number=number), now=at)
    with door.opened("test"):
        Notice.everything.filter(pk__in=[row.pk for row in rows]).update(number=number)


@pytest.mark.parametrize("service", list(ADDRESSES))
def test_a_bot_speaks_to_the_host_of_its_service_and_names_numbers_only(
    service, outside, keeper, reader, agency
):
    prefers(reader, bot=bot_of(keeper, agency, service))
    told(reader)
    assert send_all(NOON) == {"sent": 1, "failed": 0}
    url, given = outside[0]
    assert url.startswith(f"https://{rules.SERVICES[service].host}/")
    assert given["allow_redirects"] is False
    assert "ACT-2025-0001" in str(given["data"])
    assert reader.person.name not in str(given["data"])
    assert send_all(NOON) == {"sent": 0, "failed": 0}


@pytest.mark.parametrize(
    "address",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-1111",
        "https://127.0.0.1/cgi-bin/webhook/send?key=00000000-1111",
        "https://qyapi.weixin.qq.com.example.org/cgi-bin/webhook/send?key=00000000-1111",
        "https://qyapi.weixin.qq.com@example.org/cgi-bin/webhook/send?key=00000000-1111",
        "https://user:x@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-1111",
        "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=00000000-1111",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/../send?key=00000000-1111",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=../../../x",
        "https://oapi.dingtalk.com/robot/send?access_token=00001111222233334444",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
def test_only_the_services_own_host_is_ever_called(address):
    with pytest.raises(Refused) as refused:
        rules.key_of("wecom", address)
    assert refused.value.code == "host"


def test_the_key_lies_sealed_and_is_shown_to_nobody(keeper, agency, outside):
    bot = bot_of(keeper, agency)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_bot")
        assert "00000000-1111" not in str(cursor.fetchall())
    client = Client()
    client.force_login(keeper.user)
    page = client.get(f"/notices/bot/{bot.public_id}/")
    assert page.status_code == 200
    assert "00000000-1111" not in page.content.decode()
    assert "00000000-1111" not in client.get("/notices/bot/").content.decode()


def test_a_bot_is_added_on_its_page_and_a_foreign_address_is_refused_there(keeper, agency):
    client = Client()
    client.force_login(keeper.user)
    given = {"unit": str(agency.public_id), "service": "feishu", "name": "群"}
    assert client.post("/notices/bot/new/", given | {"address": ADDRESSES["wecom"]}).status_code == 422
    assert client.post("/notices/bot/new/", given | {"address": ADDRESSES["feishu"]}).status_code == 302
    with door.opened("test"):
        assert Bot.everything.get().key == "00000000-1111-2222"


def test_what_a_service_does_not_take_is_tried_five_times(outside, keeper, reader, agency):
    bot = bot_of(keeper, agency)
    prefers(reader, bot=bot)
    told(reader)
    outside.append("broken")
    for _try in range(5):
        assert send_all(NOON) == {"sent": 0, "failed": 1}
    assert send_all(NOON) == {"sent": 0, "failed": 0}
    with door.opened("test"):
        assert Bot.everything.get().failed_at == NOON


def test_a_later_try_succeeds(outside, keeper, reader, agency):
    prefers(reader, bot=bot_of(keeper, agency))
    told(reader)
    outside.append("broken")
    send_all(NOON)
    outside.clear()
    assert send_all(NOON) == {"sent": 1, "failed": 0}


def test_in_quiet_hours_nothing_goes_out_and_afterwards_all_together(outside, keeper, reader, agency):
    prefers(reader, bot=bot_of(keeper, agency), quiet_from=time(21), quiet_until=time(7))
    night = datetime(2025, 12, 31, 23, 0, tzinfo=HERE)
    told(reader, "A-1", at=night)
    told(reader, "A-2", at=night)
    assert send_all(night) == {"sent": 0, "failed": 0}
    assert send_all(night + timedelta(hours=9))["sent"] == 1
    assert len(outside) == 1
    assert "A-1" in str(outside[0])
    assert "A-2" in str(outside[0])


def test_a_digest_goes_out_once_a_day_from_its_hour_on(outside, keeper, reader, agency):
    prefers(reader, bot=bot_of(keeper, agency), digest=True, digest_hour=17)
    told(reader, "A-1")
    assert send_all(NOON)["sent"] == 0
    assert send_all(NOON + timedelta(hours=5))["sent"] == 1
    told(reader, "A-2", at=NOON + timedelta(hours=6))
    assert send_all(NOON + timedelta(hours=6))["sent"] == 0
    assert send_all(NOON + timedelta(hours=29))["sent"] == 1


def test_an_e_mail_of_the_digest_names_numbers(reader):
    prefers(reader, email=True, digest=True, digest_hour=8)
    told(reader, "A-7")
    send_all(NOON)
    assert [m.to for m in mail.outbox] == [["reader@example.org"]]
    assert "A-7" in mail.outbox[0].body


def test_who_said_nothing_is_served_at_once_and_not_twice(reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django_tasks_db.models import DBTaskResult

    told(reader)
    assert DBTaskResult.objects.count() == 1
    prefers(reader, email=True)
    told(reader)
    assert DBTaskResult.objects.count() == 1


def test_what_was_read_already_is_not_sent(outside, keeper, reader, agency):
    prefers(reader, bot=bot_of(keeper, agency))
    told(reader)
    deeds.mark_all_read(by=reader, now=NOON)
    assert send_all(NOON)["sent"] == 0


def test_a_test_message_arrives_and_a_bot_switched_off_is_silent(outside, keeper, agency):
    bot = bot_of(keeper, agency)
    assert sending.try_bot.func(str(bot.public_id))
    assert len(outside) == 1
    deeds.retire_bot(bot, by=keeper, now=NOON, reason="group closed")
    assert not sending.try_bot.func(str(bot.public_id))
    assert len(outside) == 1
    with door.opened("test"):
        assert Bot.everything.get().key == ""


def test_ones_own_page_keeps_what_one_wants(reader, keeper, north, south, outside):
    near, far = bot_of(keeper, north), bot_of(keeper, south)
    client = Client()
    client.force_login(reader.user)
    given = {"email": "on", "digest": "on", "digest_hour": "9", "quiet_from": "21:00", "quiet_until": "07:00"}
    assert client.post("/account/notices/", given | {"bot": far.pk}).status_code == 422
    assert client.post("/account/notices/", given | {"quiet_until": ""}).status_code == 422
    assert client.post("/account/notices/", given | {"digest_hour": "24"}).status_code == 422
    assert client.post("/account/notices/", given | {"bot": near.pk}).status_code == 302
    assert client.post("/account/notices/", given | {"bot": near.pk, "digest_hour": "10"}).status_code == 302
    with door.opened("test"):
        kept = Preference.everything.get()
    assert (kept.user, kept.bot, kept.digest_hour) == (reader.user, near, 10)


@pytest.mark.parametrize(
    ("at", "begins", "ends", "quiet"),
    [
        (time(23), time(21), time(7), True),
        (time(6, 59), time(21), time(7), True),
        (time(7), time(21), time(7), False),
        (time(13), time(12), time(14), True),
        (time(14), time(12), time(14), False),
        (time(12), None, None, False),
        (time(12), time(12), time(12), False),
    ],
)
def test_quiet_hours_may_reach_over_midnight(at, begins, ends, quiet):
    assert rules.is_quiet(at, begins, ends) is quiet


def test_a_long_list_of_numbers_is_cut_and_says_so():
    shown, rest = rules.numbers_shown([f"A-{n}" for n in range(25)] + ["A-1", ""])
    assert (len(shown), rest) == (20, 5)
    assert rules.digest_is_due(NOON, 8, date(2025, 12, 30))
    assert not rules.digest_is_due(NOON, 8, NOON.date())
