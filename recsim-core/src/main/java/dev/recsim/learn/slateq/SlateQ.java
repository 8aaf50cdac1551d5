package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Step;
import dev.recsim.api.Weights;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.ReplayBuffer;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Agents of type {@code slate_q}: learns the value of a document given that it is clicked. The
 * value of a slate is their expectation over the user's choice, which must be known (Ie et al.,
 * "SlateQ", arXiv 1905.12767).
 */
@Description("Learns the values of single documents and composes the best slate from them.")
public final class SlateQ extends NetworkProvider<SlateQ.Options> {

  /**
   * Options of agents of type {@code slate_q}.
   *
   * @param network how a document's value depends on the user: additive, which is v(user) +
   *     b.document + c.(document * user), or mlp, a network of both
   * @param hidden widths of the hidden layers of each network
   * @param selection acting: how the slate is found: the k largest w (Q - Q(no click)) (top_k), one
   *     document at a time (greedy), or the best slate (optimal)
   * @param targets targets: the next slate whose value is used: the one shown (sarsa), or the one
   *     found by top_k, greedy or optimal
   * @param noClick the value of no click: learned from steps without a click, or zero, which learns
   *     only from clicks, as RecSim does
   * @param gamma discount of a step; 0 is myopic; null to estimate it
   * @param steps number of rewards that a target sums before it uses a learned value
   * @param learningRate Adam's learning rate
   * @param tau share by which the target networks move towards the online networks at each gradient
   *     step
   * @param randomSlateProbability while learning: probability of showing a uniformly drawn slate
   *     instead of the policy's slate
   * @param valueScale a value is this factor times the network's output; null to estimate it
   * @param replayCapacity number of steps in the replay memory; the oldest are dropped first
   * @param maxGradientNorm largest Euclidean norm of the gradients of all parameters; larger
   *     gradients are scaled down to it; null for no limit
   * @param engine the engine that computes the networks: java (plain arrays), dl4j (ND4J), or auto,
   *     the faster one for their width
   */
  public record Options(
      @Description(
              "How a document's value depends on the user: additive, which is v(user) +"
                  + " b.document + c.(document * user), or mlp, a network of both.")
          @Default("additive")
          NetworkChoice network,
      @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64]")
          List<Integer> hidden,
      @Description(
              "Acting: how the slate is found: the k largest w (Q - Q(no click)) (top_k), one"
                  + " document at a time (greedy), or the best slate (optimal).")
          @Default("optimal")
          Selection selection,
      @Description(
              "Targets: the next slate whose value is used: the one shown (sarsa), or the one"
                  + " found by top_k, greedy or optimal.")
          @Default("optimal")
          Targets targets,
      @Description(
              "The value of no click: learned from steps without a click, or zero, which"
                  + " learns only from clicks, as RecSim does.")
          @Default("learned")
          NoClick noClick,
      @Description("Discount of a step; 0 is myopic.") @Range(min = 0, max = 1) @Default("1")
          Double gamma,
      @Description("Number of rewards that a target sums before it uses a learned value.")
          @Range(min = 1, max = 1_000)
          @Default("3")
          int steps,
      @Description(RATE)
          @Range(min = 0, max = 1)
          @Default("{start: 0.0007, end: 0.00001, share: 1}")
          Schedule learningRate,
      @Description(TAU) @Range(min = 0, max = 1) @Default("0.05") Schedule tau,
      @Description(RANDOM_SLATE)
          @Range(min = 0, max = 1)
          @Default("{start: 1, end: 0.1, share: 0.2}")
          Schedule randomSlateProbability,
      @Description(
              "A value is this factor times the network's output. Learning is fastest if it"
                  + " is about the spread of the values.")
          @Range(above = 0)
          @Default("20")
          Double valueScale,
      @Description("Number of steps in the replay memory; the oldest are dropped first.")
          @Range(min = 2)
          @Default("1000000")
          int replayCapacity,
      @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
      @Description(ENGINE) @Default("auto") EngineChoice engine)
      implements NetworkOptions {
    /** How targets compose the next slate; with SARSA, used if no next slate was shown. */
    Selection targetSelection() {
      return targets == Targets.SARSA ? selection : Selection.valueOf(targets.name());
    }
  }

  /** How the value of a document depends on the user. */
  public enum NetworkChoice {
    /** A network of the user's features, plus terms that are linear in the document's features. */
    ADDITIVE,
    /** A network of the features of user and document. */
    MLP
  }

  /** How a slate is composed from the values of documents. */
  public enum Selection {
    /** The documents with the largest w (Q - Q(no click)); TS in the paper's names. */
    TOP_K,
    /**
     * One document after another, each the one that maximizes the value of the slate so far; GS.
     */
    GREEDY,
    /** The slate with the largest value; OS. */
    OPTIMAL
  }

  /** The slate whose value is the bootstrap value of a target. */
  public enum Targets {
    /** The one that was shown; SARSA in the paper's names. */
    SARSA,
    /** That of {@link Selection#TOP_K}; QL-TT. */
    TOP_K,
    /** That of {@link Selection#GREEDY}; QL-GT. */
    GREEDY,
    /** That of {@link Selection#OPTIMAL}; QL-OT. */
    OPTIMAL
  }

  /** The value of no click. */
  public enum NoClick {
    /** Its value is learned like that of a document. */
    LEARNED,
    /** Its value is 0; steps without a click are not trained on. */
    ZERO
  }

  private final int most;

  /** Called by the service loader. */
  public SlateQ() {
    this(Encodings.MANY);
  }

  /**
   * A provider for tests.
   *
   * @param most number of documents above which they are encoded
   */
  SlateQ(int most) {
    super(
        setup ->
            new Learning(
                setup,
                setup.saved() == null
                    ? encodes(setup.environment(), most)
                    : Encodings.encoded(setup.saved())));
    this.most = most;
  }

  /** Whether slates are composed from few candidates, found among encoded documents. */
  static boolean encodes(Environment environment, int most) {
    return environment.space().documents() > most && Encodings.stay(environment);
  }

  @Override
  public void check(Options options, Environment environment) {
    InvalidOption.unless(
        environment.appeal().isPresent(),
        "type",
        "an agent of type slate_q needs an environment whose users choose at most one document by"
            + " Luce's rule, with weights that follow from what agents see, such as"
            + " interest_evolution; in a composed environment, write choice: {type:"
            + " multinomial_logit}");
    InvalidOption.unless(
        !environment.space().documentFeatures().isEmpty(),
        "type",
        "an agent of type slate_q needs documents with features, such as topic_videos");
    InvalidOption.unless(
        options.targets() != Targets.SARSA || !encodes(environment, most),
        "targets",
        "cannot be sarsa where documents are encoded; write targets: optimal, or take at most"
            + " 10,000 documents");
  }

  /** Stores steps and trains on them. */
  static final class Learning extends NetworkAgent<Options> {
    private final SlateValues online;
    private final Parameters targetParameters;
    private final SlateValues target;
    private final ReplayBuffer<SlateTarget> replay;

    /** The steps of the session whose targets sum the next reward. */
    private final Queue<SlateTarget> recent = new ArrayDeque<>();

    private final Tape tape = new Tape();
    private boolean started;

    /** The sum of the returns of the steps that are learned from, and their number. */
    private double returns;

    private int learned;

    /** The sum of the discounts with which the last reward is part of these returns. */
    private double discounts;

    /** The choice set after the last step, and its observation if the session continues. */
    private ChoiceSet newest;

    private Observation last;

    /** The targets y of a batch. */
    private float[] targets = {};

    Learning(Setup<Options> setup, boolean encoded) {
      super(setup, setup.key().child("replay"));
      online = new SlateValues(setup, encoded, parameters);
      targetParameters = parameters.twin();
      target = new SlateValues(setup, encoded, targetParameters);
      replay = new ReplayBuffer<>(options.replayCapacity());
    }

    @Override
    public Policy.Deterministic greedy() {
      return valued(online.greedy(), seen -> online.greatest(seen, true));
    }

    @Override
    public Policy exploring() {
      Policy.Deterministic greedy = seen -> online.choose(seen, false);
      return epsilonGreedy(greedy, options.randomSlateProbability());
    }

    @Override
    public Plan plan(long envSteps) {
      return new Plan(envSteps, 0.03, 4_000, 512);
    }

    @Override
    protected void take(Transition transition) {
      Step step = transition.step();
      float reward = (float) step.reward();
      int position = step.response().clicked();
      Observation seen = transition.observation();
      boolean follows = seen == last;
      ChoiceSet shown = follows ? newest : online.choices(seen);
      newest = step.ended() ? null : online.choices(step.next());
      int document = position < 0 ? -1 : transition.slate().document(position);
      SlateTarget learning =
          new SlateTarget(
              shown, document < 0 ? online.items.noClick : new double[][] {shown.items[document]});
      if (options.targets() == Targets.SARSA) {
        shown.show(transition.slate());
      }
      replay.add(learning);
      discounts = learning.clicked.length * (1 + (follows ? horizon.discount() * discounts : 0));
      returns += discounts * reward;
      learned += learning.clicked.length;
      if (!follows) {
        recent.clear();
      } else if (recent.size() == options.steps()) {
        recent.remove();
      }
      recent.add(learning);
      recent.forEach(it -> it.add(reward, horizon, newest));
      last = step.continues() ? step.next() : null;
    }

    @Override
    protected void train(int batchSize, RandomKey batch) {
      if (!started) {
        raise(returns / Math.max(learned, 1) / horizon.unit());
      }
      if (online.scores != null) {
        online.scores.draw(batch.child("documents"));
        target.scores.draw(batch.child("documents"));
      }
      List<SlateTarget> drawn = draw(batchSize, batch);
      if (!drawn.isEmpty()) {
        track("loss", tape.minimize(loss(drawn)));
        if (online.scores != null) {
          online.teach(tape, drawn.stream().map(it -> it.choices).toList());
        }
      }
      track("epsilon", now(options.randomSlateProbability()));
      step(options.learningRate());
      targetParameters.follow(parameters, now(options.tau()));
    }

    /** Adds a constant to all values: they start at the mean return of a step. */
    private void raise(double by) {
      Weights raised = weights();
      float[] bias = raised.get("value." + options.hidden().size() + ".bias", 1).data();
      bias[0] = (float) (bias[0] + by);
      load(raised);
      targetParameters.load(raised);
    }

    /** Draws a batch of steps. If no click has value 0, only steps with a click are used. */
    List<SlateTarget> draw(int batchSize, RandomKey batch) {
      List<SlateTarget> drawn = replay.sample(batchSize, batch);
      drawn.removeIf(step -> step.clicked.length == 0);
      return drawn;
    }

    /**
     * The mean of ((Q(u, x) - y) / scale)^2 over the steps drawn, with x the document that was
     * clicked, or no click. The target y bootstraps n steps later, or is the sum of the rewards if
     * the user left before:
     *
     * <pre>{@code
     * y = r_0 + gamma r_1 + .. + gamma^(n-1) r_(n-1) + gamma^n value'(A')
     * }</pre>
     *
     * (Ie et al., equations 17 and 19, there with n = 1). A' is the slate that was shown next, or
     * the one composed from the target network's values. Its value is the expectation over the
     * user's choice, see {@link SlateSearch}. RecSim computes the values from the observation
     * before the step instead.
     */
    Value loss(List<SlateTarget> drawn) {
      online.clear();
      target.clear();
      for (SlateTarget step : drawn) {
        online.items.add(step.choices.user, step.clicked);
        if (step.end() != null) {
          target.add(step.end(), false);
        }
      }
      double[] ends = target.find(options.targetSelection());
      targets = Buffers.atLeast(drawn.size(), targets);
      double sum = 0;
      for (int i = 0, end = 0; i < drawn.size(); i++) {
        double y = drawn.get(i).given(drawn.get(i).end() == null ? 0 : ends[end++]);
        targets[i] = (float) y;
        sum += y;
      }
      track("target_value", horizon.unit() * sum / drawn.size());
      return tape.meanSquaredError(online.items.values(tape), targets);
    }

    /** Values that are trained or loaded are not raised. */
    @Override
    protected void changed() {
      started = true;
      if (online.scores != null) {
        online.scores.forget();
      }
    }
  }
}
