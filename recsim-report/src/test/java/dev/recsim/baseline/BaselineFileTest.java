package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import dev.recsim.rule.Margin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaselineFileTest {
  private static final String CURE =
      "; take it back from git, or record it again with recsim:baseline";

  private static final Map<String, Double> METRICS = new LinkedHashMap<>();

  static {
    METRICS.put("topic_coverage", 0.1 + 0.2);
    METRICS.put("clicks", Double.NaN);
  }

  private static final AgentScores LEARNER =
      new AgentScores(
          "actor_critic",
          "actor_critic",
          false,
          "java",
          Runs.digests(Runs.agent("", 8.9245, 8.5, 9, 2e-3, 1e23), "d0").scores(),
          new TreeMap<>(),
          List.of(new CurvePoint(1, 2300.5, 6.25), new CurvePoint(2, 4600, 7.5)));

  private static final Snapshot SNAPSHOT =
      new Snapshot(
          "notebook",
          "f1",
          "name: notebook\nseed: 42\ntitle: \"x \\u2028 <b>\"\n",
          new TreeMap<>(Map.of("data/a.csv", "d1", "data/b.csv", "d2")),
          8.924512345678901,
          List.of(
              LEARNER,
              new AgentScores("random", "random", true, null, constant(), empty(), List.of())),
          List.of(
              new Acceptance("actor_critic", Outcome.REGRESSED, 9.25, 8.5),
              new Acceptance("arena", Outcome.ARENA_CHANGED, null, null)));

  private static List<SeedScore> constant() {
    return Runs.digests(Runs.agent("", 1, 1, 1, 1, 1), "d1").scores().stream()
        .map(it -> new SeedScore(it.seed(), it.score(), it.digest(), METRICS))
        .toList();
  }

  private static TreeMap<Integer, String> empty() {
    return new TreeMap<>();
  }

  private static final String TEXT = BaselineFile.render(SNAPSHOT, new Margin(0.02, 0.1));

  @Test
  void readsBackWhatItWrote() throws InvalidBaseline {
    assertThat(BaselineFile.parse(TEXT)).isEqualTo(SNAPSHOT);
  }

  @Test
  void everyScoreReadsBackToTheBit() throws InvalidBaseline {
    RandomKey key = RandomKey.root(4).child("bits");
    double[] scores = new double[2_000];
    for (int i = 0; i < scores.length; i++) {
      double any = Double.longBitsToDouble(key.bits(i));
      scores[i] = Double.isFinite(any) ? any : key.gaussian(i);
    }
    scores[0] = Double.MIN_VALUE;
    scores[1] = Double.MAX_VALUE;
    scores[2] = 0.1 + 0.2;
    scores[3] = 9_007_199_254_740_993.0;
    Snapshot snapshot = Runs.of(scores[5], Runs.agent("a", scores));
    Snapshot read = BaselineFile.parse(BaselineFile.render(snapshot, Margin.DEFAULTS));
    assertThat(read.agents().get(0).values()).containsExactly(scores);
    assertThat(read.optimum()).isEqualTo(scores[5]);
  }

  // Also run on Java 25 by the workflow build.yml: Double.toString writes 2.0E-3 and 1.0E23
  // otherwise there.
  @Test
  void theSameSnapshotGivesTheseBytes() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(BaselineFile.render(SNAPSHOT, new Margin(0.02, 0.1))).isEqualTo(GOLDEN);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void digestsOfMetricsReadBackWhereTheyAreKnown() throws InvalidBaseline {
    AgentScores measured =
        Runs.measured(Runs.agent("a", 1, 2, 3, 4, 5), "cover", .1, .2, .3, .4, Double.NaN);
    AgentScores digested = Runs.digested(measured, "cover", "d");
    Snapshot snapshot = Runs.of(digested, Runs.agent("b", 1, 2, 3, 4, 5));
    String text = render(snapshot);
    assertThat(text)
        .containsOnlyOnce("metric_digests")
        .contains("\"metric_digests\": {\"cover\": \"d0 d1 d2 d3 d4\"}");
    assertThat(BaselineFile.parse(text)).isEqualTo(snapshot);
    List<SeedScore> some = new ArrayList<>(digested.scores());
    some.set(1, measured.scores().get(1));
    Snapshot partly =
        Runs.of(
            new AgentScores("a", "actor_critic", false, "java", some, new TreeMap<>(), List.of()));
    assertThat(render(partly)).contains("\"cover\": \"d0 - d2 d3 d4\"");
    assertThat(BaselineFile.parse(render(partly))).isEqualTo(partly);
  }

  @Test
  void aScoreThatMovedIsALineOfTheDiff() {
    Snapshot moved = Runs.of(Runs.agent("a", 1, 2, 3.5, 4, 5), Runs.agent("b", 1, 2, 3, 4, 5));
    Snapshot before = Runs.of(Runs.agent("a", 1, 2, 3, 4, 5), Runs.agent("b", 1, 2, 3, 4, 5));
    List<String> old = new ArrayList<>(render(before).lines().toList());
    List<String> now = render(moved).lines().toList();
    assertThat(now).hasSameSizeAs(old);
    List<String> changed = now.stream().filter(line -> !old.contains(line)).toList();
    // the trial, what is computed of the agent's trials, and the checksum
    assertThat(changed).hasSizeLessThanOrEqualTo(6);
    assertThat(changed).anySatisfy(line -> assertThat(line).contains("\"seed\": 2", "3.5"));
  }

  @Test
  void aWindowsCheckoutReadsTheSame() throws InvalidBaseline {
    assertThat(BaselineFile.parse(TEXT.replace("\n", "\r\n"))).isEqualTo(SNAPSHOT);
  }

  @Test
  void emptyFilesAreDamaged() {
    rejected("", "is empty" + CURE);
    rejected(" \r\n", "is empty" + CURE);
  }

  @Test
  void everyTruncationIsRejected() {
    for (int end = 0; end < TEXT.length(); end++) {
      String cut = TEXT.substring(0, end);
      assertThatThrownBy(() -> BaselineFile.parse(cut))
          .isInstanceOf(InvalidBaseline.class)
          .hasMessageEndingWith(CURE);
    }
    int middle = TEXT.indexOf("8.5") - 20;
    rejected(TEXT.substring(0, middle), "is cut off at line " + lines(middle) + CURE);
  }

  @Test
  void everyChangedCharacterIsRejected() {
    for (int i = 0; i < TEXT.length(); i++) {
      char other = TEXT.charAt(i) == '7' ? '3' : '7';
      String garbled = TEXT.substring(0, i) + other + TEXT.substring(i + 1);
      assertThatThrownBy(() -> BaselineFile.parse(garbled)).isInstanceOf(InvalidBaseline.class);
    }
  }

  @Test
  void whatIsNotJsonNamesItsLine() {
    rejected("%PDF-1.4", "is damaged at line 1" + CURE);
    int at = TEXT.indexOf("\"resolved\"");
    String garbled = TEXT.substring(0, at) + "\u0000\u0001" + TEXT.substring(at);
    rejected(garbled, "is damaged at line " + lines(at) + CURE);
    rejected(TEXT + "{}", "was changed by hand or is damaged" + CURE);
    rejected("[".repeat(100_000), "is damaged" + CURE);
  }

  @Test
  void jsonOfSomethingElseIsNoBaseline() {
    for (String json : List.of("{}", "[]", "null", "3", "\"x\"", "{\"schema_version\": \"1\"}")) {
      rejected(json, "is not a baseline: it has no schema_version" + CURE);
    }
  }

  @Test
  void handEditedScoresAreRejected() {
    rejected(TEXT.replace("8.5", "8.6"), "was changed by hand or is damaged" + CURE);
    rejected(TEXT.replace("  ", "    "), "was changed by hand or is damaged" + CURE);
    rejected(TEXT + "\n", "was changed by hand or is damaged" + CURE);
    String without = TEXT.substring(0, TEXT.indexOf(",\n \"checksum\"")) + "\n}\n";
    rejected(without, "was changed by hand or is damaged" + CURE);
  }

  @Test
  void aMergeConflictIsCalledOne() {
    String conflict =
        TEXT.replace("\"fingerprint\"", "\n<<<<<<< HEAD\n=======\n>>>>>>> topic\n\"fingerprint\"");
    String message =
        "holds a merge conflict; take one side of it whole, or record it again with recsim:baseline";
    rejected(conflict, message);
    rejected("<<<<<<< HEAD\n" + TEXT, message);
    rejected(conflict.replace("\n", "\r\n"), message);
  }

  @Test
  void otherVersionsSayWhichWayToGo() {
    rejected(
        version("3"),
        "is of version 3, and this recsim reads versions 1 to 2; use the recsim that wrote it, or a newer"
            + " one");
    rejected(
        version("123456789012345678901234567890"),
        "is of version 123456789012345678901234567890, and this recsim reads versions 1 to 2; use the"
            + " recsim that wrote it, or a newer one");
    rejected(
        version("0"),
        "is of version 0, and this recsim reads versions 1 to 2; record it again with recsim:baseline");
    rejected(version("1.5"), "is not a baseline: it has no schema_version" + CURE);
  }

  @Test
  void trialsWithoutANumberAreRejectedEvenUnderTheRightChecksum() {
    String message = "lacks a field of a baseline, or has a wrong one" + CURE;
    rejected(sealed(TEXT.replace("\"score\": 8.5", "\"score\": null")), message);
    rejected(sealed(TEXT.replace("\"score\": 8.5", "\"score\": \"8.5\"")), message);
    rejected(sealed(TEXT.replace("\"score\": 8.5", "\"score\": 1e999")), message);
    rejected(sealed(TEXT.replace("\"seed\": 1,", "\"seed\": 1.5,")), message);
    rejected(sealed(TEXT.replace("\"seed\": 1, \"digest\": \"d0\",", "\"seed\": 1,")), message);
    rejected(sealed(TEXT.replace("\"score\": 8.5", "\"score\": NaN")), "is damaged", CURE);
  }

  @Test
  void twoScoresOfASeedAndTwoAgentsOfANameAreRejectedEvenUnderTheRightChecksum() {
    rejected(
        sealed(TEXT.replaceFirst("\"seed\": 1,", "\"seed\": 0,")),
        "has two scores of one seed of actor_critic" + CURE);
    rejected(
        sealed(TEXT.replace("\"name\": \"random\"", "\"name\": \"actor_critic\"")),
        "has two agents of one name" + CURE);
  }

  @Test
  void scoresThatAreNoNumbersAreNotRecorded() {
    assertThatThrownBy(() -> render(Runs.of(Runs.agent("a", 1, Double.NaN, 3, 4, 5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seed 1 of a scored NaN");
  }

  private static String render(Snapshot snapshot) {
    return BaselineFile.render(snapshot, Margin.DEFAULTS);
  }

  private static String version(String version) {
    return TEXT.replace("\"schema_version\": 2", "\"schema_version\": " + version);
  }

  /** With the checksum that fits. */
  private static String sealed(String text) {
    String body = text.substring(0, text.indexOf(",\n \"checksum\""));
    String checksum = Digest.of(body.getBytes(StandardCharsets.UTF_8));
    return body + ",\n \"checksum\": \"" + checksum + "\"\n}\n";
  }

  private static long lines(int end) {
    return TEXT.substring(0, end).chars().filter(it -> it == '\n').count() + 1;
  }

  private static void rejected(String text, String message) {
    assertThatThrownBy(() -> BaselineFile.parse(text))
        .isInstanceOf(InvalidBaseline.class)
        .hasMessage(message);
  }

  private static void rejected(String text, String start, String end) {
    assertThatThrownBy(() -> BaselineFile.parse(text))
        .isInstanceOf(InvalidBaseline.class)
        .hasMessageStartingWith(start)
        .hasMessageEndingWith(end);
  }

  private static final String GOLDEN =
      """
      {
       "schema_version": 2,
       "experiment": "notebook",
       "fingerprint": "f1",
       "margin": {"relative": 0.02, "absolute": 0.1},
       "optimum": 8.9245123456789,
       "agents": [
        {
         "name": "actor_critic",
         "type": "actor_critic",
         "engine": "java",
         "mean": 20000000000000000000000,
         "standard_deviation": 44721359500000000000000,
         "margin": 400000000000000000000,
         "detectable_drop": 149345298000000000000000,
         "trials": [
          {"seed": 0, "digest": "d0", "score": 8.9245},
          {"seed": 1, "digest": "d0", "score": 8.5},
          {"seed": 2, "digest": "d0", "score": 9},
          {"seed": 3, "digest": "d0", "score": 0.002},
          {"seed": 4, "digest": "d0", "score": 100000000000000000000000}
         ],
         "metrics": {},
         "curve": [[1, 2300.5, 6.25], [2, 4600, 7.5]]
        },
        {
         "name": "random",
         "type": "random",
         "oracle": true,
         "mean": 1,
         "standard_deviation": 0,
         "margin": 0.1,
         "detectable_drop": 0,
         "trials": [
          {"seed": 0, "digest": "d1", "score": 1},
          {"seed": 1, "digest": "d1", "score": 1},
          {"seed": 2, "digest": "d1", "score": 1},
          {"seed": 3, "digest": "d1", "score": 1},
          {"seed": 4, "digest": "d1", "score": 1}
         ],
         "metrics": {"topic_coverage": [0.30000000000000004, 0.30000000000000004, 0.30000000000000004, 0.30000000000000004, 0.30000000000000004], "clicks": [null, null, null, null, null]},
         "curve": []
        }
       ],
       "accepted": [
        {"name": "actor_critic", "verdict": "REGRESSED", "before": 9.25, "after": 8.5},
        {"name": "arena", "verdict": "ARENA_CHANGED"}
       ],
       "resolved": [
        "name: notebook",
        "seed: 42",
        "title: \\"x \\\\u2028 <b>\\""
       ],
       "files": {"data/a.csv": "d1", "data/b.csv": "d2"},
       "checksum": "46bbc6ad168ccdb544b1c72f79da35b520d59c21384ac1d4654889015bffff08"
      }
      """;
}
