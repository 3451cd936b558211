"""Expressions of a plan: what is read, what is refused at which sign, and what it works out to, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.expressions import NONE, UNMARKED, BadExpression, Expression, Figure, evaluate, parse

FIGURES: dict[str, Figure] = {
    "A": Fraction(7),
    "B": Fraction(-3, 2),
    "zero": Fraction(0),
    "A1.2-x_y": Fraction(5),
    "failed": NONE,
}
POINTS: dict[str, Figure] = {"A": Fraction(70)}
ALL: dict[tuple[str, str], Figure] = {
    ("best", "net"): Fraction(2650),
    ("mean", "time"): Fraction(341),
    ("rank", "failed"): NONE,
}


def nobody(_key):
    return UNMARKED


def worked(text, value=None):
    return evaluate(
        parse(text),
        lambda key: FIGURES.get(key, UNMARKED),
        lambda key: POINTS.get(key, UNMARKED),
        lambda function, key: ALL.get((function, key), UNMARKED),
        value,
    )


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("7", "7"),
        ("0.125", "1/8"),
        (" 1 +\t2 ", "3"),
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("10-4-3", "3"),
        ("24/4/3", "2"),
        ("2*3/4*5", "15/2"),
        ("-2*-3", "6"),
        ("--2", "2"),
        ("1--2", "3"),
        ("-(1+2)", "-3"),
        ("1/3+1/6", "1/2"),
        ("[A]", "7"),
        ("[ A\t]", "7"),
        ("[A1.2-x_y]*2", "10"),
        ("points([A])", "70"),
        ("points([A])+[A]", "77"),
        ("min(3,1,2)", "1"),
        ("max(3,1,4,2)", "4"),
        ("min([A],[B])", "-3/2"),
        ("abs([B])", "3/2"),
        ("floor([B])", "-2"),
        ("ceil([B])", "-1"),
        ("floor(2)", "2"),
        ("ceil(2.1)", "3"),
        ("round(2.5,0)", "3"),
        ("round(-2.5,0)", "-3"),
        ("round(2.4999,0)", "2"),
        ("round(2/3,3)", "667/1000"),
        ("round(1/3,6)", "333333/1000000"),
        ("started(0,10)", "0"),
        ("started(-5,10)", "0"),
        ("started(30.0,10)", "3"),
        ("started(30.1,10)", "4"),
        ("started(0.1,10)", "1"),
        ("if(1<2,3,4)", "3"),
        ("if(2<2,3,4)", "4"),
        ("if(2<=2,3,4)", "3"),
        ("if(3<=2,3,4)", "4"),
        ("if(2>2,3,4)", "4"),
        ("if(3>2,3,4)", "3"),
        ("if(2>=2,3,4)", "3"),
        ("if(1>=2,3,4)", "4"),
        ("if(2=2,3,4)", "3"),
        ("if(1/3=0.333333,3,4)", "4"),
        ("if(1!=2,3,4)", "3"),
        ("if(2!=2,3,4)", "4"),
        ("given([A],1)", "7"),
        ("given([nobody],1+1)", "2"),
        ("given([failed],3)", "3"),
        ("best([net])", "2650"),
        ("20*2410/best([net])", "964/53"),
        ("mean([time])", "341"),
        ("999999999*999999999*999999999*999999999", "999999996000000005999999996000000001"),
    ],
)
def test_evaluate_works_an_expression_out_exactly(text, figure):
    assert worked(text) == Fraction(figure)


def test_evaluate_gives_the_measured_figure_to_a_formula():
    assert worked("100 - 4*abs(value-12.5)", Fraction(23, 2)) == 96
    assert worked("value") is UNMARKED


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("[nobody]", UNMARKED),
        ("[failed]", NONE),
        ("[failed]+1", NONE),
        ("1+[nobody]", UNMARKED),
        ("[failed]+[nobody]", UNMARKED),
        ("[nobody]+[failed]", UNMARKED),
        ("[failed]*0", NONE),
        ("1/[zero]", NONE),
        ("0/0", NONE),
        ("[nobody]/0", UNMARKED),
        ("1/0+[nobody]", UNMARKED),
        ("-[nobody]", UNMARKED),
        ("min(1,[failed])", NONE),
        ("max([nobody],[failed],1)", UNMARKED),
        ("abs([failed])", NONE),
        ("floor([nobody])", UNMARKED),
        ("round([failed],2)", NONE),
        ("started(10,0)", NONE),
        ("started(0,0)", NONE),
        ("started(10,-1)", NONE),
        ("started([nobody],0)", UNMARKED),
        ("points([nobody])", UNMARKED),
        ("sd([net])", UNMARKED),
        ("rank([failed])", NONE),
        ("if([nobody]>1,2,3)", UNMARKED),
        ("if([failed]>1,2,3)", NONE),
        ("if(1/0>[nobody],2,3)", UNMARKED),
        ("if(1>2,[nobody],[failed])", NONE),
        ("if(2>1,[nobody],[failed])", UNMARKED),
        ("given([nobody],[failed])", NONE),
        ("given([failed],[nobody])", UNMARKED),
    ],
)
def test_evaluate_tells_unmarked_from_undefined(text, figure):
    assert worked(text) is figure


def test_evaluate_looks_only_at_the_branch_that_is_chosen():
    assert (worked("if([A]>1,2,1/0)"), worked("if([A]<1,[nobody],3)"), worked("given([A],[nobody])")) == (2, 3, 7)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "unexpected", 1),
        ("  ", "unexpected", 3),
        ("1+", "unexpected", 3),
        ("+1", "unexpected", 1),
        ("1 2", "unexpected", 3),
        ("(1", "unexpected", 3),
        ("1)", "unexpected", 2),
        ("()", "unexpected", 2),
        ("1.", "unexpected", 2),
        (".5", "unexpected", 1),
        ("1e5", "unexpected", 2),
        ("1\n", "unexpected", 2),
        ("1\u00a0+1", "unexpected", 2),
        ("１", "unexpected", 1),
        ("2^3", "unexpected", 2),
        ("2**3", "unexpected", 3),
        ("1//2", "unexpected", 3),
        ("1<2", "unexpected", 2),
        ("[A", "unexpected", 1),
        ("1+[]", "unexpected", 3),
        ("1+[a b]", "unexpected", 3),
        ("[" + "k" * 33 + "]", "unexpected", 1),
        ("[A]]", "unexpected", 4),
        ("[A] [B]+[C]", "unexpected", 5),
        ("[A#1]", "unexpected", 1),
        ("A", "unknown_name", 1),
        ("1+eval(1)", "unknown_name", 3),
        ("Min(1,2)", "unknown_name", 1),
        ("__import__", "unknown_name", 1),
        ("abs", "unexpected", 4),
        ("abs 1", "unexpected", 5),
        ("abs()", "unexpected", 5),
        ("abs(1,2)", "unexpected", 6),
        ("min(1)", "unexpected", 6),
        ("max(1,)", "unexpected", 7),
        ("round(1)", "unexpected", 8),
        ("round(1,7)", "bad_number", 9),
        ("round(1,-1)", "unexpected", 9),
        ("round(1,2.0)", "bad_number", 9),
        ("round(1,[A])", "unexpected", 9),
        ("started(1)", "unexpected", 10),
        ("if(1,2,3)", "unexpected", 5),
        ("if(1<2,3)", "unexpected", 9),
        ("if(1<2<3,3,4)", "unexpected", 7),
        ("if(1==2,3,4)", "unexpected", 6),
        ("points(A)", "unexpected", 8),
        ("points([A]+1)", "unexpected", 11),
        ("given(1,2)", "unexpected", 7),
        ("given([A])", "unexpected", 10),
        ("best([A]+1)", "unexpected", 9),
        ("best(points([A]))", "unexpected", 6),
        ("value(1)", "unexpected", 6),
        ("007", "bad_number", 1),
        ("1+0000000", "bad_number", 3),
        ("1234567890", "bad_number", 1),
        ("0.1234567", "bad_number", 1),
    ],
)
def test_parse_refuses_what_is_no_expression_at_the_sign_at_fault(text, code, position):
    with pytest.raises(BadExpression) as refused:
        parse(text)
    assert (refused.value.code, refused.value.position, str(refused.value)) == (code, position, f"{code} at {position}")


@pytest.mark.parametrize(
    ("fits", "too_much", "code", "position"),
    [
        ("1" + " " * 499, "1" + " " * 500, "too_long", 501),
        ("(" * 20 + "1" + ")" * 20, "(" * 21 + "1" + ")" * 21, "too_deep", 21),
        ("abs(" * 20 + "1" + ")" * 20, "abs(" * 20 + "(1)" + ")" * 20, "too_deep", 81),
        ("(1)+" + "(" * 20 + "1" + ")" * 20, "(1)+" + "(" * 21 + "1" + ")" * 21, "too_deep", 25),
        ("-" * 199 + "1", "-" * 200 + "1", "too_many_parts", 201),
        ("1" + "+1" * 99, "1" + "+1" * 100, "too_many_parts", 201),
        ("(" * 9 + "1" + ")" * 9 + "+(1)" * 60, "(1)" * 2, "unexpected", 4),
    ],
)
def test_parse_keeps_within_its_bounds(fits, too_much, code, position):
    assert parse(fits).text == fits
    with pytest.raises(BadExpression) as refused:
        parse(too_much)
    assert (refused.value.code, refused.value.position) == (code, position)


def test_parse_counts_numbers_names_keys_and_operators_as_parts():
    parts = "if([A]<=1,value,-2)"  # if, [A], <=, 1, value, -, 2
    assert parse(f"-{parts}+{parts}" + "-1" * 92).keys == frozenset({"A"})
    with pytest.raises(BadExpression) as refused:
        parse(f"--{parts}+{parts}" + "-1" * 92)
    assert refused.value.code == "too_many_parts"


def test_expression_says_what_it_looks_at():
    read = parse("if([A]>mean([B]), points([C]), given([D], rank([B])+best([E])))")
    assert read.keys == frozenset("ABCDE")
    assert read.population == frozenset({("mean", "B"), ("rank", "B"), ("best", "E")})
    assert (read.uses_population, read.uses_value) == (True, False)
    assert (parse("value*2").uses_value, parse("[A]").uses_population) == (True, False)


@pytest.mark.parametrize("function", ["best", "least", "mean", "median", "sd", "rank", "rank_low", "count"])
def test_every_population_function_is_a_question_of_a_function_and_a_key(function):
    asked: list[tuple[str, str]] = []

    def answer(*question: str) -> Fraction:
        asked.append((question[0], question[1]))
        return Fraction(3)

    read = parse(f"{function}([K])")
    assert evaluate(read, nobody, nobody, answer) == 3
    assert (asked, read.population) == ([(function, "K")], frozenset({(function, "K")}))


def test_expressions_are_values():
    assert Expression("1+1") == parse("1+1")
    assert hash(Expression("1+1")) == hash(parse("1+1"))
    assert parse("1+1") != parse("1 + 1")
    assert repr(parse("[A]")) == "Expression(text='[A]')"


SIGNS = st.sampled_from(["+", "-", "*", "/"])
WHOLES = st.integers(0, 999).map(str)
ARITHMETIC = st.recursive(
    WHOLES,
    lambda inner: st.one_of(
        st.tuples(inner, SIGNS, inner).map(lambda parts: f"({' '.join(parts)})"), inner.map(lambda text: f"-{text}")
    ),
    max_leaves=20,
)


@given(ARITHMETIC)
def test_arithmetic_agrees_with_fractions_worked_by_python(text):
    fault, read = _read(text)
    if read is None:
        assert fault.code in ("too_deep", "too_many_parts", "too_long")
        return
    exact = "".join(f"Fraction({part})" if part.isdigit() else part for part in _pieces(text))
    try:
        wanted = eval(exact, {"Fraction": Fraction})
    except ZeroDivisionError:
        wanted = NONE
    assert evaluate(read, nobody, nobody, lambda *_question: UNMARKED) == wanted


def _read(text):
    try:
        return None, parse(text)
    except BadExpression as fault:
        return fault, None


def _pieces(text):
    for sign in "()+-*/":
        text = text.replace(sign, f" {sign} ")
    return text.split()


@given(st.text(alphabet="0123456789.+-*/()[]AB ,<>=!valueminxroudgpts", max_size=60))
def test_any_text_is_read_or_refused_at_one_of_its_signs(text):
    fault, read = _read(text)
    assert (read is None) != (fault is None)
    assert fault is None or 1 <= fault.position <= len(text) + 1
