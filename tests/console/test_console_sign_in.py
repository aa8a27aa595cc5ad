"""Where people sign in: nobody is invited to sign up, and OpenID is offered where it is set up."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
OIDC = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc", "name": "Sample ID", "client_id": "c", "secret": "s",
                "settings": {"server_url": "http://127.0.0.1:9"},
            }
        ]
    }
}  # fmt: skip


def page(client: Client) -> str:
    answer = client.get("/accounts/login/?next=/cases/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_is_invited_to_sign_up(client: Client) -> None:
    shown = page(client)
    assert "signup" not in shown
    assert "Sign in with a passkey" in shown
    assert 'name="next" value="/cases/"' in shown


def test_openid_is_offered_where_it_is_set_up(client: Client, settings: Any) -> None:
    assert "Sample ID" not in page(client)
    settings.SOCIALACCOUNT_PROVIDERS = OIDC
    shown = page(client)
    assert "Sign in with Sample ID" in shown
    assert "/accounts/oidc/oidc/login/?" in shown
