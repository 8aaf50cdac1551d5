package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.SearchSpec.Candidate;
import dev.recsim.experimentfile.SearchSpec.Rung;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.trial.schedule.Training;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candidates of a search. */
@Tag("slow")
class SearchTest extends ManyFiles {
  private static final String SEARCH =
      """
      search:
        agent: learner
        over:
          gamma: [0.5, 0.8, 0.95]
          tau: {log: [1e-4, 1e-1]}
          value_scale: {linear: [1, 3]}
          top_k: {integer: [1, 3]}
          training.epochs: [1, 2]
        candidates: 200
      """;

  @Test
  void candidatesAreDrawnFromListsAndRanges() throws Exception {
    List<Candidate> candidates = search(SEARCH).candidates();

    assertThat(candidates).hasSize(200);
    assertThat(candidates.get(0).agent().variant()).isEqualTo(Variant.none("learner"));
    assertThat(candidates.get(7).agent().name()).isEqualTo("learner-7");
    List<Candidate> drawn = candidates.subList(1, 200);
    assertThat(drawn)
        .allSatisfy(
            it -> {
              ActorCriticOptions options = options(it.agent());
              assertThat(options.gamma()).isIn(0.5, 0.8, 0.95);
              assertThat(options.tau().start()).isBetween(1e-4, 1e-1);
              assertThat(options.valueScale()).isBetween(1.0, 3.0);
              assertThat(options.topK()).isIn(1, 2, 3);
              assertThat(((Training) it.agent().training()).epochs()).isIn(1, 2);
              assertThat(options.hidden()).containsExactly(8, 8);
            });
    assertThat(drawn).extracting(it -> it.agent().variant().keys()).doesNotHaveDuplicates();
    assertThat(candidates.get(1).agent().variant().keys().keySet())
        .containsExactly("gamma", "tau", "value_scale", "top_k", "training.epochs");
  }

  /** Of 199 draws 99.5 are below the middle; the test fails with probability below 1e-4. */
  @Test
  void logIsUniformInTheLogarithm() throws Exception {
    List<Candidate> candidates = search(SEARCH).candidates();

    assertThat(
            candidates.stream()
                .skip(1)
                .filter(it -> options(it.agent()).tau().start() < 1e-2)
                .count())
        .as("two of three decades")
        .isBetween(106L, 159L);
    assertThat(
            candidates.stream().skip(1).filter(it -> options(it.agent()).valueScale() < 2).count())
        .isBetween(71L, 128L);
    assertThat(candidates.stream().skip(1).filter(it -> options(it.agent()).topK() == 3).count())
        .isBetween(40L, 93L);
  }

  @Test
  void moreCandidatesAndSeedsLeaveTheOthersAlone() throws Exception {
    SearchSpec many = search(SEARCH);
    SearchSpec few =
        search(SEARCH.replace("200", "20").replace("trials: {seeds: 0..2}", "trials: {seeds: 7}"));

    assertThat(fingerprints(many).subList(0, 20)).isEqualTo(fingerprints(few));
    assertThat(few.rungs()).containsExactly(new Rung(20, 1), new Rung(7, 3), new Rung(3, 9));
    assertThat(few.trials()).isEqualTo(20 + 14 + 18);
    assertThat(few.seeds()).startsWith(10_000, 10_001).hasSize(9);
    write("base.yaml", BASE.replace("0..2", "[3, 10000]") + SEARCH);
    assertThat(read("base.yaml").search().orElseThrow().seeds()).startsWith(10_001, 10_002);
  }

