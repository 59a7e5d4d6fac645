"""Authorities, agencies, people and memberships."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from agencies.models import Agency, AgencyKind, LocalAuthority, Membership, User, Ward

PASSWORD = "correct-horse-battery"


class AuthorityFactory(DjangoModelFactory):
    """A fictional authority."""

    class Meta:
        model = LocalAuthority
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"{900 + n % 99:03d}")
    name = factory.Sequence(lambda n: f"Council {n}")


class AgencyFactory(DjangoModelFactory):
    """An agency of any kind."""

    class Meta:
        model = Agency

    authority = factory.SubFactory(AuthorityFactory)
    kind = AgencyKind.VOLUNTARY
    name = factory.Sequence(lambda n: f"Agency {n}")
    email = factory.LazyAttribute(lambda agency: f"{agency.name.replace(' ', '.').lower()}@example.org")
    telephone = "0161 496 0000"


class TeamFactory(AgencyFactory):
    """A locality team."""

    kind = AgencyKind.LOCALITY_TEAM
    name = factory.Sequence(lambda n: f"Locality team {n}")


class WardFactory(DjangoModelFactory):
    """A ward."""

    class Meta:
        model = Ward

    authority = factory.SubFactory(AuthorityFactory)
    code = factory.Sequence(lambda n: f"E{n:08d}")
    name = factory.Sequence(lambda n: f"Ward {n}")
    from_year = 2022


class UserFactory(DjangoModelFactory):
    """A person with a password (hashed quickly in tests)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


class MembershipFactory(DjangoModelFactory):
    """A person's place in an agency."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    role_name = "partner"
    began_on = date(2020, 1, 1)
