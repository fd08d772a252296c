"""A small call to try the station with: every kind of choice, a limit, a probe, a greyed choice, the longest words."""

from __future__ import annotations

from scoring.record import Record
from scoring.rubric_file import core_rubric
from simulator.library.catalogue import Entry
from simulator.library.load import load_text
from simulator.session import Session
from simulator.shelf import vocabulary

OFFICER = "7"
TEXT = """
format: 1
title: Music after midnight
call: noise complaint
version: 1.0.0
level: 2
minutes: 3
summary: A neighbor called about music for the third time this week. The door is open a hand's width.
content: [alcohol]
objectives: [Say who you are and why you came, Leave him a way to end it himself]
cast:
  leo: {name: Leo Brandt, role: subject, portrait: leo}
  dispatch: {name: Dispatch, role: radio}
meters: {tension: 40, rapport: 10, exposure: 20}
facts: [knows_neighbor]
start: stairs.call
scenes:
  stairs:
    place: Stairwell, 9 Mill Street
    picture: no_such_stairwell_night
    moments:
      call:
        ordered: true
        lines:
          - dispatch: Third call this week. The neighbor would not give a name.
          - Bass comes through the wall.
        choices:
          ask: {radio: Any history at this address?, effects: {knows_neighbor: true}, why: It costs ten seconds.,
                next: door.open}
          go: {act: Go up., next: door.open}
  door:
    place: Second floor, left
    picture: no_such_hallway
    moments:
      open:
        ordered: true
        lines:
          - leo (angry): What. It's my birthday.
        time_limit: 20s
        on_time_out: {why: He reads silence as contempt., effects: {tension: +10}, next: talk}
        choices:
          name_it:
            say: Happy birthday. I'm Officer {officer}. Your neighbor can't sleep, and I'd like to keep this small.
            effects: {tension: -10, rapport: +15}
            why: Name, reason and a way out in three sentences.
            felt: He said happy birthday, and he meant it.
            reply: [{leo: "Yeah. Fine."}]
            next: talk
          order: {say: Turn it off. Now., effects: {tension: +15}, felt: Not even a hello., next: talk}
          look: {act: Look past him at who else is in the room., next: talk}
          history:
            say: Mrs. Ortega from downstairs works nights, you know that.
            when: [knows_neighbor]
            disabled: You did not ask who called.
            next: talk
          quiet: {wait: 4s, next: talk}
      talk:
        ordered: true
        probe:
          ask: How did he look when the door opened?
          answers: {angry: Angry, drunk: Drunk, glad: Glad to see you}
          correct: [{is: angry}]
        lines: [{leo: So what happens now?}]
        choices:
          agree: {say: "You turn it down, I write nothing.", why: He can keep his face., next: ending.quiet}
          cite: {say: "I'm writing you up.", next: ending.ticket}
endings:
  quiet: {kind: resolved, worth: 100, title: It gets quiet, lines: [The stairwell is silent before you reach the car.]}
  ticket: {kind: cited, worth: 60, title: A ticket at one in the morning, lines: [He tears it in half as you leave.]}
debrief:
  ask: ["What did he need to hear first?"]
"""

LONG = "Rechtsschutzversicherungsgesellschaftsangestellte und Donaudampfschifffahrtskapitänswitwen "
HARD = """
format: 1
title: {long}
call: {word}
version: 1.0.0
level: 5
minutes: 90
summary: {text}
content: [{word}, {word}]
objectives: [{text}, {text}]
cast:
  leo: {{name: Ḽéöñîd Ǿşţřǿẇşķî-Ŵééṁ́àñş Ελευθέριος, role: subject}}
meters: {{tension: 40}}
start: here.now
scenes:
  here:
    place: {long}
    picture: no_such_place
    moments:
      now:
        ordered: true
        lines:
          - leo (frightened): {text}
          - {text}
        time_limit: 20s
        on_time_out: {{next: ending.over}}
        choices:
{choices}
endings:
  over: {{kind: referred, worth: 50, title: {long}, lines: [{text}]}}
"""


def hard_text() -> str:
    """A call of the longest words in several scripts, with six choices of three lines."""
    text = f"Ţħé ǫûîçķ {LONG}— Добрый вечер, это полиция; Καλησπέρα — Xin chào, tôi là cảnh sát."
    choice = "          c{n}: {{say: '{text}', next: ending.over}}"
    choices = "\n".join(choice.format(n=n, text=text) for n in range(6))
    return HARD.format(long=LONG, word=LONG.split()[0], text=f"'{text}'", choices=choices)


def entry(text: str = TEXT, id: str = "music") -> Entry:
    """The call on the shelf."""
    from pathlib import Path

    return Entry(id, Path(f"{id}.yaml"), load_text(text, id, vocabulary(core_rubric())))


def session_in_memory(name: str = "Reyes") -> Session:
    """A sitting on a record that nobody keeps."""
    record = Record()
    return Session(record, core_rubric(), record.add_officer(OFFICER, name))
