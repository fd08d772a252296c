"""The method note that stands on every report: what the figures are, and what they are not."""

from __future__ import annotations

NOTE = (
    "Scores are for learning; no study links a choice score in any such simulator to conduct in the field.",
    "Choice quality is where a choice stood, from 0 to 1, between the least and the best sound choice that was open, in each"
    " dimension of the published rubric. Decision loss is how many points of worth (0 to 100) a choice cost against the best"
    " one at that instant, when a good but human officer goes on from there. The two are never mixed into one number.",
    "A level is the mean of a Beta distribution with its 90 % interval. Opportunities of one run count together for less,"
    " a scenario played again for a quarter each time, and what is long ago for less: so the interval held the level of 85 to"
    " 99 of 100 simulated officers, however much scenarios differed and were repeated. One play never makes a band.",
    "Figures of many officers rest on one value an officer and come with n and a 95 % interval. Units are compared with what"
    " chance explains, never ranked. Below a stated number nothing is shown.",
    "Runs that were stopped have no score. Runs in which a trainer took part are left out. How time limits were paced for a"
    " person is never shown.",
    "An alarm is a reason to look at the runs, not a judgment: with many figures some cross a limit by chance.",
)
