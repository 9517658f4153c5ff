"""What several controls ask is read once in an evaluation, and never outlives it."""

from banyan.core.controls.sharing import one_reading, shared


def counted():
    asked = []

    @shared
    def read(scopes, day):
        asked.append((list(scopes), day))
        return len(asked)

    return read, asked


def test_one_evaluation_reads_once_for_the_same_question_only():
    read, asked = counted()
    with one_reading():
        assert [read(["a"], 1), read(["a"], 1), read(["b"], 1), read(["a"], 2)] == [1, 1, 2, 3]
    assert asked == [(["a"], 1), (["b"], 1), (["a"], 2)]


def test_nothing_is_kept_from_one_evaluation_to_the_next():
    read, _asked = counted()
    with one_reading():
        read([], 1)
    with one_reading():
        assert read([], 1) == 2
    assert read([], 1) == 3 and read([], 1) == 4
