"""The request as views meet it: past the gate, with its actor."""

from django.http import HttpRequest

from banyan.core.identity.actor import Actor


class ActorRequest(HttpRequest):
    """A request that the gate has let through; it carries who acts."""

    actor: Actor
