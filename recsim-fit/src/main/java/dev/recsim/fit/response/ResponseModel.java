package dev.recsim.fit.response;

import dev.recsim.api.FiniteMdp;
import dev.recsim.fit.chain.Dirichlet;
import dev.recsim.fit.gap.WithoutPrior;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * Responses to recommendations as a transition matrix, with what the data leave open. Posteriors:
 *
 * <ul>
 *   <li>acceptance of each cell: Beta(a + k, b + n - k) for k acceptances in n rows, a and b from
 *       {@link BetaPrior}
 *   <li>first document, and document after a refusal: Dirichlet(1 + counts)
 *   <li>leaving after accepting, and after refusing: Beta(1 + left, 1 + stayed)
 * </ul>
 *
 * <p>As a {@link ResponseWorld} it has the posterior means.
 */
public final class ResponseModel extends ResponseWorld implements WithoutPrior {
  /** Number of draws by which trust is measured. */
  public static final int DRAWS = 100;

  private static final RandomKey KEY = RandomKey.root(0).child("posterior");

  private final ResponseCounts counts;
  private final BetaPrior prior;
  private final long acceptances;
  private final long refusals;

  /**
   * @param counts of the log
   * @param maxSessionLength number of steps after which a session is cut off
   */
  public ResponseModel(ResponseCounts counts, int maxSessionLength) {
    super(
        shares(counts.start()),
        shares(counts.moved()),
        counts.leave(true),
        counts.leave(false),
        maxSessionLength);
    this.counts = counts;
    prior = counts.prior();
    acceptances = counts.acceptances();
    refusals = counts.steps() - acceptances;
  }

  private static double[] shares(long[] counted) {
    double sum = counted.length;
    for (long count : counted) {
      sum += count;
    }
    double[] shares = new double[counted.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (counted[i] + 1) / sum;
    }
    return shares;
  }

  public ResponseCounts counts() {
    return counts;
  }

  @Override
  public double accept(int document, int shown) {
    double all = prior.a() + prior.b() + counts.shown()[document][shown];
    return (prior.a() + counts.accepted()[document][shown]) / all;
  }

  /** The posterior standard deviation of {@link #accept}. */
  public double deviation(int document, int shown) {
    double accept = accept(document, shown);
    double all = prior.a() + prior.b() + counts.shown()[document][shown];
    return Math.sqrt(accept * (1 - accept) / (all + 1));
  }

  /** A draw from the posterior; confined to one thread. */
  public ResponseWorld draw(int index) {
    return new Draw(this, KEY.child(index));
  }

  @Override
  public ResponseWorld withoutPrior() {
    return new ResponseWorld(
        shares(counts.start()),
        shares(counts.moved()),
        leave(true),
        leave(false),
        maxSessionLength()) {
      @Override
      public double accept(int document, int shown) {
        int rows = counts.shown()[document][shown];
        return rows == 0
            ? ResponseModel.this.accept(document, shown)
            : (double) counts.accepted()[document][shown] / rows;
      }
    };
  }

  @Override
  public Optional<Posterior> posterior() {
    return Optional.of(
        new Posterior() {
          @Override
          public int draws() {
            return DRAWS;
          }

          @Override
          public FiniteMdp draw(int index) {
            return ResponseModel.this.draw(index);
          }

          @Override
          public long rows(int state, int action) {
            return counts.shown()[state][action];
          }
        });
  }

  /**
   * One draw from the posterior. A cell is drawn when it is asked for. Confined to one thread,
   * because it remembers the last cell.
   */
  private static final class Draw extends ResponseWorld {
    private final ResponseModel model;
    private final RandomKey cells;
    private int lastCell = -1;
    private double lastAccept;

    Draw(ResponseModel model, RandomKey key) {
      super(
          Dirichlet.draw(model.counts.start(), 1, key.child("start")),
          Dirichlet.draw(model.counts.moved(), 1, key.child("move")),
          leave(model.counts.leftAccepted(), model.acceptances, key.child("accepted")),
          leave(model.counts.leftRefused(), model.refusals, key.child("refused")),
          model.maxSessionLength());
      this.model = model;
      cells = key.child("cells");
    }

    private static double leave(long left, long responses, RandomKey key) {
      return key.beta(left + 1.0, responses - left + 1.0);
    }

    @Override
    public double accept(int document, int shown) {
      int cell = document * states() + shown;
      if (cell != lastCell) {
        int n = model.counts.shown()[document][shown];
        int k = model.counts.accepted()[document][shown];
        lastAccept = cells.child(cell).beta(model.prior.a() + k, model.prior.b() + n - k);
        lastCell = cell;
      }
      return lastAccept;
    }
  }
}
