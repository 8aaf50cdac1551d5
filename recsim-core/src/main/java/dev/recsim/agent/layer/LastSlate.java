package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Subtracts a cost from the agent's reward when a slate shows other documents than the previous
 * one, or the same documents in another order. The features of the documents on the previous slate
 * follow the user's own features, so that the agent can predict the cost. They are 0 at first.
 */
final class LastSlate implements Perception {
  private final Space environment;
  private final double switchingCost;
  private final DocumentView view;

  LastSlate(Space environment, double switchingCost) {
    this.environment = environment;
    this.switchingCost = switchingCost;
    this.view = new DocumentView(environment);
  }

  @Override
  public Space space(Space same) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < environment.slateSize(); i++) {
      for (String feature : view.names()) {
        names.add(feature + "_shown_last_at_" + i);
      }
    }
    return environment.withUserFeatures(names);
  }

  @Override
  public Observation first(Observation seen) {
    return seen.withUser(
        Arrays.copyOf(seen.user(), features() + view.size() * environment.slateSize()));
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    double[] user = first(step.next()).user();
    for (int i = 0; i < slate.size(); i++) {
      view.write(before, slate.document(i), user, features() + i * view.size());
    }
    return new Remembering(step.next().withUser(user), SlateDocuments.of(before, slate));
  }

  @Override
  public double reward(Observation before, Slate slate, Step step) {
    Object shown = Remembering.of(before);
    boolean switched = shown != null && !shown.equals(SlateDocuments.of(before, slate));
    return switched ? step.reward() - switchingCost : step.reward();
  }

  private int features() {
    return environment.userFeatures().size();
  }
}
