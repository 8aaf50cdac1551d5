package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.learn.slateq.SlateQ.Targets;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the loss of a batch with its definition, which is written here step by step, with all
 * slates tried. That its derivatives are right is tested of each operation of the tape.
 */
class SlateQLossTest {
  private static final int USER = 3;
  private static final int FEATURES = 4;
  private static final int DOCUMENTS = 5;
  private static final int SLATE = 2;
  private static final int STEPS = 60;
  private static final int BATCH = 200;
  private static final double GAMMA = .9;
  private static final RandomKey KEY = RandomKey.root(7);

  private final List<Transition> taken = new ArrayList<>();
  private SlateQ.Options options;
  private SavedValues online;
  private SavedValues target;

  private record Clip(long id, double[] features) implements Document {}

  /** An environment of which only the space and the appeal are known. */
  private static final class Drawn implements Environment, Appeal {
    @Override
    public Space space() {
      List<String> user = Collections.nCopies(USER, "u");
      List<String> document = Collections.nCopies(FEATURES, "d");
      return new Space(DOCUMENTS, SLATE, 1, 0, user, document, List.of());
    }

    @Override
    public Optional<Appeal> appeal() {
      return Optional.of(this);
    }

    @Override
    public double weight(Observation seen, int candidate) {
      double[] features = seen.candidates().get(candidate).features();
      return 1 + .4 * (features[0] + seen.user()[0]);
    }

    @Override
    public double noClickWeight(Observation seen) {
      return 1 + .2 * seen.user()[1];
    }

    @Override
    public Session open(RandomKey key) {
      throw new UnsupportedOperationException("only looked at");
    }
  }

  /** With a capacity of 41 the replay is a ring that the newest step has come around. */
  @ParameterizedTest
  @CsvSource({
    "ADDITIVE, LEARNED, SARSA, 1, 1000",
    "ADDITIVE, LEARNED, SARSA, 3, 41",
    "ADDITIVE, LEARNED, TOP_K, 2, 1000",
    "ADDITIVE, LEARNED, GREEDY, 1, 1000",
    "ADDITIVE, LEARNED, OPTIMAL, 3, 1000",
    "ADDITIVE, LEARNED, OPTIMAL, 100, 41",
    "ADDITIVE, ZERO, SARSA, 3, 1000",
    "ADDITIVE, ZERO, OPTIMAL, 1, 1000",
    "MLP, LEARNED, SARSA, 2, 1000",
    "MLP, LEARNED, GREEDY, 3, 41",
    "MLP, LEARNED, OPTIMAL, 1, 1000",
    "MLP, ZERO, SARSA, 1, 1000",
    "MLP, ZERO, TOP_K, 1, 1000",
    "MLP, ZERO, GREEDY, 1, 1000",
    "MLP, ZERO, OPTIMAL, 3, 41"
  })
  void lossIsThatOfItsDefinition(
      NetworkChoice network, NoClick noClick, Targets targets, int steps, int capacity) {
    SlateQ.Options changed =
        Options.with(Options.defaults(SlateQ.Options.class), "network", network);
    changed = Options.with(changed, "no_click", noClick);
    changed = Options.with(changed, "targets", targets);
    changed = Options.with(changed, "steps", steps);
    changed = Options.with(changed, "replay_capacity", capacity);
    changed = Options.with(changed, "selection", Selection.GREEDY);
    changed = Options.with(changed, "hidden", List.of(7, 6));
    changed = Options.with(changed, "gamma", GAMMA);
    changed = Options.with(changed, "value_scale", 3.0);
    changed = Options.with(changed, "learning_rate", Schedule.of(0));
    options = Options.with(changed, "tau", Schedule.of(1));
    try (SlateQ.Learning agent =
        new SlateQ.Learning(new Setup<>(options, new Drawn(), null, KEY), false)) {
      play(agent);
      target = new SavedValues(options, weights(agent.weights(), KEY.child("target")));
      agent.load(target.weights());
      agent.update(1);
      online = new SavedValues(options, weights(agent.weights(), KEY.child("online")));
      agent.load(online.weights());
      RandomKey batch = KEY.child("batch");
      double loss = agent.loss(agent.draw(BATCH, batch)).data()[0];
      double defined = loss(batch, Math.min(STEPS, capacity));
      assertThat(loss).isCloseTo(defined, within(1e-5 * defined));
    }
  }

