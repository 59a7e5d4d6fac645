"""How days, numbers, lists and errors are written, as a page shows them."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from agencies import words
from agencies.paging import page_of
from agencies.templatetags import ui
from config.forms import DateField


def rendered(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


def test_a_day_is_written_out():
    assert rendered("{% date day %}", day=datetime.date(2026, 3, 5)) == "5 March 2026"
    assert words.date(None) == "no date"


def test_an_instant_is_written_with_the_day_it_has_in_london():
    before_midnight_utc = datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC)
    assert words.date(before_midnight_utc) == "1 July 2026"
    assert words.moment(before_midnight_utc) == "1 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("fraction", "places", "text"),
    [
        (0.9345, 1, "93.5%"),
        (Decimal("0.9345"), 1, "93.5%"),
        (Fraction(1, 3), 1, "33.3%"),
        (Fraction(1, 8), 0, "13%"),
        (0.105, 0, "11%"),
        (0, 1, "0.0%"),
        (1, 0, "100%"),
        (None, 1, "no rate"),
    ],
)
def test_a_share_is_rounded_half_up_and_none_is_no_rate(fraction, places, text):
    assert words.percent(fraction, places) == text


def test_numbers_and_their_nouns():
    assert words.number(35000) == "35,000"
    assert words.number(None) == "not known"
    assert words.plural(1, "session") == "1 session"
    assert words.plural(0, "session") == "0 sessions"
    assert words.plural(1204, "enquiry", "enquiries") == "1,204 enquiries"


def test_a_tag_escapes_its_text_and_knows_its_colours():
    assert ui.tag("<b>", "red") == '<strong class="govuk-tag govuk-tag--red">&lt;b&gt;</strong>'
    with pytest.raises(ValueError, match="mauve is not a tag colour"):
        ui.tag("Open", "mauve")


def test_a_row_of_a_summary_names_what_its_link_changes():
    html = rendered('{% row "School" name "/change" %}', name="Oakfield")
    assert 'Change<span class="govuk-visually-hidden"> school</span>' in html
    assert "Not recorded" in rendered('{% row "School" "" %}')
    assert "0</dd>" in rendered('{% row "Visits" 0 %}')


def test_a_table_has_a_caption_and_a_labelled_region_the_keyboard_can_scroll():
    html = rendered('{% table "Pupils" %}{% headings "Name" "#Absence" %}{% endtable %}')
    assert 'role="region" aria-label="Pupils" tabindex="0"' in html
    assert "Pupils</span></caption>" in html
    assert '<th scope="col" class="govuk-table__header govuk-table__header--numeric">Absence</th>' in html


def test_a_page_of_a_short_list_knows_its_count():
    page = page_of(list(range(30)), "2", size=25)
    assert (list(page), page.first, page.last, page.total) == ([25, 26, 27, 28, 29], 26, 30, "30")
    assert page.has_previous
    assert not page.has_next


def test_the_count_of_a_long_list_stops():
    page = page_of(range_list := list(range(5000)), None)
    assert page.total == "more than 1,000"
    assert page_of(range_list[:1000], "1").total == "1,000"


@pytest.mark.parametrize("typed", ["0", "-1", "x", "²", "1" * 40, None, ""])
def test_a_nonsense_page_number_is_the_first_page(typed):
    assert page_of([1, 2, 3], typed).number == 1


def test_a_page_beyond_the_end_is_the_last():
    assert page_of(list(range(60)), "99", size=25).number == 3


def test_the_way_to_the_next_page_keeps_the_filters():
    request = RequestFactory().get("/pupils/", {"school": "a b", "page": "1"})
    page = page_of(list(range(60)), "1")
    html = rendered('{% pagination page "pupil" %}', request=request, page=page)
    assert 'href="?page=2&amp;school=a+b"' in html
    assert "Showing 1 to 25 of 60 pupils, page 1" in html
    assert "of 60 entries, page 1" in rendered('{% pagination page "entry" %}', request=request, page=page)


def test_progress_is_told_in_words_and_survives_an_empty_work():
    assert "29%: 350 of 1200" in rendered('{% progress 350 1200 "Rows read" %}')
    assert 'value="0"' in rendered('{% progress 0 0 "Rows read" %}')


class VisitForm(forms.Form):
    on = DateField(label="Date of the visit", help_text="For example, 5 3 2026")
    place = forms.ChoiceField(label="Place", choices=[("home", "Home")], widget=forms.RadioSelect)
    minutes = forms.IntegerField(label="Minutes", help_text="About")
    note = forms.CharField(label="Note", max_length=10, widget=forms.Textarea)

    def clean(self):
        raise forms.ValidationError("The visit cannot be recorded")


def test_each_error_in_the_summary_leads_to_the_first_input_of_its_field():
    form = VisitForm({})
    html = rendered("{% error_summary form %}", form=form)
    page = str(form)
    for id_ in ("id_on_day", "id_place_0", "id_minutes", "id_note"):
        assert f'href="#{id_}"' in html
        assert f'id="{id_}"' in page
    assert "<li>The visit cannot be recorded</li>" in html
    assert "Minutes: This field is required." in html


def test_an_input_is_described_by_its_hint_and_its_error():
    html = str(VisitForm({})["minutes"].as_field_group())
    assert 'aria-describedby="id_minutes_helptext id_minutes_error"' in html
    assert 'class="govuk-input govuk-input--error"' in html
    assert 'id="id_minutes_error" class="govuk-error-message"' in html


def test_a_long_text_is_counted_by_its_message():
    html = str(VisitForm()["note"].as_field_group())
    assert 'data-maxlength="10"' in html
    assert 'aria-describedby="id_note-info"' in html
    assert 'id="id_note-info"' in html
    assert " maxlength=" not in html


def test_a_group_is_described_on_its_fieldset():
    html = str(VisitForm({})["on"].as_field_group())
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_on_helptext id_on_error">' in html
    assert html.count('aria-invalid="true"') == 3


@pytest.mark.parametrize(
    ("typed", "day"),
    [(("5", "3", "2026"), datetime.date(2026, 3, 5)), (("29", "2", "2028"), datetime.date(2028, 2, 29))],
)
def test_a_day_is_read_from_three_boxes(typed, day):
    data = dict(zip(("on_day", "on_month", "on_year"), typed, strict=True))
    assert (
        VisitForm.base_fields["on"].clean(
            VisitForm.base_fields["on"].widget.value_from_datadict(data, {}, "on")
        )
        == day
    )


def test_a_day_that_does_not_exist_is_refused_and_shown_as_typed():
    form = VisitForm({"on_day": "31", "on_month": "2", "on_year": "2026"})
    assert form.errors["on"] == ["Enter a real date, such as 5 3 2026"]
    assert 'value="31"' in str(form["on"])


def test_no_form_has_an_inline_style_or_script():
    html = str(VisitForm({}))
    assert "style=" not in html
    assert "onclick" not in html


def test_a_placeholder_is_dropped_because_it_vanishes():
    class Code(forms.Form):
        code = forms.CharField(widget=forms.TextInput({"placeholder": "123456"}))

    assert "placeholder" not in str(Code())
