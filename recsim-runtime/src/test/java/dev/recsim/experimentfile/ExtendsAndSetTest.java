package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that extend others, and values that are set. */
class ExtendsAndSetTest extends ManyFiles {
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
    TransitionMatrixOptions environment = (TransitionMatrixOptions) child.environment().options();
    assertThat(environment.docNum()).isEqualTo(3);
    assertThat(environment.pExitAccepted()).isEqualTo(0.5);
    assertThat(child.agents())
        .extracting(AgentSpec::name)
        .containsExactly("random", "learner", "optimal");
    AgentSpec<?> learner = child.agents().get(1);
    assertThat(((ActorCriticOptions) learner.options()).hidden()).containsExactly(4);
    assertThat(((ActorCriticOptions) learner.options()).gamma()).isEqualTo(0.9);
    Training training = (Training) learner.training();
    assertThat(training.epochs()).isEqualTo(2);
    assertThat(training.batchSize()).isEqualTo(16);
    assertThat(training.keep()).isEqualTo(Keep.BEST);
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
        "shared/environment.yaml",
        "environment: {type: transition_matrix, acceptance: {file: matrix.csv}}\n");
    write("papers/x.yaml", "extends: ../shared/environment.yaml\nagents: {a: {type: random}}\n");
    ExperimentSpec spec = read("papers/x.yaml");

    assertThat(spec.files()).containsOnlyKeys("../shared/matrix.csv");
    assertThat(Environments.of(spec).space().documents()).isEqualTo(2);
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
    assertThat(Environments.of(set).space().documents()).isEqualTo(4);
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
}
