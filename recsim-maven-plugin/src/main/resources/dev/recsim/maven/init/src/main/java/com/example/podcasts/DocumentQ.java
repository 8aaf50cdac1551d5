package com.example.podcasts;

import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.ReplayBuffer;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scores.CandidateScores;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Agents of type {@code document_q}: double Q-learning (van Hasselt et al., AAAI 2016). */
@Description("Learns the values of single documents with a network and shows the best ones.")
public final class DocumentQ extends NetworkProvider<DocumentQ.Options> {

  public record Options(
      @Description("Widths of the hidden layers.") @Range(min = 1) @Default("[32, 32]")
          List<Integer> hidden,
      @Description("Discount of a step.") @Range(min = 0, max = 1) @Default("0.9") Double gamma,
      @Description("Adam's learning rate.") @Range(min = 0, max = 1) @Default("0.003")
          Schedule learningRate,
      @Description("Probability of a random slate while the agent learns.")
          @Range(min = 0, max = 1)
          @Default("{start: 1, end: 0.1, share: 0.6}")
          Schedule epsilon,
      @Description("Factor on the output of the network.") @Range(above = 0) @Default("10")
          Double valueScale,
      @Description("Code that computes the network: java, dl4j or auto.") @Default("auto")
          EngineChoice engine)
      implements NetworkOptions {}

  public DocumentQ() {
    super("document_q", Learning::new);
  }

  /** Returns the network of Q(o, d), in units of {@code value_scale}. */
  private static CandidateScores values(
      Options options, Space space, Parameters parameters, RandomKey key) {
    return new CandidateScores(space, options.hidden(), parameters, "q", key);
  }

  private static final class Learning extends NetworkAgent<Options> {
    private final CandidateScores online;
    private final Parameters targetParameters;
    private final CandidateScores target;
    private final ReplayBuffer<Transition> replay = new ReplayBuffer<>(100_000);
    private final Tape tape = new Tape();

    Learning(Setup<Options> setup) {
      super(setup, setup.key().child("batches"));
      this.online = values(options, space, parameters, setup.key().child("network"));
      this.targetParameters = parameters.twin();
      this.target = values(options, space, targetParameters, setup.key());
    }

    @Override
    public Policy greedy() {
      return online;
    }

    @Override
    public Policy exploring() {
      return epsilonGreedy(online, options.epsilon());
    }

    @Override
    protected void take(Transition transition) {
      replay.add(transition);
    }

    /** Minimizes the mean of (Q(o, d) - y)^2 over the documents d that were shown. */
    @Override
    protected void train(int batchSize, RandomKey batch) {
      ReplayBuffer<Transition> drawn = replay.draw(batchSize, batch);
      int size = space.slateSize();
      List<Observation> seen = new ArrayList<>();
      float[] targets = new float[batchSize * size];
      for (int i = 0; i < batchSize; i++) {
        seen.add(drawn.get(i).observation());
        Arrays.fill(targets, i * size, (i + 1) * size, target(drawn.get(i).step()));
      }
      Value values = online.scores(tape, seen);
      int[] shown = new int[targets.length];
      for (int i = 0; i < shown.length; i++) {
        shown[i] = i / size * values.width() + drawn.get(i / size).slate().document(i % size);
      }
      track("loss", tape.minimize(tape.meanSquaredError(values, shown, targets, shown.length, 1)));
      step(options.learningRate());
      targetParameters.follow(parameters, 0.05);
    }

    /** y = r / scale + gamma * mean of Q'(o', d) over the slate that is best by Q at o'. */
    private float target(Step step) {
      double next = 0;
      if (!step.ended()) {
        Slate best = online.choose(step.next());
        float[] values = target.scores(step.next()).data();
        for (int p = 0; p < best.size(); p++) {
          next += values[best.document(p)] / best.size();
        }
      }
      return (float) (step.reward() / horizon.unit() + horizon.discount() * next);
    }
  }
}
