"""Computes the outputs of live_tests.json from its inputs, with NumPy.

    python3 live_tests.py live_tests.json --write

To make new vectors, change or add inputs first. The code is apart from recsim's: it
integrates group sequential bounds by Gauss's rule on panels and finds all roots by bisection.
"""

import math

import numpy as np
import vectors
from numpy.polynomial.legendre import leggauss
from special import (
    chi_square_upper,
    log_beta,
    log_beta_share,
    log_gamma_shares,
    normal_cdf,
    normal_quantile,
    root,
    student_quantile,
)

LEAST_EVENTS = 50
LEAST_STEP = 0.01
LEAST_GROWTH = 1.002
NODES, WEIGHTS = leggauss(20)
CDF = np.vectorize(normal_cdf, otypes=[float])


def tuning(alpha):
    level = -2 * math.log(2 * alpha)
    return level + math.log1p(level)


def any_z(x, alpha):
    return math.sqrt(2 * (1 + 1 / x) * math.log1p(math.sqrt(1 + x) / (2 * alpha)))


def any_p(z, x):
    if z <= 0:
        return 1.0
    return min(1.0, math.sqrt(1 + x) / (2 * math.expm1(z * z * x / (2 + 2 * x))))


def spent(kind, shares, alpha):
    """Alpha that is spent up to shares of the plan."""
    done = [min(share, 1.0) for share in shares]
    if kind == "pocock":
        return [alpha * math.log1p((math.e - 1) * s) for s in done]
    z = normal_quantile(1 - alpha / 2)
    return [2 * normal_cdf(-z / math.sqrt(s)) for s in done]


class Sum:
    """A sum with independent normal increments that ends when it crosses a bound.

    Points and weights hold its density among the sums that have crossed no bound.
    """

    def __init__(self, drift):
        self.drift = drift
        self.clock = 0.0
        self.points = np.zeros(1)
        self.mass = np.ones(1)

    def crossing(self, clock, bound):
        """The probability to be above the bound at this clock, and not above one before."""
        step = clock - self.clock
        ends = self.points + self.drift * step
        return float(self.mass @ CDF((ends - bound) / math.sqrt(step)))

    def stop(self, clock, bound, finest):
        """Removes what is above the bound."""
        step = clock - self.clock
        least = self.points.min() + self.drift * step - 9 * math.sqrt(step)
        panels = max(4, math.ceil((bound - least) / finest))
        edges = np.linspace(least, bound, panels + 1)
        half = np.diff(edges) / 2
        points = ((edges[:-1] + half)[:, None] + half[:, None] * NODES).ravel()
        weights = (half[:, None] * WEIGHTS).ravel()
        gap = points[:, None] - (self.points + self.drift * step)
        density = np.exp(-gap * gap / (2 * step)) @ self.mass / math.sqrt(2 * math.pi * step)
        self.clock, self.points, self.mass = clock, points, density * weights


def looks_of(clock, bound, drift=0.0):
    """Goes through the looks. Bound gets the sum, the look and its clock, and gives a bound."""
    process = Sum(drift)
    steps = np.diff(np.concatenate([[0.0], clock]))
    for look, at in enumerate(clock):
        limit = bound(process, look, at)
        yield limit, process.crossing(at, limit)
        if look + 1 < len(clock):
            process.stop(at, limit, 1.5 * math.sqrt(min(steps[look], steps[look + 1])))


def planned_z(clock, spending, largest=8.0):
    increments = np.diff(np.concatenate([[0.0], spending]))

    def bound(process, look, at):
        most = largest * math.sqrt(at)
        if process.crossing(at, most) >= increments[look]:
            return most
        return root(lambda b: increments[look] - process.crossing(at, b), -most, most, 80)

    return [limit / math.sqrt(at) for (limit, _), at in zip(looks_of(clock, bound), clock)]


def crossings(clock, z, drift):
    """Probabilities to cross first at each look."""
    bounds = looks_of(clock, lambda _, look, at: z[look] * math.sqrt(at), drift)
    return [probability for _, probability in bounds]


def mean_and_variance(n, total, squares):
    mean = total / n
    return mean, (squares - total * mean) / (n - 1)


