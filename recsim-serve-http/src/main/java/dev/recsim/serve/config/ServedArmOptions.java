package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Range;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.explore.Exploration;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** An arm of section {@code arms}; null for what is not given. */
record ServedArmOptions(
    String policy,
    @Range(min = 0, max = 1) Double share,
    Explore explore,
    String interleave,
    String start,
    String stop,
    String ramp) {

  static final ServedArmOptions NONE =
      new ServedArmOptions(null, null, null, null, null, null, null);

  ServedArmOptions {
    Instant from = instant("start", start);
    Instant to = instant("stop", stop);
    InvalidOption.unless(
        from == null || to == null || from.isBefore(to), "stop", "must be after start");
    InvalidOption.unless(
        ramp == null || start != null,
        "ramp",
        "needs the time at which it begins; write start too");
    Amount.time("ramp", ramp);
  }

  enum Type {
    EPSILON_GREEDY,
    SOFTMAX,
    TOP_K_SHUFFLE
  }

  record Explore(Type type, Double epsilon, Double temperature, Integer k) {
    Explore {
      InvalidOption.unless(
          type != null,
          "type",
          "type is missing; write one of epsilon_greedy, softmax, top_k_shuffle");
      only("epsilon", epsilon, type == Type.EPSILON_GREEDY, "epsilon: 0.1");
      only("temperature", temperature, type == Type.SOFTMAX, "temperature: 0.5");
      only("k", k, type == Type.TOP_K_SHUFFLE, "k: 3");
    }

    private static void only(String option, Object value, boolean wanted, String example) {
      InvalidOption.unless(!wanted || value != null, option, "is missing; write " + example);
      InvalidOption.unless(
          wanted || value == null, option, "belongs to another type of exploration; remove it");
    }

    private Exploration exploration() {
      return switch (type) {
        case EPSILON_GREEDY -> new Exploration.EpsilonGreedy(epsilon);
        case SOFTMAX -> new Exploration.Softmax(temperature);
        case TOP_K_SHUFFLE -> new Exploration.TopKShuffle(k);
      };
    }
  }

  /** Returns the arm, which must have policy and share. */
  Arm arm(String name) {
    return new Arm(
        name,
        policy,
        share,
        explore == null ? null : explore.exploration(),
        interleave,
        new Arm.Period(instant("start", start), instant("stop", stop), Amount.time("ramp", ramp)));
  }

  private static Instant instant(String option, String text) {
    try {
      return text == null
          ? null
          : text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidOption(
          option, "must be a day or a time of UTC, such as 2026-12-01 or 2026-12-01T08:00:00Z");
    }
  }
}
