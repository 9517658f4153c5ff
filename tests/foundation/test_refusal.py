"""A refusal says what is wrong in a whole sentence."""

from banyan.foundation.refusal import Refused, Sentence, noop, sentence


def test_a_sentence_fills_its_gaps_in_the_language_of_the_reader():
    said = sentence(noop("At most %(limit)s."), limit=3)
    assert str(said) == "At most 3."
    assert said.rendered({"At most %(limit)s.": "最多 %(limit)s。"}.__getitem__) == "最多 3。"


def test_a_per_cent_sign_in_a_sentence_without_gaps_is_no_gap():
    assert str(Sentence("65% of the budget")) == "65% of the budget"


def test_a_gap_may_be_called_text():
    assert str(sentence("%(text)s is not a day.", text="2025-13-01")) == "2025-13-01 is not a day."


def test_a_refusal_names_field_clause_and_way_out():
    refused = Refused({"spent_on": "This day has not come yet."}, clause="R3.2.1", way_out="Wait.")
    assert refused.problems == {"spent_on": Sentence("This day has not come yet.")}
    assert (refused.clause, str(refused.way_out), refused.code) == ("R3.2.1", "Wait.", "refused")


def test_a_refusal_of_the_whole_needs_no_field():
    assert str(Refused("No.").problems[""]) == "No."


def test_equal_sentences_are_one_in_a_set():
    assert len({sentence("At most %(limit)s.", limit=3), sentence("At most %(limit)s.", limit=3)}) == 1