def covariance(it, x, y):
    """Of two columns, from a case's sums of products."""
    product = it[x + y] if x + y in it else it[y + x]
    return (product - it[x] * it[y] / it["n"]) / (it["n"] - 1)


def unit(it, is_ratio):
    """Value of an arm, with the variance of a unit and its covariance with the covariate."""
    if not is_ratio:
        return it["y"] / it["n"], covariance(it, "y", "y"), covariance(it, "y", "x")
    value, per = it["y"] / it["d"], it["d"] / it["n"]
    variance = covariance(it, "y", "y") - 2 * value * covariance(it, "y", "d")
    variance += value * value * covariance(it, "d", "d")
    joint = covariance(it, "x", "y") - value * covariance(it, "x", "d")
    return value, variance / per**2, joint / per


def adjusted(a, b, is_ratio):
    """Means of both arms without what the difference of their covariates explains."""
    mean_a, variance_a, joint_a = unit(a, is_ratio)
    mean_b, variance_b, joint_b = unit(b, is_ratio)
    spread = covariance(a, "x", "x") / a["n"] + covariance(b, "x", "x") / b["n"]
    gap = b["x"] / b["n"] - a["x"] / a["n"]
    to_a, to_b = -joint_a / a["n"], joint_b / b["n"]
    return [
        mean_b - to_b * gap / spread,
        mean_a - to_a * gap / spread,
        variance_b / b["n"] - to_b * to_b / spread,
        variance_a / a["n"] - to_a * to_a / spread,
        -to_a * to_b / spread,
    ]


def fieller(it):
    """Roots r of (mean_b - r mean_a)^2 = z^2 Var(b - r a), less 1."""
    bounds = []
    for z, sign in ((it["z_low"], -1), (it["z_high"], 1)):
        square = it["mean_a"] ** 2 - z * z * it["s_aa"]
        linear = it["mean_a"] * it["mean_b"] - z * z * it["s_ab"]
        constant = it["mean_b"] ** 2 - z * z * it["s_bb"]
        if square <= 0:
            bounds.append(None)
        else:
            spread = math.sqrt(linear * linear - square * constant)
            bounds.append((linear + sign * spread) / square - 1)
    return bounds


def relative(it):
    share = it["mean_b"] / it["mean_a"]
    variance = it["s_bb"] - 2 * share * it["s_ab"] + share * share * it["s_aa"]
    return [share - 1, math.sqrt(variance) / it["mean_a"]]


def welch(it):
    mean_a, variance_a = mean_and_variance(it["n_a"], it["sum_a"], it["squares_a"])
    mean_b, variance_b = mean_and_variance(it["n_b"], it["sum_b"], it["squares_b"])
    of_a, of_b = variance_a / it["n_a"], variance_b / it["n_b"]
    freedom = (of_a + of_b) ** 2 / (of_a**2 / (it["n_a"] - 1) + of_b**2 / (it["n_b"] - 1))
    error = math.sqrt(of_a + of_b)
    t = student_quantile(it["alpha"], freedom)
    gap = mean_b - mean_a
    ends = [gap - t * error, gap + t * error]
    return [mean_a, variance_a, mean_b, variance_b, gap, error, freedom, t] + ends


def mixture_log(s, v, rho, c):
    """Log of the gamma-exponential mixture (Howard and others 2021, proposition 9)."""
    shape, at = rho / c**2, (v + rho) / c**2
    x = (c * s + v + rho) / c**2
    prior = shape * math.log(shape) - math.lgamma(shape) - log_gamma_shares(shape, shape)[0]
    posterior = math.lgamma(at) + log_gamma_shares(at, x)[0] - at * math.log(x)
    return prior + posterior + (c * s + v) / c**2


def mixture_bound(v, alpha, rho, c):
    least = -math.log(alpha)
    most = 20 * (math.sqrt(v + rho) + c)
    return root(lambda s: mixture_log(s, v, rho, c) - least, 0.0, most, 100)


