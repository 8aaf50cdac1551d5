package dev.recsim.explain.shown;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.explain.shown.Tables.Traced;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog.Shown;
import java.util.Map;
import java.util.OptionalDouble;

/** Traces written by hand: documents have three topics, the remainders of their numbers. */
final class Traces {
  private static final Space SPACE = new Space(20, 2, 4);

  private Traces() {}

  static Frame frame() {
    return frame(3);
  }

  /** A frame with as many topics. */
  static Frame frame(int topics) {
    return new Frame(
        Environment.of(SPACE),
        new DocumentGroups(
            "topic", topics, (seen, candidate) -> candidate % topics, i -> "topic " + i),
        new UserGroups("state", (seen, latents) -> seen.state(), i -> "state " + i));
  }

  static Traced traced(String agent, Trace trace) {
    return new Traced(agent, trace);
  }

  /** Adds a decision without a click, in state 0. */
  static void add(Trace trace, int session, int step, int... documents) {
    add(trace, session, step, 0, new Response(-1), documents);
  }

  static void add(
      Trace trace, int session, int step, int state, Response response, int... documents) {
    Observation seen = new Observation(state);
    Step outcome = new Step(response, 0, new Observation(0), Status.CONTINUES);
    Shown shown = new Shown(Slate.of(documents), OptionalDouble.empty(), new double[0]);
    trace.add(
        new Decision(session, step, seen, seen, shown, new double[0], Map.of(), outcome),
        OptionalDouble.of(0.25));
  }
}
