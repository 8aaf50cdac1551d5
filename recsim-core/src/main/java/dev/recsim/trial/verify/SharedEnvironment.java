package dev.recsim.trial.verify;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.random.RandomKey;
import java.util.function.Supplier;

/**
 * An environment that trials share, which may run at the same time. An agent that writes to the
 * features of its documents changes what other agents see. Each trial therefore compares the
 * features with those before the first trial. If they have changed, it runs in an environment of
 * its own, which shows whether its agent is to blame.
 *
 * @param environment the environment with its metrics
 * @param originals features before the first trial
 * @param again creates the environment again, with other arrays; null if one trial has it alone
 */
public record SharedEnvironment(
    Environment environment, Originals originals, Supplier<Environment> again) {

  /** The features of an environment before its first trial. Thread-safe. */
  public static final class Originals {
    /** Number of features, 2 MB; those of further documents are not compared. */
    private static final int MOST = 250_000;

    private Features features;

    /** Stays: a second write may restore what the first one changed. */
    private boolean changed;

    /** Copies the features of the documents of a session, if that did not happen before. */
    synchronized void look(Environment environment) {
      if (features == null) {
        features = new Features();
        try {
          Observation start = environment.open(RandomKey.root(0).child("features")).start();
          features.look(start, 0, MOST / (environment.space().documentFeatures().size() + 1));
        } catch (RuntimeException e) {
          // The sessions of the trial meet the same problem and report it.
          features.forget();
        }
      }
    }

    synchronized boolean haveChanged() {
      changed |= features.haveChanged();
      return changed;
    }

    synchronized void change() {
      changed = true;
    }
  }

  /** The environment created again, for one trial. */
  public SharedEnvironment own() {
    return new SharedEnvironment(again.get(), new Originals(), null);
  }

  /** Whether a single trial has the environment. */
  public boolean isOwn() {
    return again == null;
  }

  /** Tells all trials that an agent has changed features. */
  public void change() {
    originals.change();
  }

  /** Whether an agent has changed features of the environment since the first call. */
  public boolean hasChanged() {
    originals.look(environment);
    return originals.haveChanged();
  }
}
