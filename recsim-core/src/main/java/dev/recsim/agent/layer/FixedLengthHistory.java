package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the last steps of the session to the user's features (RecSim's {@code
 * FixedLengthHistoryLayer}). They follow the user's own features, most recent first. Entries before
 * the start of the session are 0. Each entry has:
 *
 * <ul>
 *   <li>1 if there was such a step;
 *   <li>the observed features of the user, and the user's state one-hot if there are several
 *       states;
 *   <li>for each position, whether it was clicked, and its signals, in the response that led to
 *       this step;
 *   <li>for each position, the features of the document that was shown before this step.
 * </ul>
 */
final class FixedLengthHistory implements Perception {
  private final Space environment;
  private final FixedLengthHistoryProvider.Options options;
  private final DocumentView view;
  private final int entry;

  FixedLengthHistory(Space environment, FixedLengthHistoryProvider.Options options) {
    this.environment = environment;
    this.options = options;
    this.view = new DocumentView(environment);
    this.entry = Math.toIntExact(Math.min(Integer.MAX_VALUE, entry()));
  }

  /** Returns the number of features that the history adds. */
  long size() {
    return (long) entry * options.historyLength();
  }

  private long entry() {
    long slate = environment.slateSize();
    return 1
        + (options.rememberUser() ? environment.userFeatures().size() + states() : 0)
        + (options.rememberResponse() ? slate * (1 + environment.signals().size()) : 0)
        + (options.rememberDocument() ? slate * view.size() : 0);
  }

  /** Returns the number of features for the state; 0 if there is only one state. */
  private int states() {
    return environment.states() == 1 ? 0 : environment.states();
  }

  @Override
  public Space space(Space same) {
    List<String> names = new ArrayList<>();
    for (int age = 0; age < options.historyLength(); age++) {
      String suffix = "_" + age + "_ago";
      entryNames().forEach(name -> names.add(name + suffix));
    }
    return environment.withUserFeatures(names);
  }

  private List<String> entryNames() {
    List<String> names = new ArrayList<>(List.of("present"));
    if (options.rememberUser()) {
      names.addAll(environment.userFeatures());
      for (int s = 0; s < states(); s++) {
        names.add("state_" + s);
      }
    }
    for (int i = 0; options.rememberResponse() && i < environment.slateSize(); i++) {
      names.add("click_at_" + i);
      for (String signal : environment.signals()) {
        names.add(signal + "_at_" + i);
      }
    }
    for (int i = 0; options.rememberDocument() && i < environment.slateSize(); i++) {
      for (String feature : view.names()) {
        names.add(feature + "_at_" + i);
      }
    }
    return names;
  }

  @Override
  public Observation first(Observation seen) {
    return remember(seen, new double[Math.toIntExact(size())]);
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    int features = environment.userFeatures().size();
    double[] history = new double[before.user().length - features];
    System.arraycopy(before.user(), features, history, entry, history.length - entry);
    int at = 1 + (options.rememberUser() ? features + states() : 0);
    if (options.rememberResponse()) {
      writeResponse(slate, step.response(), history, at);
      at += environment.slateSize() * (1 + environment.signals().size());
    }
    if (options.rememberDocument()) {
      for (int i = 0; i < slate.size(); i++) {
        view.write(before, slate.document(i), history, at + i * view.size());
      }
    }
    return remember(step.next(), history);
  }

  private void writeResponse(Slate slate, Response response, double[] history, int at) {
    int signals = environment.signals().size();
    for (int i = 0; i < slate.size(); i++) {
      int position = at + i * (1 + signals);
      history[position] = response.isClicked(i) ? 1 : 0;
      for (int s = 0; s < signals; s++) {
        history[position + 1 + s] = response.signal(i, s);
      }
    }
  }

  /** Returns the observation with the history, whose latest entry is the observation itself. */
  private Observation remember(Observation seen, double[] history) {
    int features = environment.userFeatures().size();
    history[0] = 1;
    if (options.rememberUser()) {
      System.arraycopy(seen.user(), 0, history, 1, features);
      if (states() > 0) {
        history[1 + features + seen.state()] = 1;
      }
    }
    double[] user = new double[features + history.length];
    System.arraycopy(seen.user(), 0, user, 0, features);
    System.arraycopy(history, 0, user, features, history.length);
    return seen.withUser(user);
  }
}
