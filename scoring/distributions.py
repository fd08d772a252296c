"""The distributions behind intervals and comparisons, in plain Python: a station may show an estimate without numpy."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

TINY = 1e-300
CLOSE = 1e-15
SETTLED = 1e-6  # Halley's next step would be about the cube of this
STEPS = 10_000  # a continued fraction takes about as many as the root of its larger parameter


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b): the mass of Beta(a, b) below x.

    `a`, `b` > 0, else ValueError. By its continued fraction (NIST DLMF 8.17.22), on the side where that converges fast.
    """
    if a <= 0 or b <= 0:
        raise ValueError(f"A beta distribution needs two parameters above 0, not {a} and {b}.")
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _tail(1 - x, b, a)
    return _tail(x, a, b)


def beta_quantile(mass: float, a: float, b: float) -> float:
    """The x below which Beta(a, b) has this mass (0 to 1): Halley's steps on `beta_cdf`, kept inside a bracket.

    The first guess is Abramowitz and Stegun 26.5.22.
    """
    if not 0 < mass < 1:
        return float(mass >= 1)
    low, high, x = 0.0, 1.0, _guess(mass, a, b)
    for _ in range(200):
        over = beta_cdf(x, a, b) - mass
        low, high = (low, x) if over > 0 else (x, high)
        step = over / max(exp(_log_density(x, a, b)), TINY)
        step /= 1 - min(1.0, max(-1.0, step * ((a - 1) / x - (b - 1) / (1 - x)))) / 2
        if abs(step) <= SETTLED * min(x, 1 - x) or high - low <= CLOSE * high:
            return min(high, max(low, x - step))
        x = x - step if low < x - step < high else (low + high) / 2
    return x


def chance_greater(a1: float, b1: float, a2: float, b2: float) -> float:
    """P(X > Y) for independent X ~ Beta(a1, b1) and Y ~ Beta(a2, b2).

    The trapezoid rule over the log-odds of the sharper of the two, where it converges exponentially (Trefethen and
    Weideman 2014): the other's distribution function, weighed with the sharper one's density.
    """
    if _spread(a1, b1) > _spread(a2, b2):
        return 1 - chance_greater(a2, b2, a1, b1)
    step, center = _spread(a1, b1) / 3, log(a1 / b1)
    upward = _integral(center, step, (a1, b1), (a2, b2))
    return min(1.0, upward + _integral(center - step, -step, (a1, b1), (a2, b2)))


def t_quantile(mass: float, freedom: float) -> float:
    """The quantile of Student's t: t² / (ν + t²) is Beta(1/2, ν/2) (NIST DLMF 8.17, Johnson and Kotz 1995, ch. 28)."""
    if mass < 0.5:
        return -t_quantile(1 - mass, freedom)
    rest = beta_quantile(2 * (1 - mass), freedom / 2, 0.5)  # ν / (ν + t²)
    return sqrt(freedom * (1 - rest) / rest)


def f_quantile(mass: float, above: float, below: float) -> float:
    """The quantile of F with these degrees of freedom: d1 F / (d1 F + d2) is Beta(d1/2, d2/2) (Johnson and Kotz, ch. 27)."""
    share = beta_quantile(mass, above / 2, below / 2)
    return below * share / (above * (1 - share))


def _tail(x: float, a: float, b: float) -> float:
    return exp(_log_density(x, a, b)) * x * (1 - x) / a * _fraction(x, a, b)


def _log_density(x: float, a: float, b: float) -> float:
    return lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * log(x) + (b - 1) * log1p(-x)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction by Lentz's method as Thompson and Barnett (1986) modified it."""
    up, down = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    value = down
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        down, up = 1 / _off_zero(1 + even * down), _off_zero(1 + even / up)
        value *= up * down
        down, up = 1 / _off_zero(1 + odd * down), _off_zero(1 + odd / up)
        value *= up * down
        if abs(up * down - 1) < CLOSE:
            return value
    raise ArithmeticError(f"The incomplete beta function does not settle at {x} with {a} and {b}.")


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def _guess(mass: float, a: float, b: float) -> float:
    if a <= 1 or b <= 1:
        return a / (a + b)
    z = NormalDist().inv_cdf(1 - mass)
    left, right = 1 / (2 * a - 1), 1 / (2 * b - 1)
    h, lean = 2 / (left + right), (z * z - 3) / 6
    w = z * sqrt(max(lean + h, 0.0)) / h - (right - left) * (lean + 5 / 6 - 2 / (3 * h))
    return min(max(a / (a + b * exp(2 * min(w, 300))), TINY), 1 - CLOSE)


def _spread(a: float, b: float) -> float:
    """About the standard deviation of the log-odds."""
    return sqrt(1 / a + 1 / b)


def _integral(odds: float, step: float, sharp: tuple[float, float], wide: tuple[float, float]) -> float:
    """From these log-odds on in steps until the density is spent."""
    a, b = sharp
    scale, total = lgamma(a + b) - lgamma(a) - lgamma(b), 0.0
    while True:
        below, above = -_softened(-odds), -_softened(odds)  # the logarithms of x and 1 - x
        density = exp(scale + a * below + b * above) * abs(step)
        if density < 1e-18:
            return total
        total += density * beta_cdf(exp(below), *wide)
        odds += step


def _softened(odds: float) -> float:
    """log(1 + e^odds), without overflow."""
    return max(odds, 0.0) + log1p(exp(-abs(odds)))
