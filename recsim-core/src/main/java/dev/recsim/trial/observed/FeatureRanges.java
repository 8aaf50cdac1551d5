package dev.recsim.trial.observed;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Decision;
import dev.recsim.trial.Loop;
import dev.recsim.trial.StepLog;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest and largest value, and the mean, of each feature of users and documents in sessions
 * that are played with it as their log. Users count once for each decision; documents too, but
 * lists of candidates that stay the same count once in a row.
 */
public final class FeatureRanges implements StepLog {
  private final List<Range> users;
  private final List<Range> documents;
  private List<Document> last = List.of();

  /** Ranges of the features of a space, before any session. */
  public FeatureRanges(Space space) {
    users = ranges(space.userFeatures());
    documents = ranges(space.documentFeatures());
  }

  /**
   * Plays the first training sessions of a trial twice: with uniformly drawn slates, as a training
   * starts, and with the greedy policy of an agent, as it ends.
   *
   * @param training key of the training sessions
   * @param sessions number of sessions
   */
  public void play(Environment environment, Agent agent, RandomKey training, int sessions) {
    RandomKey decisions = training.child("ranges");
    Policy uniform = Policy.uniform(environment.space());
    loop(environment, Perception.NONE, training, decisions).play(uniform, sessions);
    loop(environment, agent.perception(), training, decisions).play(agent.greedy(), sessions);
  }

  private Loop loop(
      Environment environment, Perception perception, RandomKey training, RandomKey decisions) {
    return new Loop(environment, perception, training, decisions, "training", this);
  }

  private static List<Range> ranges(List<String> names) {
    return names.stream().map(Range::new).toList();
  }

  @Override
  public boolean wantsDetails(int session) {
    return false;
  }

  @Override
  public void step(Decision decision) {
    add(decision.seen());
  }

  private void add(Observation seen) {
    for (int i = 0; i < users.size(); i++) {
      users.get(i).add(seen.user()[i]);
    }
    if (seen.candidates() != last) {
      last = seen.candidates();
      for (Document document : last) {
        for (int i = 0; i < documents.size(); i++) {
          documents.get(i).add(document.features()[i]);
        }
      }
    }
  }

  /** Ranges of the features of users, in the order of the space. */
  public List<Range> users() {
    return new ArrayList<>(users);
  }

  /** Ranges of the features of documents, in the order of the space. */
  public List<Range> documents() {
    return new ArrayList<>(documents);
  }

  /** The range of a feature; all values are 0 if it was not seen. */
  public static final class Range {
    private final String name;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;

    Range(String name) {
      this.name = name;
    }

    private void add(double value) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      count++;
    }

    /** Name of the feature. */
    public String name() {
      return name;
    }

    /** The smallest value. */
    public double min() {
      return count == 0 ? 0 : min;
    }

    /** The largest value. */
    public double max() {
      return count == 0 ? 0 : max;
    }

    /** The mean of all values. */
    public double mean() {
      return count == 0 ? 0 : sum / count;
    }
  }
}
