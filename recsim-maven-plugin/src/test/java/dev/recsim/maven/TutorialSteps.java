package dev.recsim.maven;

import java.util.List;

/** The commands of the tutorial, in its order: {@link InitIT} runs them all. */
final class TutorialSteps {
  static final String INIT = "mvn dev.recsim:recsim-maven-plugin:init";
  static final String VERIFY = "mvn verify";
  static final String SCHEMA = "mvn recsim:schema";
  static final String RUN = "mvn compile recsim:run";
  static final String BASELINE = "mvn compile recsim:run recsim:baseline";

  static final List<String> ALL = List.of(INIT, VERIFY, SCHEMA, RUN, BASELINE);

  private TutorialSteps() {}

  /** The arguments of Maven. */
  static String[] arguments(String step) {
    return step.substring("mvn ".length()).split(" ");
  }
}
