package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Step;
import dev.recsim.api.Weights;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Replay;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.slateq.SlateQOptions.NoClick;
import dev.recsim.learn.slateq.SlateQOptions.Targets;
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
public final class SlateQ extends NetworkProvider<SlateQOptions> {
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
    super("slate_q", setup -> new Learning(setup, encodes(setup.environment(), most)));
    this.most = most;
  }

  /** Whether slates are composed from few candidates, found among encoded documents. */
  static boolean encodes(Environment environment, int most) {
    return environment.space().documents() > most && Encodings.stay(environment);
  }

  @Override
  public void check(SlateQOptions options, Environment environment) {
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
  static final class Learning extends NetworkAgent<SlateQOptions> {
    private final ItemValues online;
    private final Parameters targetParameters;
    private final ItemValues target;
    private final Replay<ChoiceSet> replay;

    /** The steps of the session whose targets sum the next reward. */
    private final Queue<ChoiceSet> recent = new ArrayDeque<>();

    private final Tape tape = new Tape();
    private boolean started;

    /** The choice set after the last step, and its observation if the session continues. */
    private ChoiceSet newest;

    private Observation last;

    /** The targets y of a batch. */
    private float[] targets = {};

    Learning(Setup<SlateQOptions> setup, boolean encoded) {
      super(setup, setup.key().child("replay"));
      Appeal appeal =
          setup
              .environment()
              .appeal()
              .orElseThrow(
                  () ->
                      new UnsupportedOperationException(
                          "an agent of type slate_q needs the environment whose users it acts"
                              + " for, not only its space; restore it with an Environment, as in"
                              + " SavedPolicy.load(path, environment)"));
      RandomKey networks = setup.key().child("networks");
      online = new ItemValues(options, encoded, space, appeal, parameters, networks);
      targetParameters = parameters.twin();
      target = new ItemValues(options, encoded, space, appeal, targetParameters, networks);
      replay = new Replay<>(options.replayCapacity());
    }

    @Override
    public Policy.Deterministic greedy() {
      return valued(online, online::greatest);
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
      int position = step.response().clicked();
      Observation seen = transition.observation();
      ChoiceSet shown = seen == last ? newest : online.choices(seen);
      shown.slate = transition.slate();
      int document = position < 0 ? -1 : shown.slate.document(position);
      shown.clicked = new double[][] {document < 0 ? null : shown.documents[document]};
      shown.reward = (float) step.reward();
      newest = step.ended() ? null : online.choices(step.next());
      shown.next = newest;
      replay.add(shown);
      if (seen != last) {
        recent.clear();
      } else if (recent.size() == options.steps()) {
        recent.remove();
      }
      recent.add(shown);
      for (ChoiceSet earlier : recent) {
        earlier.sum += earlier.discount * shown.reward / horizon.unit();
        earlier.discount *= horizon.discount();
        earlier.end = newest;
      }
      last = step.continues() ? step.next() : null;
    }

    @Override
    protected void train(int batchSize, RandomKey batch) {
      if (!started) {
        scale();
        double start = meanReturn() / horizon.unit();
        online.raise(start);
        target.raise(start);
      }
      online.draw(batch.child("documents"));
      target.draw(batch.child("documents"));
      List<ChoiceSet> drawn = draw(batchSize, batch);
      if (!drawn.isEmpty()) {
        track("loss", tape.minimize(loss(drawn)));
        online.teach(tape);
      }
      // Steps lead to all later ones of their session, which the replay may have dropped.
      drawn.clear();
      track("epsilon", now(options.randomSlateProbability()));
      step(options.learningRate());
      targetParameters.follow(parameters, now(options.tau()));
    }

    /** Draws a batch of steps. If no click has value 0, only steps with a click are used. */
    List<ChoiceSet> draw(int batchSize, RandomKey batch) {
      List<ChoiceSet> drawn = replay.sample(batchSize, batch);
      drawn.removeIf(step -> !isLearnedFrom(step));
      return drawn;
    }

    private boolean isLearnedFrom(ChoiceSet step) {
      return step.clicked[0] != null || options.noClick() == NoClick.LEARNED;
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
    Value loss(List<ChoiceSet> drawn) {
      online.clear();
      target.clear();
      for (ChoiceSet step : drawn) {
        if (looksAhead(step)) {
          target.add(step.end, false);
        }
      }
      for (ChoiceSet step : drawn) {
        online.add(step, step.clicked);
      }
      target.evaluate();
      targets = Buffers.atLeast(drawn.size(), targets);
      double sum = 0;
      for (int i = 0, user = 0; i < drawn.size(); i++) {
        ChoiceSet step = drawn.get(i);
        double following = looksAhead(step) ? step.discount * value(step.end, user++) : 0;
        targets[i] = (float) (step.sum + following);
        sum += step.sum + following;
      }
      track("target_value", horizon.unit() * sum / drawn.size());
      return tape.meanSquaredError(online.values(tape), targets);
    }

    private boolean looksAhead(ChoiceSet step) {
      return step.discount > 0 && step.end != null;
    }

    /** The value of the slate of a user that was added to the target. */
    private double value(ChoiceSet end, int user) {
      return options.targets() == Targets.SARSA && end.slate != null
          ? target.search(user).value(end.slate)
          : target.search(user).find(options.targetSelection());
    }

    /**
     * The mean over training steps of the sum of rewards up to the last stored step of the session,
     * or up to the first step that is not trained on. Values start from it.
     */
    private double meanReturn() {
      double sum = 0;
      double following = 0;
      int steps = 0;
      for (int i = replay.size() - 1; i >= 0; i--) {
        ChoiceSet step = replay.get(i);
        if (isLearnedFrom(step)) {
          boolean followed = step.next != null && step.next.slate != null;
          following = step.reward + (followed ? horizon.discount() * following : 0);
          sum += following;
          steps++;
        } else {
          following = 0;
        }
      }
      return steps == 0 ? 0 : sum / steps;
    }

    @Override
    public void load(Weights weights) {
      super.load(weights);
      scale();
    }

    /** Standardizes the features of stored users again. */
    private void scale() {
      for (int i = 0; i < replay.size(); i++) {
        ChoiceSet step = replay.get(i);
        online.scale(step);
        if (step.next != null) {
          online.scale(step.next);
        }
      }
    }

    /** Values that are trained or loaded are not raised. */
    @Override
    protected void changed() {
      started = true;
      online.forget();
      target.forget();
    }
  }
}
