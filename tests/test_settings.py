"""The settings of the scoring: one file, refused where it is broken."""

from __future__ import annotations

import pytest

from scoring.settings import house_settings, read_settings


def test_settings_are_read_from_the_one_file_and_keep_its_text() -> None:
    settings = house_settings()
    assert settings.losses.epsilon == 0.3
    assert settings.panel.disputed_range == 1.5
    assert "epsilon = 0.3" in settings.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("epsilon = 0.3", "epsilom = 0.3", r"\[losses\] needs: epsilon"),
        ("epsilon = 0.3", 'epsilon = "a third"', "losses.epsilon must be a number"),
        ("raters = 3", "raters = 2.5", "panel.raters must be a whole number"),
        ("epsilon = 0.3", "epsilon = -0.3", "losses.epsilon must be a number, 0 or more"),
        ("epsilon = 0.3", "epsilon = nan", "losses.epsilon must be a number, 0 or more"),
        ("raters = 3", "raters = true", "panel.raters must be a whole number"),
        ("[change]", "[changes]", "needs: change"),
        ("[change]", "extra = 1\n[change]", r"\[bands\] has no: extra"),
        ("[panel]", "panel = 3\n[pan]", "has no: pan"),
        ("[change]", "[change", "line"),
    ],
)
def test_broken_settings_are_refused_with_what_is_wrong(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_settings(house_settings().text.replace(old, new))
