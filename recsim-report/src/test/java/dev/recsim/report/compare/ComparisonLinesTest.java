package dev.recsim.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.compare.RunComparison.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonLinesTest {
  @Test
  void tableThenChangedKeysThenTheVerdict() {
    assertThat(ComparisonLines.of(Runs.notebook()))
        .containsExactly(
            "notebook, accepted documents a session:",
            "  agent           base    head       difference     95 % interval  seeds      verdict",
            "  random        0.9800  0.9800                0                 -  6          identical",
            "  optimal       8.9200  8.9200                0                 -  6          identical",
            "  actor_critic   8.712   8.119  -0.592 (-6.8 %)  -0.616 to -0.568  10 paired  worse",
            "  wide           7.698   7.698            0.000  -0.032 to +0.032  10 paired  no clear difference",
            "  narrow         5.239   5.446  +0.207 (+4.0 %)  +0.161 to +0.253  9 paired   better"
                + " (1 trial failed in the head; of 10 and 11 seeds)",
            "  new                -       -                -                 -  -          only in head",
            "  gone               -       -                -                 -  -          only in base",
            "  changed: agents.actor_critic.gamma: 0.99 -> 0.8",
            "old: only in base, main~3 (9f86d08123)",
            "quick: identical, 1 agent",
            "",
            "Base: main~3 (9f86d08123). Head: the last run.",
            "actor_critic is worse in notebook; narrow is better in notebook. actor_critic of notebook"
                + " went from 8.712 to 8.119 accepted documents a session: -0.592 (-6.8 %), 95 % interval -0.616 to -0.568 (seeds:"
                + " 10 paired). Of 8 agents in 2 experiments: 1 worse, 1 only in base, 1 only in head,"
                + " 1 better, 1 without a clear difference, 3 identical. In notebook, agents.actor_critic.gamma changed; this"
                + " alone can explain a difference. Only in the base: old.");
  }

  @Test
  void headlineNamesOneAndCountsMore() {
    Map<String, Part> base =
        Runs.side("b", "e", Map.of(), Runs.agent("one", 1, 2, 3), Runs.agent("two", 1, 2, 3));
    assertThat(headline(base, Runs.agent("one", 2, 3, 4.1), Runs.agent("two", 1, 2, 3)))
        .isEqualTo("one is better.");
    assertThat(headline(base, Runs.agent("one", 2, 3, 4.1), Runs.agent("two", 2, 3.1, 4)))
        .isEqualTo("2 agents are better.");
    assertThat(headline(base, Runs.agent("one", 0, 1, 2.1), Runs.agent("two", 2, 3.1, 4)))
        .isEqualTo("one is worse; two is better.");
    assertThat(headline(base, Runs.agent("one", 1, 2, 4), Runs.agent("two", 1, 2, 3)))
        .isEqualTo("No clear difference.");
    assertThat(headline(base, Runs.agent("other", 1, 2, 4)))
        .isEqualTo("There is nothing to compare: no agent has scores on both sides.");
    assertThat(headline(base, Runs.agent("one", 1, 2, 3), Runs.agent("three", 1)))
        .isEqualTo("All scores on both sides are identical.");
  }

  private static String headline(
      Map<String, Part> base, dev.recsim.baseline.Snapshot.AgentScores... head) {
    return new Sentences(Runs.compare(base, Runs.side("h", "e", Map.of(), head)), name -> name)
        .headline();
  }

  @Test
  void longValuesAreCutAroundWhatDiffers() {
    String same = "[" + "0.25, ".repeat(100);
    List<String> lines =
        ComparisonLines.of(
            Runs.compare(
                Runs.side("b", "e", Map.of("rows", same + "0.5]"), Runs.agent("a", 1)),
                Runs.side("h", "e", Map.of("rows", same + "0.75]"), Runs.agent("a", 1))));
    assertThat(lines.get(lines.size() - 1)).endsWith("1 identical. In e, rows changed.");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("  changed"))
        .singleElement()
        .asString()
        .matches(
            "  changed: rows: \\.\\.\\. [0-9., ]{20,40}0\\.5] -> \\.\\.\\. [0-9., ]{20,40}0\\.75]");
  }

  @Test
  void manyChangesAreCounted() {
    TreeMap<String, String> keys = new TreeMap<>();
    for (int i = 0; i < 25; i++) {
      keys.put("key" + i, "x");
    }
    assertThat(
            ComparisonLines.of(
                Runs.compare(
                    Runs.side("b", "e", keys, Runs.agent("a", 1)),
                    Runs.side("h", "e", Map.of(), Runs.agent("a", 1)))))
        .contains("  changed: key0: x -> (not there)", "  changed: 5 more");
  }

  @Test
  void nothingOfOthersMovesTheCursor() {
    String name = "a\u001b[2J\r\nb\u202e";
    RunComparison runs =
        Runs.compare(
            Runs.side(
                name,
                name,
                Map.of(name.replaceAll("[\r\n]", ""), name.replaceAll("[\r\n]", "")),
                Runs.agent(name, 1, 2)),
            Runs.side(name, name, Map.of(), Runs.failed(Runs.agent(name, 2, 3), 0, name)));
    assertThat(ComparisonLines.of(runs))
        .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]*"));
  }
}
