package dev.recsim.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.learn.ActorCriticOptions;
import dev.recsim.spec.ExperimentSpec.AgentSpec;
import dev.recsim.spec.ExperimentSpec.ClaimSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that extend others, values that are set, grids and several worlds. */
class ManyTest {
  private static final String BASE =
      """
      title: Base
      environment:
        type: transition_matrix
        doc_num: 3
        p_exit_accepted: 0.25
      agents:
        random: {type: random}
        learner: {type: actor_critic, hidden: [8, 8], gamma: 0.9, training: {epochs: 2}}
      training: {batch_size: 16}
      trials: {seeds: 0..2}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeBase() throws Exception {
    write("base.yaml", BASE);
  }

  @Test
  void mappingsAreMergedAndListsReplaced() throws Exception {
    write(
        "child.yaml",
        """
        extends: base.yaml
        environment: {p_exit_accepted: 0.5}
        agents:
          learner: {hidden: [4], training: {keep: best}}
          optimal: {type: optimal}
        """);
    ExperimentSpec child = read("child.yaml");

    assertThat(child.name()).isEqualTo("child");
    assertThat(child.title()).isEqualTo("Base");
    TransitionMatrixOptions world = (TransitionMatrixOptions) child.environment().options();
    assertThat(world.docNum()).isEqualTo(3);
    assertThat(world.pExitAccepted()).isEqualTo(0.5);
    assertThat(child.agents())
        .extracting(AgentSpec::name)
        .containsExactly("random", "learner", "optimal");
    AgentSpec<?> learner = child.agents().get(1);
    assertThat(((ActorCriticOptions) learner.options()).hidden()).containsExactly(4);
    assertThat(((ActorCriticOptions) learner.options()).gamma()).isEqualTo(0.9);
    assertThat(learner.training().epochs()).isEqualTo(2);
    assertThat(learner.training().batchSize()).isEqualTo(16);
    assertThat(learner.training().keep().name()).isEqualTo("BEST");
    assertThat(child.seeds()).containsExactly(0, 1, 2);
  }

  @Test
  void componentOfAnotherTypeTakesThePlaceOfTheWholeAndNothingTakesAKeyAway() throws Exception {
    write(
        "child.yaml",
        """
        extends: base.yaml
        title: ~
        agents:
          random: ~
          learner: {type: myopic}
        """);
    ExperimentSpec child = read("child.yaml");

    assertThat(child.title()).isEqualTo("child");
    assertThat(child.agents()).extracting(AgentSpec::name).containsExactly("learner");
    assertThat(child.agents().get(0).provider().name()).isEqualTo("myopic");
  }

  @Test
  void whatExtendsIsTheSameExperimentAsOneThatSaysItAll() throws Exception {
    write("child.yaml", "extends: base.yaml\nname: same\nseed: 7\n");
    write("whole.yaml", BASE + "name: same\nseed: 7\n");

    assertThat(read("child.yaml").resolved()).isEqualTo(read("whole.yaml").resolved());
    assertThat(read("child.yaml").fingerprint()).isEqualTo(read("whole.yaml").fingerprint());
    write("base.yaml", BASE.replace("0.25", "0.3"));
    assertThat(read("child.yaml").fingerprint()).isNotEqualTo(read("whole.yaml").fingerprint());
  }

  @Test
  void problemIsToldWhereTheValueStands() throws Exception {
    write("base.yaml", BASE.replace("0.25", "1.25").replace("gamma", "gama"));
    write("child.yaml", "extends: base.yaml\nagents: {learner: {topk: 1}}\n");

    assertThat(problems("child.yaml"))
        .containsExactly(
            "child.yaml:2:20: unknown key \"topk\", did you mean \"top_k\"?",
            "base.yaml:5:20: p_exit_accepted must be between 0 and 1, but is 1.25",
            "base.yaml:8:49: unknown key \"gama\", did you mean \"gamma\"?");
  }

  @Test
  void filesAreRelativeToTheFileThatNamesThem() throws Exception {
    write("shared/matrix.csv", "0.5,0.5\n0.25,0.75\n");
    write(
        "shared/world.yaml",
        "environment: {type: transition_matrix, acceptance: {file: matrix.csv}}\n");
    write("papers/x.yaml", "extends: ../shared/world.yaml\nagents: {a: {type: random}}\n");
    ExperimentSpec spec = read("papers/x.yaml");

    assertThat(spec.files()).containsOnlyKeys("../shared/matrix.csv");
    assertThat(spec.environment().built().space().documents()).isEqualTo(2);
    write("papers/again.yaml", spec.resolved());
    assertThat(read("papers/again.yaml").fingerprint()).isEqualTo(spec.fingerprint());
  }

  @Test
  void linesOfAgentsAndClaimsAreThoseOfTheFileItself() throws Exception {
    write("base.yaml", BASE + "claims:\n  - learner: {beats: random}\n");
    write("child.yaml", "extends: base.yaml\nagents:\n  optimal: {type: optimal}\n");
    ExperimentSpec child = read("child.yaml");

    assertThat(child.agents()).extracting(AgentSpec::line).containsExactly(1, 1, 3);
    assertThat(child.claims()).extracting(ClaimSpec::line).containsExactly(1);
  }

  @Test
  void circlesLongChainsAndMissingFilesAreTold() throws Exception {
    write("a.yaml", "extends: b.yaml\n");
    write("b.yaml", "seed: 1\nextends: ./a.yaml\n");
    assertThat(problems("a.yaml"))
        .containsExactly("b.yaml:2:10: extends goes round in a circle: a.yaml -> b.yaml -> a.yaml");
    write("self.yaml", "extends: self.yaml\n");
    assertThat(problems("self.yaml").get(0)).contains("in a circle: self.yaml -> self.yaml");
    write("lost.yaml", "extends: no/such.yaml\n");
    assertThat(problems("lost.yaml"))
        .containsExactly(
            "lost.yaml:1:10: extends names \"no/such.yaml\", but there is no such file beside this"
                + " one");
    write("odd.yaml", "extends: [base.yaml]\n");
    assertThat(problems("odd.yaml"))
        .containsExactly("odd.yaml:1:10: extends must be text, not a list");
    for (int i = 0; i <= 11; i++) {
      write("n" + i + ".yaml", i == 0 ? BASE : "extends: n" + (i - 1) + ".yaml\n");
    }
    assertThat(read("n10.yaml").agents()).hasSize(2);
    assertThat(problems("n11.yaml").get(0)).contains("extends goes on over more than 10 files");
    write("broken.yaml", "agents: [\n");
    write("child.yaml", "extends: broken.yaml\n");
    assertThat(problems("child.yaml"))
        .hasSize(1)
        .allMatch(it -> it.startsWith("broken.yaml:2:1: "));
  }

  @Test
  void settingsTakeThePlaceOfTheFilesAndMakeAnotherExperiment() throws Exception {
    ExperimentSpec plain = read("base.yaml");
    ExperimentSpec set =
        read(
            "base.yaml",
            "agents.learner.gamma=0.5, environment.doc_num=4,agents.learner.hidden=[2, 3]");
    ActorCriticOptions learner = (ActorCriticOptions) set.agents().get(1).options();

    assertThat(learner.gamma()).isEqualTo(0.5);
    assertThat(learner.hidden()).containsExactly(2, 3);
    assertThat(set.environment().built().space().documents()).isEqualTo(4);
    assertThat(set.name())
        .isEqualTo("base/learner.gamma=0.5-environment.doc_num=4-learner.hidden=2x3");
    assertThat(set.resolved()).contains("gamma: 0.5");
    assertThat(set.fingerprint()).isNotEqualTo(plain.fingerprint());
    assertThat(read("base.yaml", "agents.learner.gamma=0.5").name())
        .isEqualTo("base/learner.gamma=0.5");
    assertThat(read("base.yaml", "agents.learner.gamma=0.5").title())
        .isEqualTo("Base: learner.gamma=0.5");
    assertThat(read("base.yaml", "agents.learner.gamma=0.9").fingerprint())
        .isEqualTo(plain.fingerprint());
    String long1 = read("base.yaml", "title=" + "x".repeat(80)).name();
    assertThat(long1).hasSize("base/".length() + 64).startsWith("base/title=xxx");
    assertThat(read("base.yaml", "title=" + "x".repeat(81)).name()).isNotEqualTo(long1);
    assertThat(read("base.yaml", "seed=7,name=mine").name()).isEqualTo("mine");
    assertThat(read("base.yaml", "agents.new={type: optimal}").agents()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agents.learner.gama=0.5|agents.learner.gama: unknown key \"gama\", did you mean \"gamma\"?",
        "agents.learner.gamma=2|agents.learner.gamma: gamma must be between 0 and 1, but is 2",
        "agents.learner.gamma=high|agents.learner.gamma: gamma must be a number, not \"high\"",
        "agents.learned.gamma=0.5|agents.learned.gamma: there is no agent \"learned\", did you mean"
            + " \"learner\"?",
        "agent.learner.gamma=0.5|agent.learner.gamma: unknown key \"agent\", did you mean \"agents\"?",
        "agents.learner.gamma.x=1|agents.learner.gamma.x: gamma is not a mapping, so nothing can be set"
            + " in it",
        "seed=|seed: seed must be an integer, not empty; leave the key out for its default",
        "seed=[|seed: is not valid YAML",
        "seed=&a 1|seed: anchors and aliases",
        "a..b=1|a..b: is no path of keys",
        "extends=x.yaml|extends: a file extends what it says itself"
      })
  void settingsAreCheckedAsIfTheyStoodInTheFile(String set, String problem) throws Exception {
    assertThat(
            catchThrowableOfType(InvalidExperiment.class, () -> read("base.yaml", set))
                .getMessage())
        .startsWith("recsim.set: " + problem);
  }

  @Test
  void whatIsNoSettingIsTold() {
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Setting.list("a.b")))
        .hasMessageContaining("recsim.set must be <path>=<value>")
        .hasMessageContaining("not \"a.b\"");
    assertThat(Setting.list("a='x, y=1',b={c: [1, 2], d: 3}"))
        .containsExactly(new Setting("a", "'x, y=1'"), new Setting("b", "{c: [1, 2], d: 3}"));
  }

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
        .isEqualTo(new Variant("learner", Map.of("gamma", "0.5", "hidden", "[8, 8]")));
    assertThat(agents.get(2).variant().keys().keySet()).containsExactly("gamma", "hidden");
    assertThat(((ActorCriticOptions) agents.get(2).options()).hidden()).containsExactly(8, 8);
    assertThat(agents.get(4).line()).isEqualTo(8);
    assertThat(specs.get(0).claims()).hasSize(4 * 2 + 4);
    write("again.yaml", specs.get(0).resolved());
    assertThat(read("again.yaml").resolved()).isEqualTo(specs.get(0).resolved());
  }

  @Test
  void sweepOfTheWorldMakesAnExperimentForEachPoint() throws Exception {
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
                "base", Map.of("environment.p_exit_accepted", "0.1", "training.batch_size", "16")));
    assertThat(specs.get(1).title())
        .isEqualTo("Base: environment.p_exit_accepted 0.1, training.batch_size 16");
    assertThat(specs).allMatch(spec -> spec.agents().size() == 3);
    assertThat(specs.get(2).agents().get(1).training().batchSize()).isEqualTo(8);
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
        .isEqualTo(new Variant("base", Map.of("environment", "other")));
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
        "environments: {compare: {}}|:11:16: name \"compare\" is that of a file",
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
    StringBuilder worlds = new StringBuilder(BASE + "environments:\n");
    for (int i = 0; i <= 1_000; i++) {
      worlds.append("  w").append(i).append(": {}\n");
    }
    write("base.yaml", worlds.toString());
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

  private void write(String name, String yaml) throws Exception {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), yaml);
  }

  private ExperimentSpec read(String name) throws Exception {
    return ExperimentReader.read(folder.resolve(name));
  }

  private ExperimentSpec read(String name, String set) throws Exception {
    List<ExperimentSpec> specs = readAll(name, set);
    assertThat(specs).hasSize(1);
    return specs.get(0);
  }

  private List<ExperimentSpec> readAll(String name, String set) throws Exception {
    List<Setting> settings = set.isEmpty() ? List.of() : Setting.list(set);
    return ExperimentReader.read(folder, folder.resolve(name), settings);
  }

  private List<String> problems(String name) {
    return catchThrowableOfType(InvalidExperiment.class, () -> read(name))
        .getMessage()
        .replace(folder + folder.getFileSystem().getSeparator(), "")
        .lines()
        .toList();
  }
}