  @Test
  void resolvedSearchReadsBackEqual() throws Exception {
    write("base.yaml", BASE + SEARCH);
    ExperimentSpec spec = read("base.yaml");
    write("again.yaml", spec.resolved());
    ExperimentSpec again = read("again.yaml");

    assertThat(again.resolved())
        .isEqualTo(spec.resolved())
        .contains("log: [0.0001, 0.1]", "training.epochs", "method: halving", "candidates: 200");
    assertThat(again.fingerprint()).isEqualTo(spec.fingerprint());
    assertThat(fingerprints(again.search().orElseThrow()))
        .isEqualTo(fingerprints(spec.search().orElseThrow()));
    write("plain.yaml", BASE.replace("title", "name: base\ntitle"));
    assertThat(read("plain.yaml").agents())
        .extracting(AgentSpec::fingerprint)
        .isEqualTo(spec.agents().stream().map(AgentSpec::fingerprint).toList());
    assertThat(spec.agents()).extracting(AgentSpec::name).containsExactly("random", "learner");
  }

  @Test
  void optionsToCopyAreThoseThatWereSearched() throws Exception {
    Candidate candidate =
        search(
                "search: {agent: learner, over: {training.epochs: [3], gamma: [0.25], hidden: [[4,"
                    + " 2]]}, method: random, candidates: 2, seeds: 4}\n")
            .candidates()
            .get(1);

    assertThat(candidate.options())
        .isEqualTo(
            """
            agents:
              learner:
                training:
                  epochs: 3
                gamma: 0.25
                hidden: [4, 2]
            """);
    assertThat(candidate.agent().variant().keys())
        .isEqualTo(Map.of("training.epochs", "3", "gamma", "0.25", "hidden", "[4, 2]"));
  }

  @Test
  void listsThatAreUsedUpGiveEachCombinationOnce() throws Exception {
    SearchSpec search =
        search(
            "search: {agent: learner, over: {gamma: [0, 0.5, 1], top_k: {integer: [1, 3]}}, "
                + "candidates: 10}\n");

    assertThat(search.candidates()).hasSize(10);
    assertThat(search.candidates())
        .extracting(it -> it.agent().variant().keys())
        .doesNotHaveDuplicates();
  }

