package dev.recsim.onnx;

import dev.recsim.agent.onnx.OnnxOptions.Inputs;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.List;
import java.util.function.Function;

/** A part of an observation that a model can have as an input. */
enum InputPart {
  /** Index of the user's state. */
  STATE("state", Inputs::state),
  /** Features of the user. */
  USER("user", Inputs::user),
  /** Features of the candidates. */
  DOCUMENTS("documents", Inputs::documents),
  /** Topics of the candidates. */
  TOPICS("topics", Inputs::topics),
  /** Choice weights of the candidates. */
  WEIGHTS("weights", Inputs::weights),
  /** Choice weight of no candidate. */
  NO_CLICK_WEIGHT("no_click_weight", Inputs::noClickWeight);

  final String key;
  private final Function<Inputs, String> name;

  InputPart(String key, Function<Inputs, String> name) {
    this.key = key;
    this.name = name;
  }

  /** The name of its input that the options give, or null. */
  String given(Inputs inputs) {
    return inputs == null ? null : name.apply(inputs);
  }

  /** Whether its size depends on the number of candidates. */
  boolean perCandidate() {
    return this == DOCUMENTS || this == TOPICS || this == WEIGHTS;
  }

  /** The axes of its values behind the batch. */
  List<Integer> axes(Space space, int candidates) {
    return switch (this) {
      case STATE, NO_CLICK_WEIGHT -> List.of();
      case USER -> List.of(space.userFeatures().size());
      case DOCUMENTS -> List.of(candidates, space.documentFeatures().size());
      case TOPICS, WEIGHTS -> List.of(candidates);
    };
  }

  /**
   * Checks that an environment has it.
   *
   * @throws InvalidOption if not
   */
  void check(Environment environment) {
    Space space = environment.space();
    String missing =
        switch (this) {
          case STATE -> null;
          case USER -> space.userFeatures().isEmpty() ? "users with features" : null;
          case DOCUMENTS -> space.documentFeatures().isEmpty() ? "documents with features" : null;
          case TOPICS -> space.topics() == 0 ? "documents with topics" : null;
          case WEIGHTS, NO_CLICK_WEIGHT ->
              environment.appeal().isEmpty() ? "users with known choice weights" : null;
        };
    InvalidOption.unless(
        missing == null,
        "inputs",
        "the model has an input for %s, but the environment has no %s".formatted(key, missing));
  }

  /** Writes its values, in the order of the axes. */
  void write(Observation seen, Appeal appeal, double[] to, int start) {
    switch (this) {
      case STATE -> to[start] = seen.state();
      case USER -> System.arraycopy(seen.user(), 0, to, start, seen.user().length);
      case NO_CLICK_WEIGHT -> to[start] = appeal.noClickWeight(seen);
      default -> writeCandidates(seen, appeal, to, start);
    }
  }

  private void writeCandidates(Observation seen, Appeal appeal, double[] to, int start) {
    int at = start;
    for (int d = 0; d < seen.candidates().size(); d++) {
      Document document = seen.candidates().get(d);
      if (this == DOCUMENTS) {
        System.arraycopy(document.features(), 0, to, at, document.features().length);
        at += document.features().length;
      } else {
        to[at++] = this == TOPICS ? document.topic() : appeal.weight(seen, d);
      }
    }
  }
}
