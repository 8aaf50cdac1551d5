package dev.recsim.served;

import java.util.List;
import java.util.Optional;

/**
 * A slate that was served.
 *
 * @param id of the decision, 32 hexadecimal digits
 * @param unit who it was served to
 * @param seen what the policy could see
 * @param shown what was decided
 * @param key of the decision, from which its draws come
 */
public record DecisionRecord(String id, Unit unit, Seen seen, Shown shown, long key) {

  /**
   * Who a slate was served to.
   *
   * @param id of a user or session; as the application names it
   * @param session of the application; empty if it has none
   * @param arm of the unit; empty without arms
   * @param bucket of the unit, from 0 to below 1; NaN without arms
   */
  public record Unit(String id, String session, String arm, double bucket) {
    /** Takes missing texts as empty. */
    public Unit {
      session = text(session);
      arm = text(arm);
    }
  }

  /**
   * What the policy could see.
   *
   * @param state of the user, a number or a label; empty without states
   * @param user features of the user, in the order of {@link EventRecord.Start#userFeatures}
   * @param candidates documents that could be shown; empty if these are the whole catalogue
   * @param catalogue digest of that catalogue; empty if candidates are listed, or it is not known
   */
  public record Seen(String state, double[] user, List<Candidate> candidates, String catalogue) {
    /** Takes what is missing as empty. */
    public Seen {
      state = text(state);
      catalogue = text(catalogue);
    }

    /** Without a known catalogue. */
    public Seen(String state, double[] user, List<Candidate> candidates) {
      this(state, user, candidates, null);
    }

    /** Whether the whole catalogue could be shown. */
    public boolean isWhole() {
      return candidates.isEmpty();
    }
  }

  /**
   * What was decided.
   *
   * @param policy name of the policy that decided
   * @param member of an ensemble that decided, from 0
   * @param slate ids of the documents shown, first position first
   * @param propensities probability of the document at each position, given those above it; empty
   *     if they are not known, as for a fallback
   * @param teams the policy that each position is credited to, in an interleaved slate; else empty
   * @param fallback why a fallback slate was served; empty if a policy decided
   */
  public record Shown(
      String policy,
      int member,
      List<String> slate,
      double[] propensities,
      List<String> teams,
      String fallback) {
    /** Takes what is missing as empty. */
    public Shown {
      propensities = propensities == null ? new double[0] : propensities;
      fallback = text(fallback);
    }
  }

  private static String text(String given) {
    return given == null ? "" : given;
  }

  /**
   * A document that could be shown.
   *
   * @param topic -1 if it has none
   * @param features in the order of {@link EventRecord.Start#documentFeatures}; empty if they are
   *     those of the catalogue
   */
  public record Candidate(String id, int topic, Optional<double[]> features) {
    /** A document whose features are in the catalogue. */
    public static Candidate of(String id) {
      return new Candidate(id, -1, Optional.empty());
    }
  }
}
