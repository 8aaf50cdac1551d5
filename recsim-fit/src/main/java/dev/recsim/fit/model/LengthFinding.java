package dev.recsim.fit.model;

import dev.recsim.fit.chain.Lengths;
import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Picture;
import java.util.stream.IntStream;

/** Compares the lengths of held-out sessions with those of the model. */
final class LengthFinding {
  private static final int DRAWN = 20;

  private LengthFinding() {}

  static FitFinding of(double[] data, double[] fitted, long sessions, double threshold) {
    double distance = Lengths.distance(data, fitted);
    return FitFinding.atMost(
        "session_length",
        distance,
        threshold,
        Chance.ofDistance(sessions),
        "The shares of sessions up to a length differ by at most %s; sessions of one step are %s in the log and %s in the model."
            .formatted(
                NumberText.text(distance),
                NumberText.percent(data[1]),
                NumberText.percent(fitted[1])),
        "Sessions in this environment have other lengths than those of the log, so agents that"
            + " plan ahead are misjudged.");
  }

  /** Shares of the first lengths; the last is that of all longer ones. */
  static Picture picture(double[] data, double[] fitted) {
    int drawn = Math.min(DRAWN, data.length - 1);
    String[] labels =
        IntStream.rangeClosed(1, drawn + 1)
            .mapToObj(l -> l > drawn ? "more" : Integer.toString(l))
            .toArray(String[]::new);
    return new Picture(
        "session_length",
        "Session length",
        "steps of a session",
        labels,
        shares(data, drawn),
        shares(fitted, drawn));
  }

  private static double[] shares(double[] lengths, int drawn) {
    double[] shares = new double[drawn + 1];
    double rest = 1;
    for (int l = 1; l <= drawn; l++) {
      shares[l - 1] = lengths[l];
      rest -= lengths[l];
    }
    shares[drawn] = Math.max(0, rest);
    return shares;
  }
}
