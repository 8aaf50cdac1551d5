package dev.recsim.ope.evaluation;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.logs.LoggedSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A policy of an agent. The states of the log are those of the environment, and its documents are
 * the environment's, by index, or the candidates of the log.
 */
public final class PolicyTarget implements Target {
  private static final long serialVersionUID = 1;
  private static final int NO_TOPIC = -1;

  private final String name;
  private final transient Policy policy;
  private final transient Space space;

  private record Candidate(long id, double[] features, int topic) implements Document {}

  public PolicyTarget(String name, Policy policy, Space space) {
    this.name = name;
    this.policy = policy;
    this.space = space;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double probability(LoggedSession session, int step) {
    return policy.probability(seen(session, step), slate(session, step)).orElse(Double.NaN);
  }

  @Override
  public double probability(LoggedSession session, int step, int position) {
    return policy
        .probability(seen(session, step), slate(session, step), position)
        .orElse(Double.NaN);
  }

  @Override
  public boolean knowsDistribution() {
    return space.tabular()
        && policy.probabilities(new Observation(0), space.documents()).isPresent();
  }

  @Override
  public void distribution(LoggedSession session, int step, Distribution into) {
    Observation seen = seen(session, step);
    int count = seen.documents(space);
    double[] row = policy.probabilities(seen, count).orElseThrow();
    for (int i = 0; i < count; i++) {
      into.document(seen.candidates().isEmpty() ? i : seen.candidates().get(i).id(), row[i]);
    }
  }

  /**
   * The same policy for the states of a log, without its agent; empty unless slates have one
   * document and the policy depends only on the state.
   */
  public Optional<Target> table(Survey survey) {
    if (!knowsDistribution() || survey.positions() > 1 || survey.candidates()) {
      return Optional.empty();
    }
    HashMap<Long, double[]> rows = new HashMap<>();
    for (long state : survey.states()) {
      Observation seen = new Observation((int) state);
      rows.put(state, policy.probabilities(seen, space.documents()).orElseThrow());
    }
    return Optional.of(new Table(name, rows));
  }

  private Observation seen(LoggedSession session, int step) {
    return seen(session, step, space);
  }

  static Observation seen(LoggedSession session, int step, Space space) {
    List<Document> candidates = new ArrayList<>();
    for (int i = 0; i < session.candidates(step); i++) {
      candidates.add(
          new Candidate(
              session.candidate(step, i),
              session.features(step, i),
              space.topics() == 0 ? NO_TOPIC : session.topic(step, i)));
    }
    double[] user = new double[space.userFeatures().size()];
    for (int f = 0; f < user.length; f++) {
      user[f] = session.user(step, f);
    }
    return new Observation((int) session.state(step), user, candidates);
  }

  static Slate slate(LoggedSession session, int step) {
    int[] documents = new int[session.size(step)];
    for (int p = 0; p < documents.length; p++) {
      documents[p] =
          session.candidates(step) > 0 ? session.index(step, p) : (int) session.document(step, p);
    }
    return Slate.of(documents);
  }

  /**
   * What a log has that the environment does not, in words; empty if everything fits.
   *
   * @param space of the environment in which the policy acts
   */
  public static Optional<String> mismatch(Survey survey, Space space) {
    if (survey.userFeatures() != space.userFeatures().size()) {
      return Optional.of(
          "the log has %s user features, the environment %s; name them in logs.columns.user"
              .formatted(survey.userFeatures(), space.userFeatures().size()));
    }
    if (survey.positions() > space.slateSize()) {
      return Optional.of(
          "slates of the log have up to %s documents, those of the environment %s"
              .formatted(survey.positions(), space.slateSize()));
    }
    if (!space.documentFeatures().isEmpty() && !survey.candidates()) {
      return Optional.of(
          "the environment's documents have features, but the log has no candidates; take a session"
              + " log of recsim, or name the catalogue of a served log in logs.catalogue");
    }
    Optional<String> incomplete = incomplete(survey, space);
    if (incomplete.isPresent()) {
      return incomplete;
    }
    for (long state : survey.states()) {
      if (state < 0 || state >= space.states()) {
        return Optional.of(
            "the log has the state %s, but those of the environment are 0 to %s"
                .formatted(survey.stateText(state), space.states() - 1));
      }
    }
    for (long document : survey.documents()) {
      if (!survey.candidates() && (document < 0 || document >= space.documents())) {
        return Optional.of(
            "the log has the document %s, but those of the environment are 0 to %s"
                .formatted(survey.documentText(document), space.documents() - 1));
      }
    }
    return Optional.empty();
  }

  /** What the candidates of a log lack. */
  private static Optional<String> incomplete(Survey survey, Space space) {
    int features = space.documentFeatures().size();
    if (survey.fewestFeatures() < features) {
      return Optional.of(
          "candidates of the log have %s features, documents of the environment %s; name the file of the catalogue in logs.catalogue"
              .formatted(survey.fewestFeatures(), features));
    }
    return space.topics() > 0 && survey.candidates() && !survey.topics()
        ? Optional.of(
            "candidates of the log have no topic, documents of the environment have; name the file of the catalogue in logs.catalogue")
        : Optional.empty();
  }
}
