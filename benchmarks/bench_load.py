"""Loading and validating large scenarios with positions, beside what PyYAML alone needs."""

from __future__ import annotations

import yaml

from benchmarks.measure import best_of, large, peak_of
from simulator.library.load import load_text


def events_only(text: str) -> None:
    """PyYAML's C event stream with marks: what any reader with positions has to pay."""
    for _ in yaml.parse(text, Loader=yaml.CLoader):
        pass


def main() -> None:
    """Print the figures."""
    for moments, target in ((1_000, 0.15), (10_000, 1.5)):
        text = large(moments)
        ours = best_of(3, lambda: load_text(text))  # noqa: B023
        stream = best_of(2, lambda: events_only(text))  # noqa: B023
        print(
            f"{moments} moments, {len(text) / 1e6:.1f} MB: load {ours:.2f} s (reach {target}), {ours / stream:.1f} × event stream"
        )
    text = large(10_000)
    loader = best_of(1, lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    print(f"CSafeLoader, no positions, nothing validated: {loader:.2f} s = {loader / ours:.1f} × ours")
    peak = peak_of(
        "from benchmarks.measure import large\nfrom simulator.library.load import load_text\nl = load_text(large(10_000))"
    )
    print(f"peak memory of a process that loads 10,000 moments: {peak:.0f} MB (reach 200)")


if __name__ == "__main__":
    main()
