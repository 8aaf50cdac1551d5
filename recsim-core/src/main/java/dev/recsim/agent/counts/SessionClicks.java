package dev.recsim.agent.counts;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds the last clicks of the session to the user's features, latest first: the number of the
 * clicked document plus 1, or 0 if there were fewer clicks. Of one slate, the last position is the
 * latest.
 */
final class SessionClicks implements Perception {
  private final NumberedDocuments documents;
  private final int features;
  private final int length;

  /**
   * @param environment space without the clicks
   * @param length number of clicks
   */
  SessionClicks(Space environment, int length) {
    this.documents = new NumberedDocuments(environment.documents());
    this.features = environment.userFeatures().size();
    this.length = length;
  }

  @Override
  public Space space(Space environment) {
    List<String> names = IntStream.range(0, length).mapToObj(i -> "click_" + i + "_ago").toList();
    return environment.withUserFeatures(names);
  }

  @Override
  public Observation first(Observation seen) {
    return seen.withUser(Arrays.copyOf(seen.user(), features + length));
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    double[] user = Arrays.copyOf(step.next().user(), features + length);
    Response response = step.response();
    int size = Math.min(length, response.clicks());
    for (int i = 0; i < size; i++) {
      int position = response.click(response.clicks() - 1 - i);
      user[features + i] = 1 + documents.known(before, slate.document(position));
    }
    System.arraycopy(before.user(), features, user, features + size, length - size);
    return step.next().withUser(user);
  }

  /**
   * Returns the numbers of the documents that were clicked last, latest first.
   *
   * @throws IllegalArgumentException if the observation has no clicks, or not of these documents
   */
  int[] clicked(Observation perceived) {
    double[] user = perceived.user();
    if (user.length != features + length) {
      throw new IllegalArgumentException(
          ("the agent remembers the clicks of the session, and needs observations that its"
                  + " perception has converted, with %s features of the user, not %s; load it with"
                  + " SavedPolicy.loadAgent(path), and pass it agent.perception()'s observations")
              .formatted(features + length, user.length));
    }
    int[] clicked = new int[length];
    int size = 0;
    for (int i = 0; i < length && user[features + i] != 0; i++) {
      clicked[size++] = number(i, user[features + i]);
    }
    return Arrays.copyOf(clicked, size);
  }

  private int number(int ago, double value) {
    if (!(value >= 1 && value <= documents.count() && value == Math.rint(value))) {
      throw new IllegalArgumentException(
          "click_%s_ago must be the number of a document plus 1, up to %s, or 0, but is %s"
              .formatted(ago, documents.count(), value));
    }
    return (int) value - 1;
  }
}
