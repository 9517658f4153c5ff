import pytest

from banyan.domains.staff.rules.requirements import Candidate, judge, mismatches, read_requirement


def make_candidate(**facts):
    given = {
        "level": None,
        "social_worker": False,
        "major": "",
        "degree": "本科",
        "frontline_years": 0,
        "management_years": 0,
    }
    return Candidate(**{**given, **facts})


def outcomes(text, **facts):
    return [verdict.outcome for verdict in judge(read_requirement(text), make_candidate(**facts))]


@pytest.mark.clause("P1.6")
def test_a_director_needs_the_level_and_both_kinds_of_years():
    text = "社会工作师;一线≥3年;管理≥1年"
    assert outcomes(text, level="social_worker", frontline_years=6, management_years=2) == ["met"] * 3
    assert outcomes(text, level="assistant", frontline_years=2, management_years=0) == ["short"] * 3


@pytest.mark.clause("P1.6")
@pytest.mark.parametrize(("years", "outcome"), [(1, "short"), (2, "met"), (5, "met"), (6, "above")])
def test_an_assistant_stands_between_two_and_five_years(years, outcome):
    assert outcomes("助理社会工作师;一线2-5年", level="assistant", frontline_years=years) == ["met", outcome]


def test_a_higher_level_satisfies_a_lower_one():
    assert outcomes("助理社会工作师", level="senior") == ["met"]


@pytest.mark.parametrize(
    "words",
    ["一线≥3年", "一线>=3年", "一线不少于3年", "一线服务满3年", "一线至少三年", "一线工作 3 年以上"],
)
def test_years_are_read_however_they_are_written(words):
    (condition,) = read_requirement(words)
    assert (condition.kind, condition.least, condition.most) == ("frontline", 3, None)


@pytest.mark.parametrize("words", ["机构管理≥5年", "管理经验5年以上"])
def test_years_of_management_are_not_years_at_the_front(words):
    (condition,) = read_requirement(words)
    assert (condition.kind, condition.least) == ("management", 5)


@pytest.mark.parametrize(
    ("text", "major", "social_worker", "outcome"),
    [
        ("社会工作专业", "社会工作", True, "met"),
        ("社会工作专业", "社会学", True, "short"),
        ("社工或相关专业", "社区管理", True, "met"),
        ("社工或相关专业", "护理学", False, "open"),
        ("社工、心理学", "心理学", False, "met"),
        ("社工、心理学", "法学", False, "short"),
        ("社工、法学、心理学", "法学", False, "met"),
        ("康复或社工", "康复治疗", False, "met"),
        ("社工或公共管理", "公共管理", False, "met"),
        ("社工、心理学", "", False, "open"),
    ],
)
def test_a_field_of_study_is_met_missed_or_left_open(text, major, social_worker, outcome):
    assert outcomes(text, major=major, social_worker=social_worker) == [outcome]


@pytest.mark.parametrize(
    "text", ["行政经验", "会计从业能力", "中级会计", "资深社工或高校教师(外聘)", "档案从业经验"]
)
def test_what_the_records_cannot_decide_is_left_to_a_person(text):
    assert outcomes(text, major="会计学") == ["open"]


def test_a_degree_is_at_least_the_one_asked_for():
    assert outcomes("本科及以上学历", degree="硕士") == ["met"]
    assert outcomes("本科以上", degree="大专") == ["short"]
    assert outcomes("大专", degree="") == ["open"]


def test_unknown_years_are_open_and_not_short():
    assert outcomes("一线≥1年", frontline_years=None) == ["open"]


def test_the_mismatch_list_names_only_what_is_missed_in_the_words_of_the_post():
    found = mismatches(
        "社会工作专业；一线≥1年；行政经验", make_candidate(major="社会工作", frontline_years=0)
    )
    assert [(verdict.condition.text, verdict.outcome) for verdict in found] == [("一线≥1年", "short")]


def test_a_post_that_asks_nothing_has_no_conditions():
    assert read_requirement(" ; ") == ()
