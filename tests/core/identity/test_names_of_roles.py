"""What a role is called on screen."""

from django.utils import translation

from banyan.core.identity.models import Role


def test_a_role_of_the_product_is_called_in_the_language_of_the_screen_and_an_own_one_as_written():
    with translation.override("zh-hans"):
        assert str(Role(code="administrator", name="Administrator")) == "系统管理员"
        assert str(Role(code="own", name="驻点社工")) == "驻点社工"
        assert str(Role(code="nameless", name="")) == "nameless"
