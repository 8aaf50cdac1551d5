package dev.recsim.bridge;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Learner;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.json.JsonRecords;
import java.util.TreeMap;

/**
 * The first message of an agent's process.
 *
 * @param protocol version of the protocol
 * @param versions of the interpreter and the libraries, by name; kept with the trial
 * @param deterministic whether the greedy policy ignores random keys
 * @param learns whether it understands the messages of training and weights
 * @param trains whether it trains itself
 * @param inputs whether it reports what it has used
 * @param reusable whether another trial may begin in the same process, if it does not learn
 * @param plan how it wants to be trained; null for the plan of learners that do not say
 */
record Introduction(
    Integer protocol,
    TreeMap<String, String> versions,
    boolean deterministic,
    boolean learns,
    boolean trains,
    boolean inputs,
    boolean reusable,
    Plan plan) {

  /** A training plan; missing numbers are those of learners that have no plan. */
  record Plan(Long envSteps, Double warmup, Integer updates, Integer batchSize) {}

  /**
   * Reads an introduction.
   *
   * @throws IllegalArgumentException if it is not one; the message says what it is
   */
  static Introduction read(byte[] body) {
    Introduction read;
    try {
      read = JsonRecords.read(body, Introduction.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "is not JSON of an introduction: " + e.getOriginalMessage(), e);
    }
    if (read == null || read.protocol() == null) {
      throw new IllegalArgumentException("has no \"protocol\"");
    }
    if (read.protocol() != Kind.PROTOCOL) {
      throw new IllegalArgumentException(
          "is in version %s of the protocol, but this recsim has version %s; install the library of this recsim"
              .formatted(read.protocol(), Kind.PROTOCOL));
    }
    if (read.learns() && read.trains()) {
      throw new IllegalArgumentException(
          "says that recsim trains it (learns) and that it trains itself (trains); choose one");
    }
    return read;
  }

  /** The plan, with the missing numbers of another one. */
  Learner.Plan plan(Learner.Plan other, long envSteps) {
    if (plan == null) {
      return other;
    }
    return new Learner.Plan(
        given(plan.envSteps(), envSteps),
        given(plan.warmup(), other.warmup()),
        given(plan.updates(), other.updates()),
        given(plan.batchSize(), other.batchSize()));
  }

  private static <T> T given(T number, T otherwise) {
    return number == null ? otherwise : number;
  }
}
