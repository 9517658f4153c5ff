"""Speaking to a chat group through its bot. Nothing but the service's own host is ever called."""

from __future__ import annotations

from urllib.parse import urlsplit

from banyan.core.notices.rules import SERVICES

_SCHEMES = {"wecom": "wecombot", "dingtalk": "dingtalk", "feishu": "feishu"}
_PATIENCE = "redirect=no&cto=4&rto=6"


class NotSent(Exception):
    """The service did not take the message."""


def send(service: str, key: str, secret: str, words: str) -> None:
    """Say something in the group of a bot; raises `NotSent`. Takes seconds: only jobs call it."""
    import apprise

    signed = f"{secret}@" if secret and service == "dingtalk" else ""
    bot = apprise.Apprise.instantiate(f"{_SCHEMES[service]}://{signed}{key}/?{_PATIENCE}")
    if bot is None or urlsplit(str(getattr(bot, "notify_url", ""))).hostname != SERVICES[service].host:
        raise NotSent("the bot has no address")
    try:
        taken = bot.notify(body=words)
    except Exception as error:  # whatever the network raises, the message was not taken
        raise NotSent(type(error).__name__) from error
    if not taken:
        raise NotSent("the service refused the message")
