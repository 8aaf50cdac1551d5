package dev.recsim.survival;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;

/**
 * An environment of two documents and three steps a session. The first document is worth 1; the
 * second one, at the last step of about every twentieth session, what the options say.
 */
public final class OddEnvironment implements EnvironmentProvider<OddEnvironment.Options> {

  /** What the second document is worth now and then. */
  public enum Reward {
    NAN(Double.NaN),
    INFINITE(Double.NEGATIVE_INFINITY),
    ONE(1);

    private final double value;

    Reward(double value) {
      this.value = value;
    }
  }

  /** What the second document is worth now and then. */
  public record Options(Reward reward) {}

  @Override
  public String name() {
    return "odd_world";
  }

  @Override
  public Options defaults() {
    return new Options(Reward.NAN);
  }

  @Override
  public Environment create(Options options, Path folder) {
    return new Environment() {
      @Override
      public Space space() {
        return new Space(2, 1, 1);
      }

      @Override
      public Session open(RandomKey key) {
        return new UserSession(key, options.reward().value);
      }
    };
  }

  private static final class UserSession implements Session {
    private static final int LAST = 2;

    private final RandomKey key;
    private final double odd;
    private int step;

    UserSession(RandomKey key, double odd) {
      this.key = key;
      this.odd = odd;
    }

    @Override
    public Observation start() {
      return new Observation(0);
    }

    @Override
    public Step recommend(Slate slate) {
      boolean last = step++ == LAST;
      boolean isOdd = last && slate.document(0) == 1 && key.below(0, 20) == 0;
      return new Step(
          Response.FIRST,
          isOdd ? odd : 1,
          new Observation(0),
          last ? Status.CUT_OFF : Status.CONTINUES);
    }
  }
}
