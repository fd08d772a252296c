"""Prose: how speech and acts become sentences that one person tells another. Knows words, and no scenario."""

from __future__ import annotations

import re

MOODS = {  # how somebody says something
    "wary": "warily",
    "angry": "angrily",
    "sad": "sadly",
    "calm": "calmly",
    "loud": "loudly",
    "quiet": "quietly",
    "very quiet": "very quietly",
    "tired": "in a tired voice",
    "ashamed": "looking away",
    "shouting": "",  # the verb says it
}
ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Ofc|No)\.$")
SENTENCE_END = re.compile(r"(?:(?<=[.?!…])|(?<=[.?!…][\"”]))\s+(?=[\"“‘A-Z0-9])")
SHORT = 70  # letters of a first sentence after which "you say" may stand
ACTS_BEGIN_WITH = """
    add admit agree aim answer apologize arrange arrest ask back bang begin bend blow breathe bring bump call cancel carry catch
    change check clear climb close come copy count cover cross crouch cuff cut dial do don't draw drink drive drop ease
    empty end fill fetch find finish fix flag flash flick flip fold follow force get give go grab grin hand hang have hear help hide
    hold join jump keep kneel knock lay lean leave let lie lift light listen lock look lower make mark meet mention move
    name nod note offer open park pass pat pause phone photograph pick place plant play point press print promise pull push
    put radio raise rap reach read repeat rest ride ring rise roll run say search see send set shake show shut sign sit
    slide slow smile speak split spread sprint squat squeeze stand start stay step stop swing switch take talk tap tell thank
    tie touch transport tuck try turn type unclip unload unlock unsnap untie use wade wait walk watch wave whisper wink wipe write
"""
ACTS = frozenset(ACTS_BEGIN_WITH.split())
NOT_AFTER_A_VERB = frozenset({"on", "in", "at", "up", "down", "off", "and", "or", "is", "are", "free", "to"})
NOUNS_TOO = frozenset({"hand", "light", "radio", "flash", "name"})
ADDS = ("Then ", "With ", "Without ", "For ")  # how what is only added begins
SUBJECTS = frozenset(
    {"he", "i", "if", "it", "nobody", "she", "that", "there", "they", "this", "we", "when", "you"}
)
BEFORE_A_CLAUSE = frozenset({"after", "at", "before", "in", "once", "since", "with"})
FINITE = re.compile(
    r"""(?xi) \b(?:am|are|can|cannot|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would)\b
    | \w(?:n['’]t|['’](?:d|ll|re|s|ve))\b"""
)


def sentences(text: str) -> list[str]:
    """The text, sentence by sentence."""
    found: list[str] = []
    for part in SENTENCE_END.split(text.strip()):
        if found and (ABBREVIATION.search(found[-1]) or found[-1].count('"') % 2):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def spoken(text: str, who: str, mood: str = "", verb: str = "say") -> str:
    """What somebody says, with who says it after the first short sentence: “Hello,” you say. “It is late.”"""
    first, *rest = sentences(text)
    if len(first) > SHORT or len(rest) > 3:
        first, rest = text.strip(), []
    tag = f"{who} {_verb(first, who, mood, verb)}{_manner(mood)}"
    later = f" “{_inner(' '.join(rest))}”" if rest else ""
    return f"“{_inner(_open_ended(first))}” {tag}.{later}"


def quoted(text: str) -> str:
    """Words in quotation marks, those within them in single ones."""
    return f"“{_inner(text)}”"


def shown(text: str, who: str) -> str:
    """What somebody does who says nothing: "(nods twice)" is "Priya nods twice."."""
    return f"{who[:1].upper()}{who[1:]} {text.strip().strip('()').rstrip('.')}."


def curled(text: str) -> str:
    """Words that are told, with speech in them in proper quotation marks."""
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def done(act: str) -> str:
    """What the officer does, told as such: "Step back. Wait." is "You step back. You wait."."""
    told: list[str] = []
    for sentence in sentences(act):
        if not _is_fragment(whole := _as_told(sentence)):
            told.append(whole)
        elif told:
            told[-1] = _joined(told[-1], whole)
        else:
            told.append(
                f"This is what you do. {whole}" if ":" in whole else f"This is what you do: {_within(whole)}"
            )
    return " ".join(told)


def _is_fragment(sentence: str) -> bool:
    """True for what has no verb of its own, such as "Two knuckles, twice."."""
    first = sentence.partition(" ")[0].strip(",.!").lower()
    is_said = sentence[0] in '"“' or sentence.endswith("?")
    clause = sentence if first in BEFORE_A_CLAUSE else sentence.partition(",")[0]
    return not (is_said or first in SUBJECTS or "you " in sentence[:10].lower() or FINITE.search(clause))


def _joined(told: str, fragment: str) -> str:
    """A sentence with what has none of its own: "You knock." and "Twice." are "You knock: twice."."""
    if not told.endswith(".") or ":" in fragment:
        return f"{told} {fragment}"
    mark = "," if fragment.startswith(ADDS) else ";" if ":" in told else ":"
    return f"{told[:-1]}{mark} {_within(fragment)}"


def _within(sentence: str) -> str:
    """As it is written in the middle of another."""
    return sentence if sentence[:2].isupper() else f"{sentence[0].lower()}{sentence[1:]}"


def _as_told(sentence: str) -> str:
    then, after = sentence[:5] == "Then ", sentence[5:]
    if then:
        return f"Then y{told[1:]}" if (told := _as_told(after)) != after else sentence
    first, _, rest = sentence.partition(" ")
    word = first.strip(",.!;:").lower()
    noun = word in NOUNS_TOO and rest.partition(" ")[0] in NOT_AFTER_A_VERB
    if word not in ACTS or noun:
        return sentence
    return f"You {sentence[0].lower()}{sentence[1:]}"


def _verb(first: str, who: str, mood: str, verb: str) -> str:
    """To say, to ask or to shout, as fits who does it."""
    plain = "shout" if mood == "shouting" else "ask" if first.endswith("?") and verb == "say" else verb
    return plain if who == "you" else f"{plain}s"


def _manner(mood: str) -> str:
    told = MOODS.get(mood, mood)
    return f", {told}" if told else ""


def _open_ended(sentence: str) -> str:
    """A sentence as it stands before "you say": a full stop is a comma there."""
    return f"{sentence[:-1]}," if sentence.endswith(".") and not sentence.endswith("..") else sentence


def _inner(text: str) -> str:
    """Quotation marks within speech."""
    return re.sub(r'"([^"]*)"', r"‘\1’", text)
