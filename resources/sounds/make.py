"""Synthesise the till's four sounds as small WAV files beside this script: `python resources/sounds/make.py`."""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
SOUNDS: dict[str, list[tuple[float, float, float]]] = {
    # (hertz, seconds, loudness 0 to 1); 0 hertz is a pause
    "ok": [(1760, 0.07, 0.5)],
    "unknown": [(233, 0.16, 0.8), (0, 0.06, 0), (233, 0.22, 0.8)],
    "attention": [(880, 0.12, 0.6), (0, 0.05, 0), (880, 0.12, 0.6)],
    "paid": [(1047, 0.09, 0.5), (1319, 0.09, 0.5), (1568, 0.16, 0.5)],
}


def tone(hertz: float, seconds: float, loudness: float) -> list[float]:
    """A sine with a little of its octave, faded in and out so that it does not click."""
    count = int(RATE * seconds)
    fade = RATE * 0.008
    samples = []
    for index in range(count):
        edge = min(1.0, index / fade, (count - index) / fade)
        angle = 2 * math.pi * hertz * index / RATE
        samples.append(loudness * edge * (0.8 * math.sin(angle) + 0.2 * math.sin(2 * angle)))
    return samples


def main() -> None:
    """Write every sound."""
    for name, tones in SOUNDS.items():
        samples = [sample for part in tones for sample in tone(*part)]
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", int(sample * 32_000)) for sample in samples))


if __name__ == "__main__":
    main()
