package dev.recsim.trial.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.AutoTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What learners with nothing but a type reach in {@linkplain WorldClass classes of worlds}. Each
 * seed has a world of its own. All keys are fixed, so the lines are always the same, and the odds
 * of failing without a change are 0. {@code -Dclasses.agents=ppo -Dclasses.names=long-25
 * -Dclasses.seeds=3} prints others, with their CPU time, and compares nothing.
 */
@Tag("nightly")
class TypeAloneTest {
  private static final Path TABLE = Path.of("src/test/resources/learners-by-type.md");
  private static final List<String> AGENTS =
      List.of(System.getProperty("classes.agents", "tabular_q,reinforce").split(","));
  private static final List<String> NAMES =
      List.of(System.getProperty("classes.names", "").split(","));
  private static final int SEEDS = Integer.getInteger("classes.seeds", 3);

  @Test
  void sharesOfTheOptimumAreThoseOfTheTable() throws IOException {
    String table = Files.readString(TABLE);
    boolean all = System.getProperties().keySet().stream().noneMatch(TypeAloneTest::isOption);
    List<String> differing = new ArrayList<>();
    for (WorldClass each : WorldClass.all()) {
      if (NAMES.get(0).isEmpty() || NAMES.contains(each.name())) {
        for (String agent : AGENTS) {
          String line = line(each, agent);
          differing.addAll(table.contains(line + "\n") ? List.of() : List.of(line));
        }
      }
    }
    if (all) {
      assertThat(differing).isEmpty();
    }
  }

  private static boolean isOption(Object property) {
    return property.toString().startsWith("classes.");
  }

  private static String line(WorldClass each, String agent) {
    double[] shares = new double[SEEDS];
    double myopic = 0;
    double cpu = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = each.draw(seed);
      FiniteMdp mdp = world.model().orElseThrow();
      double best = new ExactSolver(mdp).optimalValue();
      Completed result = run(agent, each.name(), world, seed);
      shares[seed] = result.exactValue() / best;
      myopic += myopic(mdp) / best / SEEDS;
      cpu += result.cost().cpuNanos() / 1e9 / SEEDS;
    }
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.3f | %.3f | %.3f |",
            each.name(),
            each.heldOut() ? "held out" : "",
            agent,
            myopic,
            Arrays.stream(shares).average().orElseThrow(),
            Arrays.stream(shares).min().orElseThrow());
    System.out.println(line + String.format(Locale.ROOT, " %.2f s", cpu));
    return line;
  }

  private static double myopic(FiniteMdp mdp) {
    int[] actions = new int[mdp.states()];
    for (int s = 0; s < actions.length; s++) {
      for (int a = 1; a < mdp.actions(); a++) {
        actions[s] = mdp.reward(s, a) > mdp.reward(s, actions[s]) ? a : actions[s];
      }
    }
    return new ExactSolver(mdp).value(StochasticPolicy.deterministic(mdp, actions)).reward();
  }

  private static Completed run(String agent, String name, World world, int seed) {
    AgentProvider<?> provider =
        ServiceLoader.load(AgentProvider.class).stream()
            .<AgentProvider<?>>map(ServiceLoader.Provider::get)
            .filter(it -> it.name().equals(agent))
            .findFirst()
            .orElseThrow();
    return run(provider, name, world, seed);
  }

  private static <C extends Record> Completed run(
      AgentProvider<C> provider, String name, World world, int seed) {
    TrialResult result =
        new Trial(
                new TrialId(provider.name(), seed),
                RandomKey.root(7),
                name,
                world,
                (made, key) -> provider.create(provider.defaults(), made, key),
                AutoTraining.DEFAULTS,
                new Evaluation(1))
            .run();
    assertThat(result).isInstanceOf(Completed.class);
    return (Completed) result;
  }
}
