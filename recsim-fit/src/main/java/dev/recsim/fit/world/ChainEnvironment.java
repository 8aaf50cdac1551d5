package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.gap.AfterResponse;
import dev.recsim.fit.gap.WithoutPrior;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;

/**
 * Users who browse as in the log, whatever is shown: the reward is 1 if the document that a user
 * opens next was on the slate. It tests how well an agent predicts; recommendations change nothing.
 * The state is the document at which a user is. The kind of a user is hidden, so only a mixture of
 * one is finite.
 */
public final class ChainEnvironment implements Redrawn {
  private static final RandomKey DRAWS = RandomKey.root(0).child("posterior");

  /** A prior that counts less than any row; documents without rows get equal shares. */
  private static final double NO_PRIOR = 1e-9;

  private final ChainMixture chains;

  /** Those of the only chain; empty for a mixture. */
  private final Optional<MarkovChain.Counts> counts;

  private final int documents;
  private final Space space;
  private final int maxSessionLength;

  /**
   * @param counts of the only chain, for its posterior distribution; empty for a mixture
   */
  public ChainEnvironment(
      ChainMixture chains,
      Optional<MarkovChain.Counts> counts,
      int slateSize,
      int maxSessionLength) {
    this.chains = chains;
    this.counts = counts;
    this.maxSessionLength = maxSessionLength;
    documents = chains.chains().get(0).start().length;
    space = new Space(documents, slateSize, documents);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public Optional<FiniteMdp> model() {
    return chains.chains().size() == 1 && space.slateSize() == 1
        ? Optional.of(new Model(chains.chains().get(0), counts, maxSessionLength))
        : Optional.empty();
  }

  /** Each kind of users as an environment with slates of one document. */
  public List<FiniteMdp> kinds() {
    return chains.chains().size() == 1
        ? List.of(new Model(chains.chains().get(0), counts, maxSessionLength))
        : chains.chains().stream()
            .<FiniteMdp>map(it -> new Model(it, Optional.empty(), maxSessionLength))
            .toList();
  }

  @Override
  public Environment redrawn(int index) {
    MarkovChain.Counts counted =
        counts.orElseThrow(() -> new IllegalStateException("a mixture has no counts"));
    return new ChainEnvironment(
        new ChainMixture(new double[] {1}, List.of(counted.draw(DRAWS.child(index)))),
        Optional.empty(),
        space.slateSize(),
        maxSessionLength);
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key);
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private final MarkovChain chain;
    private int current;
    private int length;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key.child("steps");
      chain = chains.chains().get(Draw.of(chains.weights(), key.uniform(0)));
      current = Draw.of(chain.start(), key.uniform(1));
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
      int position = -1;
      int next = Draw.of(chain.next()[current], key.uniform(length++));
      for (int k = 0; k < checked(slate).size(); k++) {
        position = slate.document(k) == next ? k : position;
      }
      boolean leaves = next == documents;
      current = leaves ? current : next;
      boolean cut = length == maxSessionLength;
      Status status = leaves ? Status.ENDED : cut ? Status.CUT_OFF : Status.CONTINUES;
      over = status != Status.CONTINUES;
      return new Step(
          new Response(position), position < 0 ? 0 : 1, new Observation(current), status);
    }

    private Slate checked(Slate slate) {
      return SlateCheck.checked(slate, space);
    }

    @Override
    public double[] clickProbabilities(Slate slate) {
      double[] probabilities = new double[slate.size() + 1];
      double none = 1;
      for (int k = 0; k < slate.size(); k++) {
        probabilities[k] = chain.next()[current][slate.document(k)];
        none -= probabilities[k];
      }
      probabilities[slate.size()] = Math.max(0, none);
      return probabilities;
    }
  }

  private record Model(MarkovChain chain, Optional<MarkovChain.Counts> counts, int maxSessionLength)
      implements FiniteMdp, AfterResponse, WithoutPrior {
    @Override
    public Optional<Posterior> posterior() {
      return counts.map(it -> new Draws(it, maxSessionLength));
    }

    @Override
    public int states() {
      return chain.start().length;
    }

    @Override
    public int actions() {
      return chain.start().length;
    }

    @Override
    public double start(int state) {
      return chain.start()[state];
    }

    @Override
    public double reward(int state, int action) {
      return chain.next()[state][action];
    }

    @Override
    public FiniteMdp withoutPrior() {
      return counts
          .map(it -> new MarkovChain.Counts(NO_PRIOR, it.start(), it.next()).mean())
          .map(it -> new Model(it, Optional.empty(), maxSessionLength))
          .orElse(this);
    }

    @Override
    public double after(int state, int action, boolean accepted, double[] values) {
      double[] next = chain.next()[state];
      if (accepted) {
        return values[action];
      }
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += i == action ? 0 : next[i] * values[i];
      }
      return sum / (1 - next[action]);
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      System.arraycopy(chain.next()[state], 0, probabilities, 0, probabilities.length);
    }
  }

  private record Draws(MarkovChain.Counts counts, int maxSessionLength) implements Posterior {
    @Override
    public int draws() {
      return ResponseModel.DRAWS;
    }

    @Override
    public FiniteMdp draw(int index) {
      return new Model(counts.draw(DRAWS.child(index)), Optional.empty(), maxSessionLength);
    }

    /** What is shown changes nothing, so the rows of a state are those of all documents. */
    @Override
    public long rows(int state, int action) {
      return counts.rows(state);
    }
  }
}
