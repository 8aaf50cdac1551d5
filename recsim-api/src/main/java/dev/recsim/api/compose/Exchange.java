package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import java.util.Arrays;
import java.util.List;

/**
 * The working arrays for one slate and its response. A response refers to them, so they are reused
 * for the next slate only if responses are {@linkplain Recycling lent}.
 */
final class Exchange {
  /** [positions] */
  final Document[] shown;

  /** [positions] index of the candidate shown */
  final int[] indices;

  /** [positions] */
  final double[] scores;

  /** [positions x signals] */
  final double[] signals;

  private final int signalsOfPosition;

  /** Null if the users compute all signals at once. */
  private final Recycling.Late late;

  /** The last step without a click (index 0) or with a single click at position i (index i + 1). */
  private final Step[] steps;

  Exchange(UserModel users, int signalsOfPosition, int positions) {
    this.shown = new Document[positions];
    this.indices = new int[positions];
    this.scores = new double[positions];
    this.signals = new double[positions * signalsOfPosition];
    this.signalsOfPosition = signalsOfPosition;
    this.late =
        users instanceof Recycling.LateSignals able
            ? (position, signal) -> able.signal(shown[position], signal)
            : null;
    this.steps = new Step[positions + 1];
  }

  /**
   * Sets the slate.
   *
   * @throws IndexOutOfBoundsException if a document does not exist
   * @throws IllegalArgumentException if a document is shown twice
   */
  void show(Slate slate, List<Document> candidates) {
    Arrays.fill(signals, 0);
    for (int i = 0; i < shown.length; i++) {
      indices[i] = slate.document(i);
      shown[i] = candidates.get(indices[i]);
      for (int j = 0; j < i; j++) {
        if (indices[j] == indices[i]) {
          throw new IllegalArgumentException("the slate shows a document twice: " + slate);
        }
      }
    }
  }

  /** The response with these clicks and the current signals. */
  Response answer(int[] clicks) {
    Step last = clicks.length > 1 ? null : steps[last(clicks)];
    if (last != null) {
      return last.response();
    }
    return late == null
        ? Response.of(clicks, signals, signalsOfPosition)
        : Recycling.response(clicks, signals, signalsOfPosition, late);
  }

  /** The step with this response; reuses the last equal one. */
  Step step(int[] clicks, Response answer, double reward, Observation next, Status status) {
    if (clicks.length > 1) {
      return new Step(answer, reward, next, status);
    }
    int at = last(clicks);
    Step last = steps[at];
    if (last == null || last.reward() != reward || last.next() != next || last.status() != status) {
      steps[at] = new Step(answer, reward, next, status);
    }
    return steps[at];
  }

  private static int last(int[] clicks) {
    return clicks.length == 0 ? 0 : clicks[0] + 1;
  }
}
