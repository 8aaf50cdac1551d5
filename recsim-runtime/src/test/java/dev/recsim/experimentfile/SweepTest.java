package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.trial.schedule.Training;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids and several environments. */
class SweepTest extends ManyFiles {
  @Test
  void sweepOfAnAgentMakesItSeveral() throws Exception {
    write(
        "base.yaml",
        BASE
            + """
            sweep:
              agents.learner.gamma: [0.5, 0.9]
              agents.learner.hidden: [[4], [8, 8]]
            claims:
              - learner: {beats: random, mean_reward: ">= 1"}
              - random: {not_worse_than: learner}
            """);
    List<ExperimentSpec> specs = readAll("base.yaml", "");
    List<AgentSpec<?>> agents = specs.get(0).agents();

    assertThat(specs).hasSize(1);
    assertThat(specs.get(0).name()).isEqualTo("base");
    assertThat(specs.get(0).variant().swept()).isFalse();
    assertThat(agents)
        .extracting(AgentSpec::name)
        .containsExactly(
            "random",
            "learner-gamma=0.5-hidden=4",
            "learner-gamma=0.5-hidden=8x8",
            "learner-gamma=0.9-hidden=4",
            "learner-gamma=0.9-hidden=8x8");
    assertThat(agents.get(0).variant()).isEqualTo(Variant.none("random"));
    assertThat(agents.get(2).variant())
        .isEqualTo(
            new Variant(
                "learner", "gamma=0.5-hidden=8x8", Map.of("gamma", "0.5", "hidden", "[8, 8]")));
    assertThat(agents.get(2).variant().keys().keySet()).containsExactly("gamma", "hidden");
    assertThat(((ActorCriticOptions) agents.get(2).options()).hidden()).containsExactly(8, 8);
    assertThat(agents.get(4).line()).isEqualTo(8);
    assertThat(specs.get(0).claims()).hasSize(4 * 2 + 4);
    write("again.yaml", specs.get(0).resolved());
    assertThat(read("again.yaml").resolved()).isEqualTo(specs.get(0).resolved());
  }

