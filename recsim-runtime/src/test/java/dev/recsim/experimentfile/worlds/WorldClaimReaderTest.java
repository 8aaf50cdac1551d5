package dev.recsim.experimentfile.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.InvalidExperiment;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldClaimReaderTest {
  private static final String HEAD =
      """
      environment: %s
      agents: {a: {type: random}, b: {type: myopic}, o: {type: optimal}}
      claims:
      - a: %s
      """;
  private static final String MATRIX = "{type: transition_matrix, doc_num: 6}";
  private static final String SHOP = "{type: fitted, file: environments/shop.json}";

  @TempDir Path folder;

  @BeforeEach
  void copyShop() throws Exception {
    Path environments = Files.createDirectories(folder.resolve("environments"));
    Path shop = Path.of("../experiments/environments/shop.json");
    Files.copy(shop, environments.resolve("shop.json"));
    Files.copy(shop, environments.resolve("other.json"));
  }

  private List<WorldClaim> read(String environment, String claim) throws Exception {
    Path file = folder.resolve("x.yaml");
    return ExperimentReader.read(Files.writeString(file, HEAD.formatted(environment, claim)))
        .worlds();
  }

  private WorldDesign design(String environment, String in) throws Exception {
    return read(environment, "{beats: b, in: {%s}}".formatted(in)).get(0).design();
  }

  @Test
  void hiddenKindsAndDrawsAreThereByDefault() throws Exception {
    WorldClaim claim = read(SHOP, "{beats: b, in: {}}").get(0);
    assertThat(claim.claim().text()).isEqualTo("a beats b in plausible worlds");
    assertThat(claim.line()).isEqualTo(4);
    WorldDesign design = claim.design();
    assertThat(design.size()).isEqualTo(100);
    assertThat(design.share()).isEqualTo(0.9);
    assertThat(design.factors())
        .extracting(WorldDesign.Factor::name)
        .containsExactly("hidden kinds");
    PlausibleWorld world = design.worlds().get(0);
    assertThat(world.environment())
        .containsKeys("draw", "kinds")
        .containsEntry("type", "plausible");
    assertThat(design.notes().get(0))
        .isEqualTo("Each world is one of those that the log leaves possible.");

    WorldDesign none = design(SHOP, "kinds: none, draws: false");
    assertThat(none.worlds().get(0).environment()).containsOnlyKeys("type", "base");
    assertThat(none.notes())
        .contains(
            "No world differs by what a log leaves open.",
            "Hidden kinds of users: none, as the claim says.");
    WorldDesign states = design("{type: six_states}", "");
    assertThat(states.factors())
        .containsExactly(new WorldDesign.Factor("hidden kinds", List.of("not applicable here")));
    assertThat(states.worlds()).allMatch(it -> it.levels().equals(List.of(0)));
  }

  @Test
  void rangesAreALatinHypercubeAndModelsHaveEqualShares() throws Exception {
    WorldDesign design =
        design(
            MATRIX,
            "worlds: 60, ranges: {p_exit_accepted: [0.1, 0.4], max_session_length: [1, 20]},"
                + " models: {sharp: {type: transition_matrix, doc_num: 6, acceptance: {generate:"
                + " {seed: 5}}}, six: {type: transition_matrix, acceptance: {rows:"
                + " [[0.5,0,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0]]}}}");
    assertThat(design.factors())
        .extracting(WorldDesign.Factor::name)
        .containsExactly("model", "p_exit_accepted", "max_session_length", "hidden kinds");
    Map<Integer, Integer> models = new TreeMap<>();
    boolean[] strata = new boolean[60];
    Map<Integer, Integer> lengths = new TreeMap<>();
    for (PlausibleWorld world : design.worlds()) {
      models.merge(world.levels().get(0), 1, Integer::sum);
      Map<?, ?> base = (Map<?, ?>) world.environment().get("base");
      double exit = ((BigDecimal) base.get("p_exit_accepted")).doubleValue();
      int stratum = (int) ((exit - 0.1) / 0.3 * 60);
      assertThat(strata[stratum]).as("two worlds of one stratum").isFalse();
      strata[stratum] = true;
      assertThat(world.levels().get(1)).isEqualTo((int) ((exit - 0.1) / 0.1 - 1e-9));
      lengths.merge(((BigDecimal) base.get("max_session_length")).intValueExact(), 1, Integer::sum);
    }
    assertThat(models).isEqualTo(Map.of(0, 20, 1, 20, 2, 20));
    assertThat(lengths).hasSize(20).allSatisfy((length, worlds) -> assertThat(worlds).isEqualTo(3));
    assertThat(design.worlds()).isEqualTo(design.worlds());
    assertThat(design(MATRIX, "seed: 2").digest()).isNotEqualTo(design(MATRIX, "").digest());
  }

  /** What another model lacks is not varied in it. */
  @Test
  void modelsOfTheSameLogAreNamed() throws Exception {
    WorldDesign design = design(SHOP, "models: [other], ranges: {max_session_length: [2, 9]}");
    assertThat(design.factors().get(0).levels()).containsExactly("shop", "other");
    assertThat(design.worlds())
        .allSatisfy(it -> assertThat(it.values()).anyMatch(v -> v.startsWith("max_session")));
    WorldDesign mixed =
        design(
            MATRIX,
            "retrain: true, worlds: 4, ranges: {p_exit_accepted: [0.1, 0.3]}, models: {six: {type: six_states}}");
    assertThat(mixed.worlds()).extracting(PlausibleWorld::levels).contains(List.of(1, 3, 3));
    assertThat(mixed.factors().get(1).levels()).last().isEqualTo("not applicable here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{beats: b, in: {ranges: {p_exit_acepted: [0.1, 0.3]}}} | 4:31: unknown key"
            + " \"p_exit_acepted\", did you mean \"p_exit_accepted\"?",
        "{beats: b, in: {ranges: {p_exit_accepted: [0.1, 1.3]}}} | 4:54: p_exit_accepted must be"
            + " between 0 and 1, but is 1.3",
        "{beats: b, in: {ranges: {p_exit_accepted: [0.3, 0.1]}}} | 4:48: p_exit_accepted must be"
            + " [low, high] with low below high",
        "{beats: b, in: {ranges: {p_exit_accepted: 0.1}}} | 4:48: p_exit_accepted must be a range,"
            + " [low, high], not 0.1",
        "{beats: b, in: {ranges: {doc_num: [6, 9]}}} | 4:44: doc_num shows agents slates of 1 of 9"
            + " documents, 9 states and 0 features, but the policies of this experiment act on"
            + " slates of 1 of 6 documents, 6 states and 0 features; use an environment that shows"
            + " the same, or write retrain: true",
        "{beats: b, in: {models: [nope]}} | 4:31: file names \"environments/nope.json\", but there"
            + " is no such file beside the experiment",
        "{beats: b, in: {models: {transition_matrix: {type: six_states}}}} | 4:31: model"
            + " \"transition_matrix\" is there already; name another one",
        "{beats: b, in: {models: 3}} | 4:30: models must be a list of names of fitted environments,"
            + " such as [shop-cascade], or \"<name>: {type: ...}\" for each, not 3",
        "{beats: b, in: {draws: true}} | 4:29: draws need an environment that was fitted as"
            + " responses or markov_chain, with slates of one document; leave draws out",
        "{beats: b, in: {kinds: [0, 11]}} | 4:29: kinds must be between 0 and 10",
        "{beats: b, in: {kinds: some}} | 4:29: kinds must be a range, such as [0, 4], or none, not"
            + " \"some\"",
        "{beats: b, in: {worlds: 0}} | 4:30: worlds must be between 1 and 10000, but is 0",
        "{beats: b, in: {share: 1}} | 4:29: share must be above 0 and below 1, but is 1",
        "{beats: b, in: {world: 9}} | 4:22: unknown key \"world\", did you mean \"worlds\"?",
        "{beats: b, in: 3} | 4:21: in must be a mapping, not 3",
        "{beats: c, in: {}} | 4:14: there is no agent \"c\", did you mean \"a\"?",
        "{beats: a, in: {}} | 4:14: must be another agent than a, not \"a\"",
        "{not_worse_than: b, in: {}} | 4:6: not_worse_than needs margin: {relative: 0.01}",
        "{beats: b, by: ope, in: {}} | 4:17: unknown key \"by\"",
        "{beats: o, in: {retrain: true}} | 4:21: o cannot be trained in worlds of transition_matrix"
            + " with hidden kinds: an agent of type optimal needs a finite environment",
      })
  void mistakesAreToldWithTheirPlace(String claim, String message) {
    InvalidExperiment e = catchThrowableOfType(InvalidExperiment.class, () -> read(MATRIX, claim));
    assertThat(e.problems()).anySatisfy(it -> assertThat(it.toString()).contains(message));
  }

  @Test
  void claimsOverWorldsNeedAgents() throws Exception {
    Files.writeString(folder.resolve("log.csv"), "");
    Path file =
        Files.writeString(
            folder.resolve("log.yaml"),
            """
            logs: {file: log.csv}
            evaluate: {policies: {a: {type: random}}}
            claims: [{a: {beats: logged, in: {}}}]
            """);
    InvalidExperiment e =
        catchThrowableOfType(
            InvalidExperiment.class, () -> ExperimentReader.readAll(folder, file, List.of()));
    assertThat(e.problems().get(0).toString())
        .endsWith("3:10: claims of a file without agents are tested on its log; write by: ope");
  }

  @Test
  void kindsThatAreNotApplicableMustNotBeWritten() {
    InvalidExperiment e =
        catchThrowableOfType(
            InvalidExperiment.class,
            () -> read("{type: six_states}", "{beats: b, in: {kinds: [0, 4]}}"));
    assertThat(e.problems().get(0).message())
        .startsWith("kinds need an environment whose users accept documents by a stored table")
        .endsWith("write kinds: none");
  }

  @Test
  void variantsOfASweepAreClaimedEach() throws Exception {
    Path file = folder.resolve("swept.yaml");
    Files.writeString(
        file,
        """
        environment: {type: transition_matrix, doc_num: 6}
        agents:
          a: {type: random}
          e: {type: epsilon_greedy, base: {type: myopic}}
        sweep: {agents.e.evaluation_epsilon: [0.1, 0.2]}
        claims:
        - e: {beats: a, in: {worlds: 5}}
        - a: {not_worse_than: e, margin: {relative: 0.5}, in: {worlds: 5}}
        """);
    assertThat(ExperimentReader.read(file).worlds())
        .extracting(it -> it.claim().claim().text())
        .containsExactly(
            "e-evaluation_epsilon=0.1 beats a",
            "e-evaluation_epsilon=0.2 beats a",
            "a not_worse_than e-evaluation_epsilon=0.1",
            "a not_worse_than e-evaluation_epsilon=0.2");
  }
}
