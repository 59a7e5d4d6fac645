"""The document of a closed term, written and read."""

from dataclasses import replace

from reporting.rules.frozen import FrozenFigure, document, figures_in, heading_of
from reporting.rules.sums import COUNTED


def test_a_document_says_what_it_is_before_its_figures():
    heading = {"authority": "Irwell, Council", "days": "2025-09-01 to 2025-12-19"}
    assert heading_of(document(heading, [])) == heading


def test_documents_closed_before_a_column_was_kept_are_read():
    figure = FrozenFigure(100_001, "primary", 71, 0, 0, tuple(range(len(COUNTED))), maintained=False)
    content = document({"authority": "Irwell"}, [figure])
    assert list(figures_in(content)) == [figure]
    older = content.replace(b"phase,maintained,", b"phase,").replace(b"primary,no,", b"primary,")
    assert list(figures_in(older)) == [replace(figure, maintained=True)]
