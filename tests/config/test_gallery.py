"""The gallery shows every component, to those who may see it, and nothing that the content policy forbids."""

import re

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404
from django.template import loader
from django.test import RequestFactory

from config.gallery import gallery


class Person:
    """Somebody signed in, without a database."""

    is_authenticated = True
    acting = None

    def __init__(self, *, is_staff):
        self.is_staff = is_staff


def shown(address="/", *, is_staff=True):
    request = RequestFactory().get(address)
    request.user = Person(is_staff=is_staff)
    request.session = {}
    request._messages = FallbackStorage(request)
    request.resolver_match = None
    return gallery(request).content.decode()


def test_it_is_closed_to_others_outside_development(settings):
    settings.DEBUG = False
    with pytest.raises(Http404):
        shown(is_staff=False)
    assert "Components" in shown(is_staff=True)


def test_it_has_no_inline_style_script_or_handler():
    html = shown("/?errors&messages")
    assert "style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_every_id_is_used_once_and_every_reference_is_met():
    html = shown("/?errors&messages")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    for attribute in ("aria-describedby", "aria-labelledby", "for", "aria-controls"):
        for value in re.findall(rf'\s{attribute}="([^"]+)"', html):
            assert set(value.split()) <= set(ids), f"{attribute} {value}"


def test_a_refused_form_says_so_in_the_title():
    assert "<title>Error: Components – Attendance casework</title>" in shown("/?errors")


def test_every_table_has_a_caption():
    html = shown()
    assert html.count("<table") == html.count("<caption") > 4


def test_pages_load_files_of_our_own_only():
    html = shown()
    for address in re.findall(r'(?:src|href)="([^"]+)"', html):
        assert not re.match(r"(?:https?:)?//", address)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_nothing_and_says_what_to_do(name):
    html = loader.get_template(f"{name}.html").render({})
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html)
    assert f"<title>{heading} – Attendance casework</title>" in html
    assert html.count('<p class="govuk-body">') >= 2
