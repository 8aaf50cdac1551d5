package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Options;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClippingTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int UPDATES = 20;

  static Stream<NetworkProvider<?>> learners() {
    return Stream.of(new ActorCritic(), new FullSlateQ(), new Ppo(), new Reinforce());
  }

  @Test
  void theNormIsThatOfAllGradients() {
    Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(4));
    EmbeddingTable one = parameters.vector("one", 1);
    EmbeddingTable other = parameters.vector("other", 1, 1);
    Tape tape = new Tape();
    tape.minimize(tape.product(tape.vector(one), tape.input(new float[] {2}, 1, 1)));
    tape.minimize(tape.product(tape.vector(other), tape.input(new float[] {3, 6}, 1, 2)));
    assertThat(parameters.gradientNorm()).isEqualTo(7);
    parameters.step(.1);
    assertThat(parameters.gradientNorm()).isZero();
  }

  @ParameterizedTest
  @MethodSource("learners")
  <C extends Record & NetworkProvider.NetworkOptions> void aLargeNormChangesNothing(
      NetworkProvider<C> provider) {
    C options = provider.defaults();
    C clipped = Options.with(options, "max_gradient_norm", 1e9);
    assertThat(trained(provider, clipped, UPDATES)).isEqualTo(trained(provider, options, UPDATES));
  }

  /** Gradients far below epsilon of Adam hardly move the parameters. */
  @ParameterizedTest
  @MethodSource("learners")
  <C extends Record & NetworkProvider.NetworkOptions> void gradientsAreScaledDownToTheNorm(
      NetworkProvider<C> provider) {
    C options = provider.defaults();
    SortedMap<String, Tensor> start = trained(provider, options, 0);
    double free = distance(start, trained(provider, options, UPDATES));
    C clipped = Options.with(options, "max_gradient_norm", 1e-11);
    assertThat(distance(start, trained(provider, clipped, UPDATES))).isBetween(1e-9, free / 100);
  }

  private static double distance(SortedMap<String, Tensor> from, SortedMap<String, Tensor> to) {
    double sum = 0;
    for (String name : from.keySet()) {
      float[] now = to.get(name).data();
      for (int i = 0; !name.equals("horizon") && i < now.length; i++) {
        sum += Math.abs(now[i] - from.get(name).data()[i]);
      }
    }
    return sum;
  }

  /** The tensors after 20 sessions of warm-up, and gradient steps with a session each. */
  private static <C extends Record> SortedMap<String, Tensor> trained(
      NetworkProvider<?> provider, C options, int updates) {
    IdentityEnvironment environment = new IdentityEnvironment(4, 1, false);
    @SuppressWarnings("unchecked")
    LearningProvider<C> typed = (LearningProvider<C>) provider;
    try (Agent agent = typed.create(options, environment, KEY.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      learner.startTraining(UPDATES);
      for (int i = 0; i < 20 + updates; i++) {
        Experience.play(environment.open(KEY.child(i)), learner, KEY.child("draws").child(i));
        if (i >= 20) {
          learner.startEpoch(1, 16);
          learner.update(16);
          assertThat(learner.diagnostics()).containsKey("gradient_norm");
        }
      }
      return new TreeMap<>(learner.weights().tensors());
    }
  }
}
