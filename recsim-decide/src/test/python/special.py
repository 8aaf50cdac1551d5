"""Distributions from series and continued fractions, with the standard library alone."""

import math
from statistics import NormalDist

TINY = 1e-300
ACCURATE = 1e-16


def normal_cdf(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def normal_quantile(p):
    """Newton steps refine the library's quantile."""
    z = NormalDist().inv_cdf(p)
    for _ in range(2):
        z -= (normal_cdf(z) - p) * math.sqrt(2 * math.pi) * math.exp(z * z / 2)
    return z


def log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _fraction(first, terms):
    """A continued fraction first + a1/(b1 + a2/(b2 + ...)), by Lentz's method."""
    value = first if first != 0 else TINY
    c, d = value, 0.0
    for a, b in terms:
        d = b + a * d
        d = 1 / (d if d != 0 else TINY)
        c = b + a / c
        c = c if c != 0 else TINY
        value *= c * d
        if abs(c * d - 1) < ACCURATE:
            return value
    raise ArithmeticError("the fraction does not converge")


def log_gamma_shares(a, x):
    """Logarithms of the regularized incomplete gamma functions P(a, x) and Q(a, x)."""
    lead = a * math.log(x) - x - math.lgamma(a)
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * ACCURATE:
            n += 1
            term *= x / n
            total += term
        lower = lead + math.log(total)
        return lower, math.log1p(-math.exp(lower))
    terms = ((-i * (i - a), x + 2 * i + 1 - a) for i in range(1, 100_000))
    upper = lead - math.log(_fraction(x + 1 - a, terms))
    return math.log1p(-math.exp(upper)), upper


def _beta_terms(a, b, x):
    for m in range(100_000):
        if m > 0:
            yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1


def log_beta_share(x, a, b):
    """Logarithm of the regularized incomplete beta function I_x(a, b)."""
    if x <= 0:
        return -math.inf
    if x >= 1:
        return 0.0
    if x > (a + 1) / (a + b + 2):
        return math.log1p(-math.exp(log_beta_share(1 - x, b, a)))
    lead = a * math.log(x) + b * math.log1p(-x) - log_beta(a, b)
    return lead - math.log(a) - math.log(_fraction(1.0, _beta_terms(a, b, x)))


def root(rises, low, high, steps=200):
    """Where a function that rises becomes positive."""
    for _ in range(steps):
        middle = (low + high) / 2
        if rises(middle) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def beta_quantile(p, a, b):
    return root(lambda x: math.exp(log_beta_share(x, a, b)) - p, 0.0, 1.0)


def student_quantile(upper, freedom):
    """The t that a variable of Student's distribution exceeds with this probability below 1/2."""

    def below(t):
        beyond = log_beta_share(freedom / (freedom + t * t), freedom / 2, 0.5)
        return upper - math.exp(beyond) / 2

    return root(below, 0.0, 1e3)


def chi_square_upper(x, freedom):
    return math.exp(log_gamma_shares(freedom / 2, x / 2)[1])
