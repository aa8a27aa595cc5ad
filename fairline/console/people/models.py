"""People. Who works for the provider has a role; who comes from a customer has that customer's account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairline.console.people.rights import RIGHTS, Right, Role

ROLES = [
    (Role.REVIEWER, _("Reviewer")),
    (Role.SENIOR, _("Senior reviewer")),
    (Role.LEGAL, _("Legal")),
    (Role.ENGINEER, _("Platform engineer")),
    (Role.AUDITOR, _("Auditor")),
    (Role.CUSTOMER, _("Customer")),
]


class Person(AbstractUser):
    """Somebody who signs in. ``account`` is set for customers alone."""

    role = models.CharField(_("role"), max_length=16, choices=ROLES, default=Role.AUDITOR)
    account = models.CharField(_("account"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("fr", "Français")], default="en"
    )

    class Meta(AbstractUser.Meta):
        """A customer without an account, or an account without a customer, cannot be kept."""

        constraints = [
            models.CheckConstraint(
                name="a_customer_has_an_account",
                condition=models.Q(role=Role.CUSTOMER) ^ models.Q(account=""),
            ),
            models.CheckConstraint(name="a_role_is_known", condition=models.Q(role__in=list(Role))),
        ]

    def may(self, right: Right) -> bool:
        """Whether this person may do something."""
        return self.is_active and right in RIGHTS[Role(self.role)]

    @property
    def is_customer(self) -> bool:
        """Whether they come from a customer."""
        return self.role == Role.CUSTOMER

    def __str__(self) -> str:
        """Return the name that others read."""
        return self.get_full_name() or self.username


class Token(models.Model):
    """A key by which a program acts as a person. Only a hash of it is kept; it can be revoked, and ends."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    known_as = models.CharField(max_length=16, unique=True)
    hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
