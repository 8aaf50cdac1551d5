package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
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
import java.util.Arrays;
import java.util.Optional;

/**
 * Agents of type {@code slate_q}: learns the value of a document given that it is clicked. The
 * value of a slate is their expectation over the user's choice, which must be known (Ie et al.,
 * "SlateQ", arXiv 1905.12767).
 */
@Description("Learns the values of single documents and composes the best slate from them.")
public final class SlateQ extends NetworkProvider<SlateQOptions> {

  /** Called by the service loader. */
  public SlateQ() {
    super("slate_q", Learning::new);
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
        options.encoder() == null || Encodings.stay(environment),
        "encoder",
        "needs documents that are the same in all sessions; leave it out, or in a composed"
            + " environment write resample: corpus without turnover and growth");
    InvalidOption.unless(
        options.targets() != Targets.SARSA || options.encoding(environment).encoder() == null,
        "targets",
        "cannot be sarsa where documents are encoded; write targets: optimal, or take at most"
            + " 10,000 documents");
  }

  /** Stores steps and trains on them. */
  static final class Learning extends NetworkAgent<SlateQOptions> {
    private final ItemValues online;
    private final Parameters targetParameters;
    private final ItemValues target;
    private final Replay<Shown> replay;
    private final Tape tape = new Tape();
    private boolean started;

    /** The observation after the last step if its session continues, else null. */
    private Observation last;

    private Shown lastShown;

    /** The batch's steps, the last steps whose rewards are in their targets, and the targets y. */
    private Shown[] drawn = {};

    private Shown[] ends = {};
    private float[] targets = {};

    /** A stored step. */
    private static final class Shown {
      private final ChoiceSet seen;

      /** The slate shown; null unless targets use it. */
      private final Slate slate;

      /** Features of the document that was clicked; null for no click. */
      private final double[] clicked;

      private final float reward;

      /** The choice set after the step; null if the session ended. */
      private final ChoiceSet next;

      /** The next step of the session; null if there is none yet. */
      private Shown following;

      Shown(ChoiceSet seen, Slate slate, double[] clicked, float reward, ChoiceSet next) {
        this.seen = seen;
        this.slate = slate;
        this.clicked = clicked;
        this.reward = reward;
        this.next = next;
      }
    }

    Learning(Setup<SlateQOptions> setup) {
      super(setup.with(setup.options().encoding(setup.environment())), setup.key().child("replay"));
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
      this.online = new ItemValues(options, space, appeal, parameters, networks);
      this.targetParameters = parameters.twin();
      this.target = new ItemValues(options, space, appeal, targetParameters, networks);
      this.replay = new Replay<>(options.replayCapacity());
    }

    @Override
    public Policy.Deterministic greedy() {
      return online.policy(true);
    }

    @Override
    public Policy exploring() {
      return epsilonGreedy(online.policy(false), options.randomSlateProbability());
    }

    @Override
    public Plan plan(long envSteps) {
      return new Plan(envSteps, 0.03, 4_000, 512);
    }

    @Override
    protected void take(Transition transition) {
      Observation observation = transition.observation();
      Step step = transition.step();
      boolean goesOn = observation == last;
      ChoiceSet seen = goesOn ? lastShown.next : online.choices(observation);
      ChoiceSet next = step.status() == Status.ENDED ? null : online.choices(step.next());
      int position = step.response().clicked();
      double[] item = position < 0 ? null : seen.item(transition.slate().document(position));
      Slate slate = options.targets() == Targets.SARSA ? transition.slate() : null;
      Shown shown = new Shown(seen, slate, item, (float) step.reward(), next);
      if (goesOn) {
        lastShown.following = shown;
      }
      replay.add(shown);
      last = step.status() == Status.CONTINUES ? step.next() : null;
      lastShown = shown;
    }

    @Override
    protected void train(int batchSize, RandomKey batch) {
      if (!started) {
        raiseToInitialValue();
      }
      online.draw(batch.child("documents"));
      target.draw(batch.child("documents"));
      int rows = draw(batchSize, batch);
      if (rows > 0) {
        track("loss", tape.minimize(loss(rows)));
        online.teach(tape);
      }
      // Steps lead to all later ones of their session, which the replay may have dropped.
      Arrays.fill(drawn, null);
      Arrays.fill(ends, null);
      track("epsilon", now(options.randomSlateProbability()));
      step(options.learningRate());
      targetParameters.follow(parameters, now(options.tau()));
    }

    /** Draws a batch of steps. If no click has value 0, only steps with a click are used. */
    int draw(int batchSize, RandomKey batch) {
      if (drawn.length < batchSize) {
        drawn = new Shown[batchSize];
        ends = new Shown[batchSize];
        targets = new float[batchSize];
      }
      int rows = 0;
      for (int i = 0; i < batchSize; i++) {
        Shown step = replay.get(batch.below(i, replay.size()));
        if (isLearnedFrom(step)) {
          drawn[rows++] = step;
        }
      }
      return rows;
    }

    private boolean isLearnedFrom(Shown step) {
      return step.clicked != null || options.noClick() == NoClick.LEARNED;
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
    Value loss(int rows) {
      online.clear();
      target.clear();
      for (int row = 0; row < rows; row++) {
        ends[row] = end(drawn[row]);
        online.add(drawn[row].seen, drawn[row].clicked);
      }
      for (int row = 0; row < rows; row++) {
        if (looksAhead(ends[row])) {
          target.add(ends[row].next, false);
        }
      }
      writeTargets(rows);
      return tape.meanSquaredError(online.values(tape), targets);
    }

    /** Computes the targets y of all rows, in units of the scale. */
    private void writeTargets(int rows) {
      target.evaluate();
      double sum = 0;
      int user = 0;
      for (int row = 0; row < rows; row++) {
        double following = looksAhead(ends[row]) ? next(ends[row], user++) : 0;
        double y = target(drawn[row], ends[row], following);
        targets[row] = (float) y;
        sum += y;
      }
      track("target_value", options.valueScale() * sum / rows);
    }

    /** The target of a step, given what follows the last step whose reward is part of it. */
    private double target(Shown step, Shown end, double following) {
      double next = step == end ? following : target(step.following, end, following);
      return step.reward / options.valueScale() + options.gamma() * next;
    }

    /** The value of the slate after a step, for a user that was added to the target. */
    private double next(Shown step, int user) {
      return options.targets() == Targets.SARSA && step.following != null
          ? target.search(user).value(step.following.slate)
          : target.search(user).find(options.targetSelection());
    }

    /** The last step whose reward is part of the target of a step. */
    private Shown end(Shown step) {
      Shown end = step;
      for (int i = 1; i < options.steps() && end.following != null; i++) {
        end = end.following;
      }
      return end;
    }

    private boolean looksAhead(Shown step) {
      return options.gamma() > 0 && step.next != null;
    }

    /** Sets all values to the initial value, which is closer to the final ones than 0. */
    private void raiseToInitialValue() {
      Double value = options.initialValue();
      double by = (value == null ? meanReturn() : value) / options.valueScale();
      online.raise(by);
      target.raise(by);
    }

    /**
     * The mean over training steps of the sum of rewards up to the last stored step of the session,
     * or up to the first step that is not trained on.
     */
    private double meanReturn() {
      double sum = 0;
      double following = 0;
      int steps = 0;
      for (int i = replay.size() - 1; i >= 0; i--) {
        Shown step = replay.get(i);
        if (isLearnedFrom(step)) {
          following = step.reward + (step.following != null ? options.gamma() * following : 0);
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
      for (int i = 0; i < replay.size(); i++) {
        replay.get(i).seen.forget();
        Optional.ofNullable(replay.get(i).next).ifPresent(ChoiceSet::forget);
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