  /**
   * Sessions of which some end, and some are cut off where the next one starts with the same
   * observation.
   */
  private void play(SlateQ.Learning agent) {
    Observation seen = observation(0);
    for (int i = 0; i < STEPS; i++) {
      RandomKey draws = KEY.child("play").child(i);
      int first = draws.below(0, DOCUMENTS);
      Slate slate = Slate.of(first, (first + 1 + draws.below(1, DOCUMENTS - 1)) % DOCUMENTS);
      double luck = draws.uniform(2);
      Status status = luck < .1 ? Status.ENDED : luck < .2 ? Status.CUT_OFF : Status.CONTINUES;
      Observation next = observation(i + 1);
      Response response = new Response(draws.below(3, SLATE + 1) - 1);
      taken.add(new Transition(seen, slate, new Step(response, draws.gaussian(2), next, status)));
      agent.observe(taken.get(i));
      seen = status == Status.ENDED ? observation(1_000 + i) : next;
    }
  }

  private static Observation observation(int i) {
    RandomKey draws = KEY.child("seen").child(i);
    List<Document> candidates = new ArrayList<>();
    for (int d = 0; d < DOCUMENTS; d++) {
      candidates.add(new Clip(d, drawn(FEATURES, draws.child(d))));
    }
    return new Observation(0, drawn(USER, draws), candidates);
  }

  private static double[] drawn(int count, RandomKey key) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * key.uniform(i) - 1;
    }
    return values;
  }

  private double loss(RandomKey batch, int size) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < BATCH; i++) {
      int number = batch.below(i, size);
      int oldest = STEPS - size;
      int index = oldest + Math.floorMod(number - oldest, size);
      Transition step = taken.get(index);
      int position = step.step().response().clicked();
      if (position >= 0 || options.noClick() == NoClick.LEARNED) {
        double value =
            position < 0
                ? online.noClick(step.observation())
                : online.document(step.observation(), step.slate().document(position));
        double error = (value - target(index)) / options.valueScale();
        sum += error * error;
        count++;
      }
    }
    return sum / count;
  }

  private double target(int from) {
    double sum = 0;
    double discount = 1;
    for (int i = from; i < from + options.steps(); i++) {
      Step step = taken.get(i).step();
      sum += discount * step.reward();
      discount *= GAMMA;
      if (step.ended()) {
        return sum;
      }
      boolean last = i + 1 == from + options.steps() || i + 1 == STEPS;
      if (last || step.status() == Status.CUT_OFF) {
        boolean shown = step.continues() && i + 1 < STEPS;
        Slate next = shown ? taken.get(i + 1).slate() : null;
        return sum + discount * future(step.next(), next);
      }
    }
    throw new IllegalStateException("a step is the last one");
  }

  /** The value of the slate that was shown next, or of the one that the rule makes. */
  private double future(Observation seen, Slate shown) {
    if (options.targets() == Targets.SARSA && shown != null) {
      return value(seen, shown.document(0), shown.document(1));
    }
    int first = 0;
    int second = 1;
    for (int i = 0; i < DOCUMENTS; i++) {
      for (int j = 0; j < DOCUMENTS; j++) {
        if (i != j && prefers(seen, i, j, first, second)) {
          first = i;
          second = j;
        }
      }
    }
    return value(seen, first, second);
  }

  private boolean prefers(Observation seen, int i, int j, int i0, int j0) {
    switch (options.targetSelection()) {
      case TOP_K:
        return gain(seen, i) + gain(seen, j) > gain(seen, i0) + gain(seen, j0);
      case GREEDY:
        double alone = value(seen, i);
        double alone0 = value(seen, i0);
        return alone > alone0 || (alone == alone0 && value(seen, i, j) > value(seen, i0, j0));
      default:
        return value(seen, i, j) > value(seen, i0, j0);
    }
  }

  private double gain(Observation seen, int i) {
    return new Drawn().weight(seen, i) * (target.document(seen, i) - target.noClick(seen));
  }

  private double value(Observation seen, int... slate) {
    double weight = new Drawn().noClickWeight(seen);
    double sum = weight * target.noClick(seen);
    for (int document : slate) {
      weight += new Drawn().weight(seen, document);
      sum += new Drawn().weight(seen, document) * target.document(seen, document);
    }
    return sum / weight;
  }

  /** Weights of a size that lets every input count; always the same scales of features. */
  private static Weights weights(Weights shapes, RandomKey key) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    shapes
        .tensors()
        .forEach(
            (name, shape) -> {
              RandomKey draws = name.startsWith("features") ? KEY : key;
              float[] values = new float[shape.data().length];
              for (int i = 0; i < values.length; i++) {
                double drawn = .5 * draws.child(name).gaussian(i);
                values[i] = (float) (name.endsWith("deviation") ? Math.exp(drawn) : drawn);
              }
              tensors.put(name, new Tensor(shape.shape(), values));
            });
    return new Weights(tensors);
  }
}
