"""Programs with tokens: clients that send one with every request, and JSON unless said otherwise."""

from datetime import timedelta

from django.test import Client

from agencies.models import Token


class Program:
    """A client that sends a token with every request, and JSON unless said otherwise."""

    def __init__(self, token, secret):
        self.token, self.client = token, Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path, **parameters):
        return self.client.get(f"/api/v1/{path}", parameters)

    def post(self, path, content=None, *, key=None, **more):
        more.setdefault("content_type", "application/json")
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api/v1/{path}", content or {}, headers=headers, **more)


def program_of(acting, scope):
    """A program acting as somebody."""
    expires_on = acting.on + timedelta(days=30)
    return Program(
        *Token.make(membership=acting.membership, name="A program", scope=scope, expires_on=expires_on)
    )
