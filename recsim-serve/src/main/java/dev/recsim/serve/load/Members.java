package dev.recsim.serve.load;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.explore.Drawn;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.explore.Explorer;
import dev.recsim.serve.explore.Explorers;
import dev.recsim.serve.explore.Remembered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The policies of the members of a promoted policy, for one thread at a time. */
public final class Members {
  private final LoadedPolicy loaded;
  private int capacity;
  private List<Policy> policies = List.of();
  private List<Remembered> remembered = List.of();
  private final Map<Exploration, Explorer> explorers = new HashMap<>();
  private Explorer greedy;

  Members(LoadedPolicy loaded) {
    this.loaded = loaded;
  }

  private void prepare(int documents) {
    List<Policy> all = new ArrayList<>();
    for (int m = 0; m < loaded.members(); m++) {
      all.add(loaded.source().policy(m, documents));
    }
    capacity = documents;
    policies = all;
    remembered = all.stream().map(Remembered::new).toList();
    greedy = Explorers.around(remembered, null, space());
    explorers.clear();
  }

  private Space space() {
    return loaded.schema().space();
  }

  /** Makes other policies if these do not take as many candidates as an observation has. */
  private void fit(Observation observation) {
    int documents = observation.documents(space());
    boolean exactly = loaded.schema().kind() == Schema.Kind.CATALOGUE;
    if (exactly && documents != capacity) {
      prepare(documents);
    } else if (documents > capacity) {
      int training = space().documents();
      prepare(documents <= training ? training : Math.max(documents, 2 * capacity));
    }
  }

  private Explorer explorer(Exploration exploration) {
    if (exploration == null) {
      return greedy;
    }
    return explorers.computeIfAbsent(exploration, it -> Explorers.around(remembered, it, space()));
  }

  /**
   * {@return a slate}
   *
   * @param observation must not change
   * @param exploration null for none
   * @param key randomness of the decision
   */
  public Drawn draw(Observation observation, Exploration exploration, RandomKey key) {
    fit(observation);
    return explorer(exploration).draw(observation, key);
  }

  /**
   * {@return a slate that is interleaved with that of another policy}
   *
   * @param other the other policy
   * @param observation must not change
   * @param key randomness of the decision
   */
  public Drawn interleave(Members other, Observation observation, RandomKey key) {
    fit(observation);
    other.fit(observation);
    return Explorers.interleaved(remembered, other.remembered).draw(observation, key);
  }

  /**
   * Chooses slates as in an experiment.
   *
   * @param batch the sessions; receives the slates
   */
  public void judge(Policy.Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      fit(batch.observation(i));
    }
    if (policies.size() == 1) {
      policies.get(0).recommend(batch);
    } else {
      greedy.recommend(batch);
    }
  }
}
