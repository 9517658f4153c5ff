"""Two versions: what was added, removed, moved and changed."""

from banyan.domains.rulebook.rules.comparing import Piece, compared, counts, marked

OLD = [
    Piece("1", "", "员工应当守时，不得迟到早退。"),
    Piece("2", "", "费用发生后三十日内办理报销手续。"),
    Piece("3", "", "志愿者服务前接受统一培训。"),
    Piece("4", "", "档案每半年检查一次。"),
]


def kinds(before, after):
    return [row.kind for row in compared(before, after)]


def test_the_same_text_has_no_changes():
    assert counts(compared(OLD, OLD)) == {"added": 0, "removed": 0, "moved": 0, "changed": 0, "same": 4}


def test_a_changed_number_is_marked_and_nothing_else():
    new = [OLD[0], Piece("2", "", "费用发生后二十日内办理报销手续。"), *OLD[2:]]
    row = compared(OLD, new)[1]
    assert row.kind == "changed"
    assert [run.words for run in row.before_runs if run.marked] == ["三"]
    assert [run.words for run in row.after_runs if run.marked] == ["二"]


def test_a_removed_item_stands_where_it_stood():
    assert kinds(OLD, [OLD[0], *OLD[2:]]) == ["same", "removed", "same", "same"]


def test_an_added_item_is_told():
    assert kinds(OLD, [*OLD, Piece("5", "", "每班次书面交接。")]) == ["same"] * 4 + ["added"]


def test_an_item_that_changed_its_place_is_moved_and_the_others_are_not():
    assert kinds(OLD, [OLD[3], *OLD[:3]]) == ["moved", "same", "same", "same"]


def test_both_sides_can_be_put_together_again():
    left, right = marked("金额3.5万元以上的报批。", "金额5万元以上的由总部报批。")
    assert "".join(run.words for run in left) == "金额3.5万元以上的报批。"
    assert "".join(run.words for run in right) == "金额5万元以上的由总部报批。"
    assert "3.5" in [run.words for run in left if run.marked]
