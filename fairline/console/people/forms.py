"""The form by which an engineer makes people, or changes what they are here for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairline.console.people.models import Person
from fairline.console.people.rights import Role


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # no such thing when it runs
    """Who, what for, and for a customer of which account. A password is set by its owner, by a letter."""

    class Meta:
        """What can be changed here."""

        model = Person
        fields = ("username", "first_name", "last_name", "email", "role", "account", "language", "is_active")
        labels = {"username": _("Name to sign in with"), "is_active": _("May sign in")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        for name in ("username", "is_active"):
            self.fields[name].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Hold a customer to an account, and everybody else to none."""
        told: dict[str, Any] = super().clean() or {}
        is_customer, account = told.get("role") == Role.CUSTOMER, told.get("account")
        if is_customer and not account:
            self.add_error("account", _("A customer's account is needed."))
        if account and not is_customer:
            self.add_error("account", _("Only customers have an account."))
        return told
