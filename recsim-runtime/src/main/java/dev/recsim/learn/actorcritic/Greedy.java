package dev.recsim.learn.actorcritic;

import dev.recsim.api.Batch;
import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Rows;
import java.util.OptionalDouble;

/** Shows the best candidates. If users have only a state, slates are cached by state. */
final class Greedy implements DeterministicPolicy {
  private final Choice choice;
  private final Horizon horizon;
  private final Rows asked = new Rows();

  /** Cached slate of each state; empty if users have more than a state. */
  private final Slate[] known;

  /** The states with a cached slate come first. */
  private final int[] states;

  private int count;

  Greedy(
      ActorCriticOptions options,
      Horizon horizon,
      Space space,
      Networks networks,
      boolean indexed) {
    choice = new Choice(options, space, networks, options.topK(), 0, indexed);
    this.horizon = horizon;
    known = new Slate[space.tabular() ? space.states() : 0];
    states = new int[known.length];
  }

  /** Clears cached values; call it after the networks have changed. */
  void forget() {
    for (int i = 0; i < count; i++) {
      known[states[i]] = null;
    }
    count = 0;
    choice.forget();
  }

  @Override
  public Slate choose(Observation observation) {
    if (known.length > 0 && known[observation.state()] != null) {
      return known[observation.state()];
    }
    ask(observation);
    answer();
    return choice.slate(0);
  }

  private void ask(Observation observation) {
    asked.clear(1);
    asked.add(observation.state(), observation);
  }

  @Override
  public OptionalDouble value(Observation observation) {
    ask(observation);
    choice.choose(asked, null);
    return OptionalDouble.of(horizon.unit() * choice.value(0));
  }

  private void answer() {
    choice.choose(asked, null);
    for (int row = 0; known.length > 0 && row < asked.size(); row++) {
      states[count++] = (int) asked.key(row);
      known[states[count - 1]] = choice.slate(row);
    }
  }

  @Override
  public void recommend(Batch batch) {
    asked.clear(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Observation observation = batch.observation(i);
      if (known.length == 0) {
        asked.add(i, observation);
      } else if (known[observation.state()] == null) {
        asked.add(observation.state(), observation);
      }
    }
    answer();
    for (int i = 0; i < batch.size(); i++) {
      Slate slate = known.length == 0 ? choice.slate(i) : known[batch.observation(i).state()];
      batch.recommend(i, slate);
    }
  }
}
