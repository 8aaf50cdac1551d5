"""Computes the expected values of reality.json from its arguments, with NumPy.

    python3 reality.py reality.json --write

To make new vectors, change or add arguments first. Effects are logarithms of ratios.
Standard deviations divide by n.
"""

import math

import numpy as np
import vectors
from special import beta_quantile, normal_cdf, normal_quantile, root

FUNCTIONS = {}
CDF = np.vectorize(normal_cdf, otypes=[float])


def of_file(function):
    """Registers a function that the file names."""
    FUNCTIONS[function.__name__] = function
    return function


# Gaps between a log and the environment that was fitted to another one.


class Solved:
    """Values and visits of a policy in a response environment."""

    def __init__(self, model, policy):
        accept = np.array(model["accept"])
        self.accept = accept
        self.start = np.array(model["start"])
        self.move = np.array(model["move"])
        self.stays = 1 - model["leave_accepted"], 1 - model["leave_refused"]
        accepted, refused = self.stays
        reward = np.einsum("sd,sd->s", policy, accept)
        steps = accepted * policy * accept
        steps += refused * (1 - reward)[:, None] * self.move[None, :]
        unity = np.eye(len(accept))
        self.values = np.linalg.solve(unity - steps, reward)
        self.visits = np.linalg.solve((unity - steps).T, self.start)

    def total(self):
        return float(self.start @ self.values)

    def after(self):
        """Expected values after an acceptance, by document, and after a refusal."""
        return self.stays[0] * self.values, self.stays[1] * float(self.move @ self.values)


def logged_policy(sessions, states):
    """Shares of what was shown; a state that nobody visited has the shares of all."""
    shown = np.zeros((states, states))
    for session in sessions:
        for state, document, _ in session:
            shown[state, document] += 1
    overall = shown.sum(0) / shown.sum()
    policy = np.tile(overall, (states, 1))
    visited = shown.sum(1) > 0
    policy[visited] = shown[visited] / shown[visited].sum(1, keepdims=True)
    return policy


@of_file
def counterfactual(model, sessions, draws=()):
    policy = logged_policy(sessions, len(model["start"]))
    world = Solved(model, policy)
    n = len(sessions)
    observed = sum(step[2] for session in sessions for step in session) / n
    predicted = world.total()
    logged = np.zeros(len(policy))
    for session in sessions:
        for state, _, _ in session:
            logged[state] += 1 / n
    after_accepted, after_refused = world.after()
    influence = []
    start = responses = leaving = 0.0
    for session in sessions:
        advantage = earned = 0.0
        start += world.values[session[0][0]] - predicted
        for step, (state, document, reward) in enumerate(session):
            likely = world.accept[state, document]
            lead = 1 + after_accepted[document] - after_refused
            action = likely * lead + after_refused - world.values[state]
            advantage += world.visits[state] / logged[state] * action
            earned += reward
            ends = step + 1 == len(session)
            came = 0.0 if ends else world.values[session[step + 1][0]]
            responses += (reward - likely) * lead
            leaving += came - (after_accepted[document] if reward else after_refused)
        influence.append((advantage - predicted / observed * (earned - observed)) / observed)
    scale = -n * observed
    totals = [Solved(draw, policy).total() for draw in draws]
    return {
        "predicted": predicted,
        "observed": observed,
        "gap": predicted / observed - 1,
        "se_log": float(np.std(influence)) / math.sqrt(n),
        "se_fit": float(np.std(totals)) / observed if totals else 0.0,
        "parts": {
            "start": start / scale,
            "responses": responses / scale,
            "after": leaving / scale,
        },
    }


@of_file
def single_step(predicted, rewards, se_fit=0.0):
    predicted, rewards = np.array(predicted), np.array(rewards, float)
    ratio = predicted.mean() / rewards.mean()
    influence = (predicted - ratio * rewards) / rewards.mean()
    se_log = float(influence.std()) / math.sqrt(len(rewards))
    return {"gap": float(ratio) - 1, "se_log": se_log, "se_fit": se_fit}


@of_file
def verdict(gap, se_log, se_fit, delta=0.05, alpha=0.01, logs=1):
    level = alpha / logs
    if abs(gap) <= delta - normal_quantile(1 - level) * se_log:
        return "HOLDS"
    least = normal_quantile(1 - level / 2) * math.hypot(se_log, se_fit)
    return "FAILS" if abs(gap) > max(delta, least) else "UNDECIDED"


@of_file
def sessions_needed(se_log, n, delta=0.05, alpha=0.01):
    """Sessions with which a gap of 0 holds nine times in ten."""
    z = normal_quantile(1 - alpha) + normal_quantile(0.95)
    return math.ceil(n * (z * se_log / delta) ** 2)


@of_file
def share_changed(model, one, other):
    one, other = np.array(one), np.array(other)
    visits = Solved(model, one).visits
    return float(visits @ np.abs(one - other).sum(1) / visits.sum() / 2)


# The record: past tests are [predicted, observed, error, error of the fit, share changed].


@of_file
def effect(mean_a, deviation_a, n_a, mean_b, deviation_b, n_b):
    squares = (deviation_a / mean_a) ** 2 / n_a + (deviation_b / mean_b) ** 2 / n_b
    return [math.log(mean_b / mean_a), math.sqrt(squares)]


@of_file
def from_relative(change, error):
    return [math.log1p(change), error / (1 + change)]


def quantile_of_tau(mass, degrees):
    """Quantile of a half-normal, or of a half-t distribution, found from its distribution."""
    if degrees is None:
        return normal_quantile((1 + mass) / 2)
    assert degrees == 2
    return root(lambda t: t / math.sqrt(2 + t * t) - mass, 0, 1e6)


