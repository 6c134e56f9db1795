"""Colours of topics: told apart with and without red and green cones, on light and on dark."""

from __future__ import annotations

from collections import Counter

import pytest

from annotator.domain.colour_sight import SIGHTS, apart, contrast, distance
from annotator.session.colours import COLOURS, Palette, next_colour


def given(count: int) -> list[str]:
    """The colours of `count` topics made one after another."""
    taken: list[str] = []
    for _ in range(count):
        taken.append(next_colour(taken))
    palette = Palette()
    assert taken == [palette.next() for _ in range(count)]
    return taken


def test_a_red_and_a_green_are_far_apart_for_most_and_near_without_green_cones() -> None:
    red, green = "#B04A3A", "#6E7A2A"

    assert distance(red, green, "all cones") > 3 * distance(red, green, "deuteranopia")
    assert apart(red, green) == min(distance(red, green, sight) for sight in SIGHTS)
    assert apart(red, red) == 0


def test_black_and_white_are_the_farthest_apart() -> None:
    assert apart("#000000", "#FFFFFF") == pytest.approx(100, abs=0.5)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_first_colours_are_those_of_the_look() -> None:
    assert given(4) == list(COLOURS[:4])


@pytest.mark.parametrize("sight", SIGHTS)
def test_twenty_topics_are_told_apart_with_every_kind_of_sight(sight: str) -> None:
    colours = given(20)

    near = min(distance(a, b, sight) for n, a in enumerate(colours) for b in colours[:n])
    assert near >= 5


def test_every_colour_stands_on_light_and_on_dark() -> None:
    for colour in given(20):
        assert min(contrast(colour, ground) for ground in ("#FFFFFF", "#1F2125")) >= 2.2


def test_a_colour_of_ones_own_is_kept_clear_of() -> None:
    taken = ["#2E9E6B", "#D98230"]

    assert min(apart(next_colour(taken), other) for other in taken) >= 5


def test_there_is_a_colour_however_many_topics_there_are() -> None:
    colours = given(40)

    assert len(set(colours)) == 40


def test_where_all_colours_are_taken_none_is_given_twice_as_often_as_another() -> None:
    palette = Palette(["#123456"])
    first = [palette.next() for _ in range(600)]

    shares = Counter(palette.next() for _ in range(6 * len(set(first))))

    assert max(shares.values()) <= 2 * min(shares.values())
