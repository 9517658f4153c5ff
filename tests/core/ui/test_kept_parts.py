"""Parts of pages that are drawn once: for each language and each key of their own."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from banyan.core.ui import kept

DRAWN = '{% kept "part" key %}{{ key }}:{% translate "Save" %}:{{ change }}{% endkept %}'


@pytest.fixture(autouse=True)
def nothing_drawn():
    kept.forget()


def draw(**given):
    return Template(DRAWN).render(Context(given))


def test_a_part_is_drawn_once_for_a_key():
    assert draw(key="a", change=1) == draw(key="a", change=2)
    assert draw(key="b", change=2) != draw(key="a", change=1)


def test_each_language_has_its_own():
    with translation.override("en"):
        english = draw(key="a", change=1)
    with translation.override("zh-hans"):
        assert draw(key="a", change=2) != english


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(kept, "_MOST", 3)
    for key in range(10):
        draw(key=key, change=0)
    assert len(kept._kept) <= 3


def test_a_part_without_a_name_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% kept %}x{% endkept %}")
