"""What the other tests look with finds what is wrong: each fault is planted on a page that is well."""

import pytest

from tests.browser.driving import NARROW, Faults, go, resize
from tests.browser.looking import barriers, faults_of_structure, too_wide

PLANT = "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)"


@pytest.fixture
def page(look):
    """A page that is well."""
    page = look("school_lead")
    go(page, "/help/")
    return page


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/static/images/icon.svg">',
        '<p class="govuk-body"><a href="/" class="govuk-link"></a></p>',
        '<button aria-label="">x</button><input id="bare" type="text">',
        '<a href="/a">a</a><a href="/b">b</a><table><tr><th scope="row"></th></tr></table>',
    ],
)
def test_a_barrier_is_found(page, html):
    assert barriers(page) == []
    page.evaluate(PLANT, html)
    assert barriers(page)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Another</h1>",
        '<input name="bare">',
        '<form method="post"><button>Send</button></form>',
        "<table><tr><td>No caption</td></tr></table>",
        '<p id="main-content">Again</p>',
        '<form id="silent" action="/"><label>A <input name="a"></label></form>',
    ],
)
def test_a_fault_of_structure_is_found(page, html):
    assert faults_of_structure(page) == []
    page.evaluate(PLANT, html)
    assert faults_of_structure(page)


def test_what_is_too_wide_for_a_phone_is_found(page):
    resize(page, NARROW)
    assert too_wide(page) == []
    page.evaluate(PLANT, f"<p>{'wide' * 2}</p><pre>{'x' * 200}</pre>")
    assert too_wide(page)


@pytest.mark.parametrize(
    ("do", "word"),
    [
        ("console.error('said')", "console: said"),
        ("setTimeout(() => { throw new Error('thrown') })", "script: thrown"),
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("fetch('/nowhere/')", "answer: /nowhere/ 404"),
        ("fetch('https://elsewhere.invalid/').catch(() => 0)", "Content Security Policy"),
    ],
)
def test_what_the_browser_complains_of_is_kept(look, do, word):
    page, faults = look("school_lead"), Faults()
    faults.watch(page)
    go(page, "/help/")
    page.evaluate(f"() => {{ {do} }}")
    page.wait_for_timeout(300)
    assert any(word in fault for fault in faults.found), faults.found
    look.faults.found.clear()
