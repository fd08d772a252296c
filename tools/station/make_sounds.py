"""Make the station's sounds: room tones and two effects, all of them noise and sines, and so our own.

python tools/station/make_sounds.py assets/sounds        (needs numpy and ffmpeg)
"""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import numpy as np

Tone: TypeAlias = np.ndarray

RATE = 32_000
SECONDS = 14  # a room tone, as long as it takes not to be noticed when it begins again
SEAM = 2  # seconds over which its end goes over into its beginning
LOUD = 0.35


def noise(
    random: np.random.Generator, low: float, high: float, slope: float = 0.0, seconds: float = SECONDS + SEAM
) -> Tone:
    """Noise between two frequencies; a slope of -1 is pink, of -2 brown. Of unit loudness."""
    count = int(seconds * RATE)
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    strength = np.zeros_like(frequency)
    band = (frequency >= low) & (frequency <= high)
    strength[band] = frequency[band] ** (slope / 2)
    sound = np.fft.irfft(strength * np.exp(2j * np.pi * random.random(len(frequency))), count)
    return sound / np.sqrt(np.mean(sound**2))


def swell(random: np.random.Generator, period: float, depth: float) -> Tone:
    """A slow, uneven rise and fall around 1."""
    slow = noise(random, 0.2 / period, 1 / period)
    return np.clip(1 + depth * slow, 0.05, None)


def drops(random: np.random.Generator, a_second: float, pitch: float) -> Tone:
    """Short ticks at random times, as of drops."""
    sound = np.zeros(int((SECONDS + SEAM) * RATE))
    for start in random.integers(0, len(sound) - RATE // 10, int(a_second * (SECONDS + SEAM))):
        t = np.arange(RATE // 40) / RATE
        tick = np.sin(2 * np.pi * pitch * (0.6 + random.random()) * t) * np.exp(-t * 260)
        sound[start : start + len(tick)] += tick * random.random()
    return sound


def passing(random: np.random.Generator, cars: int) -> Tone:
    """Cars that go by: brown noise that swells and goes."""
    sound = np.zeros(int((SECONDS + SEAM) * RATE))
    t = np.arange(len(sound)) / RATE
    for _ in range(cars):
        when, length = random.uniform(1, SECONDS), random.uniform(0.7, 1.6)
        sound += (
            noise(random, 60, 2200, -1.4) * np.exp(-(((t - when) / length) ** 2)) * random.uniform(0.5, 1)
        )
    return sound


def hum(pitch: float) -> Tone:
    """What a lamp or a refrigerator does."""
    t = np.arange(int((SECONDS + SEAM) * RATE)) / RATE
    return sum(np.sin(2 * np.pi * pitch * n * t) / n**1.5 for n in (1, 2, 3, 4, 6))


def voices(random: np.random.Generator, many: int) -> Tone:
    """Children far off: short cries that glide up or down, none of them a word."""
    sound = np.zeros(int((SECONDS + SEAM) * RATE))
    for _ in range(many):
        length = random.uniform(0.12, 0.5)
        t = np.arange(int(length * RATE)) / RATE
        glide = random.uniform(420, 900) * (1 + random.uniform(-0.35, 0.35) * t / length)
        phase = 2 * np.pi * np.cumsum(glide) / RATE
        cry = sum(np.sin(n * phase) / n**1.8 for n in (1, 2, 3, 4)) * np.sin(np.pi * t / length) ** 2
        start = random.integers(0, len(sound) - len(cry))
        sound[start : start + len(cry)] += cry * random.uniform(0.2, 1)
    return sound


TONES: Mapping[str, Callable[[np.random.Generator], Tone]] = {
    "rain": lambda r: noise(r, 400, 9000, -0.6) * 0.7 * swell(r, 5, 0.12) + drops(r, 60, 2600) * 1.2,
    "traffic": lambda r: noise(r, 40, 500, -1.6) * 0.5 * swell(r, 4, 0.2) + passing(r, 5),
    "street": lambda r: noise(r, 60, 900, -1.4) * 0.5 * swell(r, 6, 0.2) + passing(r, 2) * 0.6,
    "wind": lambda r: noise(r, 90, 700, -1.2) * swell(r, 3, 0.4),
    "room": lambda r: noise(r, 40, 700, -1.8) * 0.4 + hum(60) * 0.05,
    "hall": lambda r: noise(r, 60, 1200, -1.6) * 0.4 * swell(r, 8, 0.15) + hum(120) * 0.06,
    "office": lambda r: noise(r, 80, 2400, -1.2) * 0.3 + hum(100) * 0.05 + drops(r, 0.7, 900) * 0.3,
    "school": lambda r: noise(r, 60, 1500, -1.4) * 0.4 * swell(r, 6, 0.2) + voices(r, 70) * 0.35,
}


def looped(sound: Tone) -> Tone:
    """The sound with its end gone over into its beginning, so that it has no seam."""
    seam = SEAM * RATE
    fade = np.sqrt(np.linspace(0, 1, seam))
    head = sound[:seam] * fade + sound[-seam:] * fade[::-1]
    return np.concatenate([head, sound[seam:-seam]])


def radio(random: np.random.Generator) -> Tone:
    """The squelch of a radio that opens."""
    t = np.arange(int(0.32 * RATE)) / RATE
    hiss = noise(random, 500, 3200, -0.3, 0.32) * np.exp(-(((t - 0.13) / 0.1) ** 2))
    return hiss + np.sin(2 * np.pi * 1400 * t) * np.exp(-t * 90) * 0.8


def pulse(random: np.random.Generator) -> Tone:
    """One heartbeat: two soft blows."""
    t = np.arange(int(0.6 * RATE)) / RATE
    blows = (np.exp(-(((t - at) / 0.045) ** 2)) * high for at, high in ((0.1, 1.0), (0.32, 0.6)))
    return np.sin(2 * np.pi * 52 * t) * sum(blows)


def write(sound: Tone, file: Path) -> None:
    """Write the sound as Ogg Vorbis."""
    scaled = sound / np.abs(sound).max() * LOUD
    with TemporaryDirectory() as folder:
        plain = f"{folder}/sound.wav"
        with wave.open(plain, "wb") as out:
            out.setparams((1, 2, RATE, 0, "NONE", ""))
            out.writeframes((scaled * 32767).astype("<i2").tobytes())
        command = [
            "ffmpeg",
            "-nostdin",
            "-y",
            "-loglevel",
            "error",
            "-i",
            plain,
            "-c:a",
            "libvorbis",
            "-q:a",
            "2",
            "-bitexact",
        ]
        subprocess.run([*command, str(file)], check=True)


def main(folder: Path) -> None:
    """Write all sounds into the folder."""
    for number, (name, tone) in enumerate(TONES.items()):
        write(looped(tone(np.random.default_rng(number))), folder / f"{name}.ogg")
    write(radio(np.random.default_rng(50)), folder / "radio.ogg")
    write(pulse(np.random.default_rng(51)), folder / "pulse.ogg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
