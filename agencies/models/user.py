"""People who sign in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from agencies.history import remembered_except


class UserManager(BaseUserManager["User"]):
    """Makes users; an e-mail address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with a usable password, or none where they sign in through their own agency."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@remembered_except("password", "last_login")
class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do comes from their memberships, never from Django's own permissions."""

    email = models.EmailField("email address", max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_lower_case")]

    def __str__(self) -> str:
        return self.name
