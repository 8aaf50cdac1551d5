package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.compose.AcceptanceTable;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Users who click as in a {@link ClickModel}. All users are alike, and each slate is independent of
 * the others; the reward is the number of clicks. A user leaves after each slate with the same
 * probability.
 */
public final class ClickEnvironment implements AcceptanceTable {
  private static final Observation ONLY = new Observation(0);

  private final ClickModel clicks;
  private final Space space;
  private final double leave;
  private final int maxSessionLength;

  public ClickEnvironment(
      ClickModel clicks, int documents, int slateSize, double leave, int maxSessionLength) {
    this.clicks = clicks;
    this.leave = leave;
    this.maxSessionLength = maxSessionLength;
    space = new Space(documents, slateSize, 1);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public String rewardUnit() {
    return "clicks";
  }

  @Override
  public Optional<FiniteMdp> model() {
    return space.slateSize() == 1 ? Optional.of(new Model()) : Optional.empty();
  }

  /** One row: attractiveness does not depend on the user. */
  @Override
  public Optional<double[][]> acceptances() {
    double[] attractive = clicks.attractive();
    return attractive.length == 0
        ? Optional.empty()
        : Optional.of(new double[][] {attractive.clone()});
  }

  @Override
  public Environment withAcceptances(double[][] acceptances) {
    return new ClickEnvironment(
        clicks.withAttractive(acceptances[0]),
        space.documents(),
        space.slateSize(),
        leave,
        maxSessionLength);
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key.child("steps"));
  }

  private static int[] documents(Slate slate) {
    return IntStream.range(0, slate.size()).map(slate::document).toArray();
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private int length;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key;
    }

    @Override
    public Observation start() {
      return ONLY;
    }

    @Override
    public Step recommend(Slate slate) {
      if (over) {
        throw new IllegalStateException("the session is over; open another");
      }
      RandomKey step = key.child(length++);
      boolean[] drawn =
          clicks.draw(documents(SlateCheck.checked(slate, space)), step.child("clicks"));
      int[] clicked = IntStream.range(0, drawn.length).filter(k -> drawn[k]).toArray();
      boolean leaves = step.uniform(0) < leave;
      boolean cut = length == maxSessionLength;
      Status status = leaves ? Status.ENDED : cut ? Status.CUT_OFF : Status.CONTINUES;
      over = status != Status.CONTINUES;
      return new Step(Response.of(clicked, new double[0], 0), clicked.length, ONLY, status);
    }

    @Override
    public double[] clickProbabilities(Slate slate) {
      int[] shown = documents(slate);
      double[] probabilities = Arrays.copyOf(clicks.clickProbabilities(shown), shown.length + 1);
      probabilities[shown.length] = clicks.clickCounts(shown)[0];
      return probabilities;
    }
  }

  private final class Model implements FiniteMdp {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public int actions() {
      return space.documents();
    }

    @Override
    public double start(int state) {
      return 1;
    }

    @Override
    public double reward(int state, int action) {
      return clicks.clickProbabilities(new int[] {action})[0];
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      probabilities[0] = 1 - leave;
    }

    @Override
    public int maxSessionLength() {
      return maxSessionLength;
    }
  }
}
