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
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ResponseWorld;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The users of a {@link ResponseModel}, with the posterior means, or of several kinds. The state is
 * the document at which a user is; slates have one document. The kind of a user is hidden, so only
 * users who are all alike are finite.
 */
public final class ResponseEnvironment implements Redrawn, AcceptanceTable {
  /** Random draws of a step, each at its own index, so that all agents get the same. */
  private static final int DRAWS = 3;

  private final ResponseKinds users;
  private final Optional<FiniteMdp> model;
  private final Space space;
  private final double[][] start;
  private final double[][] move;

  /** Users who are all alike. */
  public ResponseEnvironment(ResponseModel model) {
    this(ResponseKinds.of(model), Optional.of(model));
  }

  /** Users of several kinds. */
  public ResponseEnvironment(ResponseKinds users) {
    this(users, Optional.empty());
  }

  private ResponseEnvironment(ResponseKinds users, Optional<FiniteMdp> model) {
    int n = users.kinds().get(0).states();
    this.users = users;
    this.model = model;
    space = new Space(n, 1, n);
    start = new double[users.size()][n];
    move = new double[users.size()][n];
    for (int k = 0; k < start.length; k++) {
      for (int i = 0; i < n; i++) {
        start[k][i] = users.kinds().get(k).start(i);
        move[k][i] = users.kinds().get(k).move(i);
      }
    }
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public String rewardUnit() {
    return "accepted documents";
  }

  @Override
  public Optional<FiniteMdp> model() {
    return model;
  }

  @Override
  public Environment redrawn(int index) {
    if (model.orElse(null) instanceof ResponseModel fitted) {
      return alike(fitted.draw(index).stored());
    }
    throw new IllegalStateException("only a fitted model of users who are all alike has draws");
  }

  private static ResponseEnvironment alike(ResponseWorld world) {
    return new ResponseEnvironment(ResponseKinds.of(world), Optional.of(world));
  }

  /** A row for each document of each kind. */
  @Override
  public Optional<double[][]> acceptances() {
    return Optional.of(
        users.kinds().stream()
            .flatMap(it -> Arrays.stream(it.acceptances()))
            .toArray(double[][]::new));
  }

  @Override
  public Environment withAcceptances(double[][] acceptances) {
    int n = space.documents();
    List<ResponseWorld> kinds = new ArrayList<>();
    for (int k = 0; k < users.size(); k++) {
      double[][] own = Arrays.copyOfRange(acceptances, k * n, (k + 1) * n);
      kinds.add(users.kinds().get(k).with(own));
    }
    return kinds.size() == 1
        ? alike(kinds.get(0))
        : new ResponseEnvironment(new ResponseKinds(users.shares(), kinds));
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key);
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private final int kind;
    private final ResponseWorld responses;
    private int current;
    private int length;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key.child("steps");
      kind = start.length == 1 ? 0 : Draw.of(users.shares(), key.child("kind").uniform(0));
      responses = users.kinds().get(kind);
      current = Draw.of(start[kind], key.uniform(0));
    }

    @Override
    public Observation start() {
      return new Observation(current);
    }

    @Override
    public Step recommend(Slate slate) {
      if (over) {
        throw new IllegalStateException("the session is over; open another");
      }
      if (slate.size() != 1) {
        throw new IllegalArgumentException("expected a slate of one document, not " + slate);
      }
      long draw = (long) DRAWS * length++;
      int shown = slate.document(0);
      boolean accepted = key.uniform(draw) < responses.accept(current, shown);
      boolean leaves = key.uniform(draw + 1) < responses.leave(accepted);
      current = accepted ? shown : Draw.of(move[kind], key.uniform(draw + 2));
      boolean cut = length == responses.maxSessionLength();
      Status status = leaves ? Status.ENDED : cut ? Status.CUT_OFF : Status.CONTINUES;
      over = status != Status.CONTINUES;
      return new Step(
          accepted ? Response.FIRST : Response.NONE,
          accepted ? 1 : 0,
          new Observation(current),
          status);
    }

    @Override
    public double[] clickProbabilities(Slate slate) {
      double accept = responses.accept(current, slate.document(0));
      return new double[] {accept, 1 - accept};
    }
  }
}