  @Test
  void sweepOfTheEnvironmentMakesAnExperimentForEachPoint() throws Exception {
    write(
        "base.yaml",
        BASE
            + "sweep: {environment.p_exit_accepted: [0.1, 0.2], training.batch_size: [8, 16],"
            + " agents.learner.gamma: [0, 1]}\n");
    List<ExperimentSpec> specs = readAll("base.yaml", "");

    assertThat(specs)
        .extracting(ExperimentSpec::name)
        .containsExactly(
            "base/p_exit_accepted=0.1-batch_size=8",
            "base/p_exit_accepted=0.1-batch_size=16",
            "base/p_exit_accepted=0.2-batch_size=8",
            "base/p_exit_accepted=0.2-batch_size=16");
    assertThat(specs.get(1).variant())
        .isEqualTo(
            new Variant(
                "base",
                "p_exit_accepted=0.1-batch_size=16",
                Map.of("environment.p_exit_accepted", "0.1", "training.batch_size", "16")));
    assertThat(specs.get(1).title())
        .isEqualTo("Base: environment.p_exit_accepted 0.1, training.batch_size 16");
    assertThat(specs).allMatch(spec -> spec.agents().size() == 3);
    assertThat(((Training) specs.get(2).agents().get(1).training()).batchSize()).isEqualTo(8);
    assertThat(specs).extracting(ExperimentSpec::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void environmentsAreWrittenOverWhatTheyShare() throws Exception {
    write(
        "alone.yaml",
        "agents: {a: {type: random}}\nenvironments: {w: {type: transition_matrix}}\n");
    write(
        "base.yaml",
        BASE.replaceFirst("(?m)^  learner:.*\n", "")
            + "environments:\n  low: {}\n  high: {p_exit_accepted: 0.5}\n"
            + "  other: {type: interest_evolution}\n");
    List<ExperimentSpec> specs = readAll("base.yaml", "");

    assertThat(specs)
        .extracting(ExperimentSpec::name)
        .containsExactly("base/low", "base/high", "base/other");
    assertThat(((TransitionMatrixOptions) specs.get(1).environment().options()))
        .returns(0.5, TransitionMatrixOptions::pExitAccepted)
        .returns(3, TransitionMatrixOptions::docNum);
    assertThat(specs.get(2).environment().provider().name()).isEqualTo("interest_evolution");
    assertThat(specs.get(2).variant())
        .isEqualTo(new Variant("base", "other", Map.of("environment", "other")));
    assertThat(readAll("alone.yaml", ""))
        .extracting(ExperimentSpec::name)
        .containsExactly("alone/w");
  }

  @Test
  void whatIsSetIsNotSwept() throws Exception {
    write("base.yaml", BASE + "sweep: {seed: [1, 2], agents.learner.gamma: [0, 1]}\n");

    assertThat(readAll("base.yaml", "seed=3"))
        .extracting(ExperimentSpec::name)
        .containsExactly("base/seed=3");
    assertThat(readAll("base.yaml", "agents.learner.gamma=1"))
        .extracting(ExperimentSpec::name)
        .containsExactly("base/learner.gamma=1/seed=1", "base/learner.gamma=1/seed=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sweep: {agents.lerner.gamma: [1]}|:11:9: there is no agent \"lerner\", did you mean",
        "sweep: {agents.learner: [1]}|:11:9: names no key; write",
        "sweep: {agents: [1]}|:11:9: names no agent",
        "sweep: {title: [a]}|:11:9: \"title\" cannot be swept, only keys of agents, environment",
        "sweep: {seed: 1}|:11:15: sweep.seed must be a list of values, not 1",
        "sweep: {seed: []}|:11:15: sweep.seed must be a list of values",
        "sweep: {seed: [1, 1]}|:11:19: sweep.seed has the value 1 twice; keep one",
        "sweep: {seed: [1, x]}|:11:19: seed must be an integer, not \"x\"",
        "sweep: {agents.learner.gama: [0.5]}|:11:31: unknown key",
        "sweep: {agents.learner.gamma.x: [1]}|:11:9: gamma is not a mapping",
        "sweep: [1]|:11:8: sweep must be a mapping, not a list",
        "environments: {}|:11:15: environments must have at least one",
        "environments: {a: 1}|:11:19: a must be a mapping, not 1",
        "environments: {compare: {}}|:11:16: name \"compare\" is reserved",
        "environments: {a: {doc_nun: 1}}|:11:20: unknown key \"doc_nun\"",
        "swep: {seed: [1]}|:11:1: unknown key \"swep\", did you mean \"sweep\"?"
      })
  void wrongGridsAreTold(String line, String problem) throws Exception {
    write("base.yaml", BASE + line + "\n");

    assertThat(problems("base.yaml").toString()).contains("base.yaml" + problem);
  }

  @Test
  void hugeGridsAreRefusedBeforeTheyAreMade() throws Exception {
    StringBuilder sweep = new StringBuilder(BASE + "sweep:\n");
    for (String key : List.of("gamma", "tau", "top_k", "emb_size")) {
      sweep.append("  agents.learner.%s: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n".formatted(key));
    }
    write("base.yaml", sweep.toString());

    assertThat(problems("base.yaml"))
        .containsExactly(
            "base.yaml:12:3: there are 10000 combinations of environments and sweep, but at most 1000"
                + " are run; leave some out");
    StringBuilder environments = new StringBuilder(BASE + "environments:\n");
    for (int i = 0; i <= 1_000; i++) {
      environments.append("  w").append(i).append(": {}\n");
    }
    write("base.yaml", environments.toString());
    assertThat(problems("base.yaml").get(0)).contains("there are 1001 combinations");
    StringBuilder keys = new StringBuilder(BASE + "sweep:\n");
    for (int i = 0; i <= 20; i++) {
      keys.append("  agents.learner.key").append(i).append(": [1]\n");
    }
    write("base.yaml", keys.toString());
    assertThat(problems("base.yaml").get(0))
        .contains("sweep has 21 keys, but at most 20 are swept");
  }

  @Test
  void generatedNamesAreNotTakenTwiceAndFitIntoANameOfAFile() throws Exception {
    write(
        "base.yaml",
        BASE.replace("random:", "learner-gamma=0.5: {type: random}\n  random:")
            + "sweep: {agents.learner.gamma: [0.5]}\n");
    assertThat(problems("base.yaml"))
        .containsExactly(
            "base.yaml:12:9: sweep makes another agent \"learner-gamma=0.5\"; rename one");
    String gamma = "0." + "1".repeat(60);
    write("base.yaml", BASE + "sweep: {agents.learner.gamma: [" + gamma + ", " + gamma + "2]}\n");
    assertThat(read("base.yaml").agents())
        .extracting(AgentSpec::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= 64);
  }
}