  @Test
  void eachEnvironmentHasASearch() throws Exception {
    write("base.yaml", BASE + "environments: {a: {}, b: {doc_num: 4}}\n" + SEARCH);

    assertThat(readAll("base.yaml", ""))
        .hasSize(2)
        .allMatch(spec -> spec.search().orElseThrow().candidates().size() == 200);
    assertThat(readAll("base.yaml", "search.candidates=9"))
        .allMatch(spec -> spec.search().orElseThrow().candidates().size() == 9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{over: {gamma: [0, 1]}}|:11:9: the key \"agent\" is missing; write \"agent: <name>\"",
        "{agent: learner}|:11:9: the key \"over\" is missing; write \"over: {<key>: [...]}\"",
        "{agent: lerner, over: {gamma: [0, 1]}}|:11:17: there is no agent \"lerner\", did you mean",
        "{agent: learner, over: {}}|:11:32: search.over must have at least one key",
        "{agent: learner, over: [gamma]}|:11:32: search.over must be a mapping, not a list",
        "{agent: learner, over: {gama: [0, 1]}}|:11:33: unknown key \"gama\", did you mean \"gamma\"?",
        "{agent: learner, ovr: {gamma: [0, 1]}}|:11:26: unknown key \"ovr\", did you mean \"over\"?",
        "{agent: learner, over: {gamma: []}}|:11:40: search.over.gamma must be a list of values or a"
            + " range such as {log: [1e-4, 1e-2]}, not an empty list",
        "{agent: learner, over: {gamma: 1}}|:11:40: search.over.gamma must be a list of values or",
        "{agent: learner, over: {gamma: [0.5, 0.50]}}|:11:46: search.over.gamma has the value 0.50"
            + " twice; keep one",
        "{agent: learner, over: {tau: {lag: [1, 2]}}}|:11:39: unknown key \"lag\", did you mean \"log\"",
        "{agent: learner, over: {tau: {log: [0, 1]}}}|:11:45: search.over.tau.log must begin above 0,"
            + " not at 0, which has no logarithm; begin at a small number such as 1e-6, or write"
            + " linear: [0, 1]",
        "{agent: learner, over: {tau: {log: [-1, 1]}}}|:11:45: search.over.tau.log must begin above 0",
        "{agent: learner, over: {tau: {log: [0.1, 0.1]}}}|:11:44: search.over.tau.log is empty: both"
            + " ends are 0.1; write a list, [0.1]",
        "{agent: learner, over: {tau: {log: [0.2, 0.1]}}}|:11:44: search.over.tau.log must begin at the"
            + " lower end; write [0.1, 0.2]",
        "{agent: learner, over: {tau: {log: [0.2]}}}|:11:44: search.over.tau.log must be two numbers",
        "{agent: learner, over: {tau: {linear: [a, 1]}}}|:11:48: search.over.tau.linear[0] must be a"
            + " number, not \"a\"",
        "{agent: learner, over: {top_k: {integer: [1, 2.5]}}}|:11:54: search.over.top_k.integer[1]"
            + " must be an integer, not 2.5",
        "{agent: learner, over: {gamma: {linear: [0, 1.5]}}}|:11:53: gamma must be",
        "{agent: learner, over: {gamma: [0.5, x]}}|:11:46: gamma must be a number, not \"x\"",
        "{agent: learner, over: {gamma.x: [1, 2]}}|:11:33: gamma is not a mapping",
        "{agent: learner, over: {a..b: [1, 2]}}|:11:33: \"a..b\" is no key of an agent",
        "{agent: learner, over: {top_k: {linear: [1, 8]}}}|:11:49: top_k must be an integer, not",
        "{agent: learner, over: {training: [{}], training.epochs: [1, 2]}}|:11:49: \"training\" and"
            + " \"training.epochs\" set the same option; keep one",
        "{agent: learner, over: {gamma: [0, 1]}}|:11:9: search.candidates is 27, but there are only 2"
            + " combinations to draw from and the declared agent; write at most 3, or a sweep",
        "{agent: learner, over: {tau: {log: [1e-3, 1]}}, candidates: 3}|:11:69: search.candidates must"
            + " be at least 4 for method halving",
        "{agent: learner, over: {tau: {log: [1e-3, 1]}}, candidates: 1}|:11:69: search.candidates must"
            + " be between 2 and 1000, but is 1",
        "{agent: learner, over: {tau: {log: [1e-3, 1]}}, method: grid}|:11:65: search.method must be"
            + " one of halving, random, not \"grid\"",
        "{agent: learner, over: {tau: {log: [1e-3, 1]}}, candidates: 1000, seeds: 100}|:11:9: 1000"
            + " candidates from 100 seeds on are",
        "[1]|:11:9: search must be a mapping, not a list"
      })
  void wrongSearchesAreReported(String search, String problem) throws Exception {
    write("base.yaml", BASE + "search: " + search + "\n");

    assertThat(problems("base.yaml")).hasSize(1).first().asString().contains("base.yaml" + problem);
  }

  @Test
  void sweepAndSearchExcludeEachOther() throws Exception {
    write("base.yaml", BASE + "sweep: {seed: [1, 2]}\n" + SEARCH);
    assertThat(problems("base.yaml"))
        .containsExactly(
            "base.yaml:13:3: an experiment has a sweep, which runs all combinations, or a search,"
                + " which runs some; remove one");
    write("base.yaml", BASE.replace("random:", "learner-3:") + SEARCH);
    assertThat(problems("base.yaml"))
        .containsExactly(
            "base.yaml:12:3: search makes another agent \"learner-3\"; rename the one in agents");
  }

  private SearchSpec search(String search) throws Exception {
    write("base.yaml", BASE + search);
    return read("base.yaml").search().orElseThrow();
  }

  private static List<String> fingerprints(SearchSpec search) {
    return search.candidates().stream().map(it -> it.agent().fingerprint()).toList();
  }

  private static ActorCriticOptions options(AgentSpec<?> agent) {
    return (ActorCriticOptions) agent.options();
  }
}
