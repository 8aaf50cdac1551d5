package dev.recsim.served;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that concerns later decisions. */
public sealed interface EventRecord {

  /**
   * What serves from here on: the first record of a log, and of each of its files.
   *
   * @param version of recsim
   * @param policies that can decide
   * @param userFeatures names of the user's features in decisions
   * @param documentFeatures names of the candidates' features in decisions
   * @param arms as in {@link Arms}; empty without arms
   * @param catalogue of decisions that list no candidates; empty if there is none
   */
  record Start(
      String version,
      List<ServedPolicy> policies,
      List<String> userFeatures,
      List<String> documentFeatures,
      Map<String, Object> arms,
      Optional<CatalogueMark> catalogue)
      implements EventRecord {
    /** Without a catalogue. */
    public Start(
        String version,
        List<ServedPolicy> policies,
        List<String> userFeatures,
        List<String> documentFeatures,
        Map<String, Object> arms) {
      this(version, policies, userFeatures, documentFeatures, arms, Optional.empty());
    }

    /** The same with other arms. */
    public Start with(Arms other) {
      return new Start(version, policies, userFeatures, documentFeatures, other.arms(), catalogue);
    }
  }

  /**
   * Arms of later decisions.
   *
   * @param arms what JSON can hold: salt, and shares, policies and explorations by arm
   */
  record Arms(Map<String, Object> arms) implements EventRecord {}

  /** The server ends in order. */
  record Stop() implements EventRecord {}

  /**
   * A policy of the server.
   *
   * @param name in decisions
   * @param experiment that it was promoted from; null for built-in policies
   * @param agent of the experiment; null for built-in policies
   * @param commit of the experiment; null if it is not known
   * @param digest SHA-256 of its manifest; null for built-in policies
   */
  record ServedPolicy(String name, String experiment, String agent, String commit, String digest) {}
}
