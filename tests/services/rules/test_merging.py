import pytest

from banyan.domains.services.rules import merging
from banyan.foundation.refusal import Refused


def facts(**known):
    return {name: known.get(name, "") for name in merging.MAY_FILL}


def test_a_merge_fills_what_is_lacking_and_overwrites_nothing():
    kept, gone = facts(phone="1", sex=""), facts(phone="2", sex="male")
    assert merging.fields_to_fill(kept, gone) == ["sex"]


def test_a_probable_duplicate_is_merged_only_with_a_reason():
    with pytest.raises(Refused):
        merging.check_may_merge("active", "active", " ", certain=False)
    merging.check_may_merge("active", "active", "电话核实", certain=False)
    merging.check_may_merge("active", "active", "", certain=True)


def test_what_was_merged_is_not_merged_again():
    with pytest.raises(Refused):
        merging.check_may_merge("active", "merged", "x", certain=True)