def exact_difference(it):
    """Units' outcomes are moved by what was expected and weighted by their arm's share."""
    share, (low, high) = it["share_b"], it["range"]
    rho = it["v_opt"] / tuning(it["alpha"])
    scale = (high - low) / min(share, 1 - share)
    units = outcomes = gain = spread = 0.0
    outputs = []
    for na, sa, qa, nb, sb, qb in zip(*(it[key] for key in ("na", "sa", "qa", "nb", "sb", "qb"))):
        expected = outcomes / units if units else it["expected"]
        gain += (sb - expected * nb) / share - (sa - expected * na) / (1 - share)
        spread += (qb - 2 * expected * sb + expected**2 * nb) / share**2
        spread += (qa - 2 * expected * sa + expected**2 * na) / (1 - share) ** 2
        units += na + nb
        outcomes += sa + sb
        bound = mixture_bound(spread, it["alpha"], rho, scale)
        outputs += [gain / units, (gain - bound) / units, (gain + bound) / units]
    return outputs


def share_evidence(b, a, share, prior_b, prior_a):
    """Log evidence that more than this share of the events are of b; the prior lies above it."""

    def mass(more, less):
        return log_beta(more, less) + log_beta_share(1 - share, less, more)

    gained = mass(prior_b + b, prior_a + a) - mass(prior_b, prior_a)
    return gained - b * math.log(share) - a * math.log1p(-share)


def rate_log_e(it):
    share, b, a = it["theta0"], it["events_b"], it["events_a"]
    if it["upper"]:
        return [share_evidence(b, a, share, it["prior_a"], it["prior_b"])]
    return [share_evidence(a, b, 1 - share, it["prior_b"], it["prior_a"])]


def exact_rate(it):
    a, b, share = it["events_a"], it["events_b"], it["share_b"]
    to_b, to_a = it["concentration"] * share, it["concentration"] * (1 - share)
    least = -math.log(it["alpha"])
    low = root(lambda x: least - share_evidence(b, a, x, to_b, to_a), 1e-9, 1 - 1e-9)
    high = root(lambda x: share_evidence(a, b, 1 - x, to_a, to_b) - least, 1e-9, 1 - 1e-9)
    return [x / (1 - x) * (1 - share) / share - 1 for x in (low, high)]


def srm_log_e(it):
    """Dirichlet mixture against the declared shares."""
    whole, n = it["concentration"], sum(it["counts"])
    evidence = math.lgamma(whole) - math.lgamma(whole + n)
    for count, share in zip(it["counts"], it["shares"]):
        prior = whole * share
        evidence += math.lgamma(prior + count) - math.lgamma(prior) - count * math.log(share)
    return [evidence]


def srm_chi2(it):
    n = sum(it["counts"])
    pairs = zip(it["counts"], it["shares"])
    distance = sum((count - n * share) ** 2 / (n * share) for count, share in pairs)
    return [chi_square_upper(distance, len(it["counts"]) - 1)]


def fixed_units(it):
    z = normal_quantile(1 - it["alpha"]) + normal_quantile(it["power"])
    variance = it["var_b"] / it["share_b"] + it["var_a"] / (1 - it["share_b"])
    return [z * z * variance / it["effect"] ** 2]


def predictive(it):
    """Chance that the planned end shows the effect above minus the margin, with a flat prior."""
    short = it["z_end"] * it["SE"] * math.sqrt(it["share"])
    ahead = it["difference"] + it["margin"] - short
    return [normal_cdf(ahead / (it["SE"] * math.sqrt(1 - it["share"])))]


def holm(it):
    rejected = [False] * len(it["p"])
    for done, i in enumerate(sorted(range(len(rejected)), key=it["p"].__getitem__)):
        if it["p"][i] > it["alpha"] / (len(rejected) - done):
            break
        rejected[i] = True
    return rejected