class Record:
    """Weights of 200 discrepancies, and the slope that goes with each.

    The discrepancy has a half-normal prior with this scale, or a half-t prior with 2 degrees of
    freedom, and the slope N(1, slope^2). The weight of a test is rho to the power of the number of
    later ones.
    """

    def __init__(self, tests, rho=0.95, scale=0.5, slope=0.5, degrees=None):
        middles = (np.arange(200) + 0.5) / 200
        self.taus = scale * np.array([quantile_of_tau(it, degrees) for it in middles])
        evidence = np.zeros(200)
        precision = np.full(200, slope**-2)
        pull = np.zeros(200)
        for later, (predicted, observed, error, fit, changed) in enumerate(reversed(tests)):
            weight = rho**later
            variance = self.taus**2 * changed + fit**2 + error**2
            miss = observed - predicted
            precision += weight * predicted**2 / variance
            pull += weight * predicted * miss / variance
            evidence -= weight * (np.log(variance) + miss**2 / variance) / 2
        evidence += pull**2 / precision / 2 - np.log(precision * slope**2) / 2
        weights = np.exp(evidence - evidence.max())
        self.weights = weights / weights.sum()
        self.slopes = 1 + pull / precision
        self.doubts = 1 / precision

    def at(self, predicted, fit, changed):
        """Means and variances of the effect."""
        variance = self.doubts * predicted**2 + self.taus**2 * changed + fit**2
        return self.slopes * predicted, variance

    def mean(self, values):
        return float(self.weights @ values)


@of_file
def predict(tests, predicted, fit, changed, level=0.9, se=0.0, **prior):
    record = Record(tests, **prior)
    means, variances = record.at(predicted, fit, changed)
    spread = np.sqrt(variances + se**2)
    least, most = (means - 10 * spread).min(), (means + 10 * spread).max()

    def quantile(p):
        return root(lambda x: record.mean(CDF((x - means) / spread)) - p, least, most)

    return {
        "center": record.mean(means),
        "low": quantile((1 - level) / 2),
        "high": quantile((1 + level) / 2),
        "positive": record.mean(CDF(means / spread)),
        "tau": record.mean(record.taus),
        "slope": record.mean(record.slopes),
    }


@of_file
def after_test(tests, predicted, fit, changed, observed, se, **prior):
    record = Record(tests, **prior)
    means, variances = record.at(predicted, fit, changed)
    whole = variances + se**2
    record.weights = record.weights * np.exp(-((observed - means) ** 2) / whole / 2)
    record.weights /= np.sqrt(whole)
    record.weights /= record.weights.sum()
    combined = (variances * observed + se**2 * means) / whole
    mean = record.mean(combined)
    inside = variances * se**2 / whole
    deviation = math.sqrt(record.mean(inside + (combined - mean) ** 2))
    return {"mean": mean, "sd": deviation}


@of_file
def conformal(scores, level=0.9):
    rank = math.ceil(level * (len(scores) + 1) - 1e-12)
    return sorted(scores)[rank - 1] if rank <= len(scores) else None


@of_file
def clopper_pearson(count, n, alpha):
    low = beta_quantile(alpha, count, n - count + 1) if count > 0 else 0.0
    high = beta_quantile(1 - alpha, count + 1, n - count) if count < n else 1.0
    return [low, high]


@of_file
def state(tests, missing, due, changed, largest):
    if due and missing > 0.2 * due:
        return "REFUSED missing outcomes"
    if tests < 3:
        return "UNKNOWN"
    if changed > 2 * largest:
        return "OUTSIDE"
    return "CALIBRATED" if tests >= 5 else "PROVISIONAL"


@of_file
def sign_agreement(tests, z=1.645):
    shown = [predicted * observed for predicted, observed, se in tests if abs(observed) > z * se]
    agree = sum(product > 0 for product in shown)
    return [agree, len(shown)] + clopper_pearson(agree, len(shown), 0.05)


@of_file
def rank_violation(simulated, real):
    """The mean over policies of the largest real difference in the wrong order."""
    worst = []
    for s, r in zip(simulated, real):
        wrong = [abs(r - q) for t, q in zip(simulated, real) if (s > t) != (r > q)]
        worst.append(max(wrong, default=0.0))
    return sum(worst) / len(worst)


# Shares of drawn environments.


@of_file
def share_verdict(holds, undecided, n, share=0.9, alpha=0.01):
    low = clopper_pearson(holds, n, alpha)[0]
    high = clopper_pearson(holds + undecided, n, alpha)[1]
    decided = "HOLDS" if low >= share else "BROKEN" if high < share else "UNDECIDED"
    return [decided, low, high]


@of_file
def curtailed(holds, done, n, share=0.9, alpha=0.01):
    """The verdict that the environments to come cannot change."""
    ends = range(holds, holds + n - done + 1)
    possible = {share_verdict(end, 0, n, share, alpha)[0] for end in ends}
    return possible.pop() if len(possible) == 1 else None


@of_file
def eta2(holds, levels):
    """Share of the variance that a factor explains."""
    holds = np.array(holds, float)
    between = 0.0
    for level in set(levels):
        own = holds[[it == level for it in levels]]
        between += len(own) * (own.mean() - holds.mean()) ** 2
    total = float(((holds - holds.mean()) ** 2).sum())
    return float(between) / total if total > 0 else 0.0


def compute(file):
    for case in file["cases"]:
        function = FUNCTIONS[case["function"]]
        case["expected"] = function(*case["arguments"], **case["options"])
    return file


if __name__ == "__main__":
    vectors.main(compute)