def look(it, last, planned):
    """A look on the scale of logarithms: its output, and its numbers if it counts."""
    mean_a, variance_a = mean_and_variance(it["na"], it["sa"], it["qa"])
    mean_b, variance_b = mean_and_variance(it["nb"], it["sb"], it["qb"])
    of_a, of_b = variance_a / it["na"], variance_b / it["nb"]
    output = {"share": it["share"], "effect": mean_b / mean_a - 1 if mean_a > 0 else None}
    harmonic = 1 / (1 / it["na"] + 1 / it["nb"])
    clock = harmonic**2 * (of_a + of_b)
    counts = min(mean_a, mean_b, of_a, of_b) > 0
    counts = counts and min(mean_a**2 / of_a, mean_b**2 / of_b) >= LEAST_EVENTS
    if counts and last:
        grown = clock > last["clock"] * LEAST_GROWTH
        later = it["share"] - last["share"] >= LEAST_STEP - 1e-12
        counts = grown and (later or it["share"] >= 1) and not (planned and last["share"] >= 1)
    output["counts"] = counts
    if not counts:
        return output, None
    error = math.sqrt(of_a / mean_a**2 + of_b / mean_b**2)
    gain = math.log(mean_b / mean_a)
    return output, {"share": it["share"], "clock": clock, "gain": gain, "error": error}


def verdicts(it):
    planned, lower_is_better = it.get("plan", True), it.get("better") == "lower"
    outputs, counted, last = [], [], None
    for row in it["looks"]:
        output, numbers = look(row, last, planned)
        outputs.append(output)
        if numbers:
            last = numbers
            counted.append((output, numbers))
    shares = [numbers["share"] for _, numbers in counted]
    clock = [numbers["clock"] for _, numbers in counted]
    if planned and counted:
        below = planned_z(clock, spent("obf", shares, it["alpha"]))
        above = planned_z(clock, spent("pocock", shares, it["alpha"]))
    else:
        below = above = [any_z(tuning(it["alpha"]) * share, it["alpha"]) for share in shares]
    margin = -math.log1p(it["relative"]) if lower_is_better else math.log1p(-it["relative"])
    verdict, most_low, least_high = None, -math.inf, math.inf
    for (output, numbers), z_low, z_high in zip(counted, below, above):
        gain = -numbers["gain"] if lower_is_better else numbers["gain"]
        low, high = gain - z_low * numbers["error"], gain + z_high * numbers["error"]
        most_low, least_high = max(most_low, low), min(least_high, high)
        if low >= margin:
            here = "IMPROVED" if low > 0 else "HOLDS"
        else:
            here = "REGRESSED" if gain < margin and high < 0 else "UNDECIDED"
        ends = here != "UNDECIDED" and not (here == "HOLDS" and it.get("improved"))
        verdict = verdict or (here if ends else None)
        output.update(z_low=z_low, z_high=z_high, L=math.expm1(low), U=math.expm1(high))
        output["at_look"] = here
        output["verdict"] = verdict or ("HOLDS" if here == "HOLDS" else "UNDECIDED")
        output["drift"] = most_low > least_high
    return outputs


FORMULAS = {
    "kappa": lambda it: [tuning(it["alpha"])],
    "any_z": lambda it: [any_z(tuning(it["alpha"]) * it["f"], it["alpha"])],
    "any_p": lambda it: [any_p(it["z"], tuning(it["alpha_tuned"]) * it["f"])],
    "spending": lambda it: spent(it["kind"], it["share"], it["alpha"]),
    "planned_z": lambda it: planned_z(
        it["clock"], spent(it["kind"], it["share"], it["alpha"]), it["zmax"]
    ),
    "gs_power": lambda it: crossings(it["share"], it["z"], it["drift"]),
    "fixed": welch,
    "ratio": lambda it: list(unit(it["sums"], True)[:2]),
    "cuped": lambda it: adjusted(it["a"], it["b"], "ratio" in it),
    "fieller": fieller,
    "delta": relative,
    "gamma_exponential_log": lambda it: [
        mixture_log(it["s"], it["v"], it["v_opt"] / tuning(it["alpha"]), it["c"])
    ],
    "gamma_exponential_bound": lambda it: [
        mixture_bound(it["v"], it["alpha"], it["v_opt"] / tuning(it["alpha"]), it["c"])
    ],
    "exact_difference": exact_difference,
    "rate_log_e": rate_log_e,
    "exact_rate": exact_rate,
    "srm_log_e": srm_log_e,
    "srm_chi2": srm_chi2,
    "fixed_units": fixed_units,
    "predictive": predictive,
    "holm": holm,
    "verdicts": verdicts,
}


def compute(cases):
    for case in cases:
        case["outputs"] = FORMULAS[case["formula"]](case["inputs"])
    return cases


if __name__ == "__main__":
    vectors.main(compute)
