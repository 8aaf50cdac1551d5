package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.GroupPage.Headline;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.report.results.Swept;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupHeadlineTest {

  @Test
  void oneAgentEarnsTheMostEverywhere() {
    assertThat(Headline.of(List.of(member(true, "a"), member(true, "a"))))
        .isEqualTo(
            new Headline(
                "a earns the most in all 2 experiments.", "The winner is clear in each of them."));
  }

  @Test
  void othersAreNamedAndUnclearWinnersAreNotCounted() {
    assertThat(Headline.of(List.of(member(true, "b"), member(true, "a"), member(false, "b", "a"))))
        .isEqualTo(
            new Headline(
                "b earns the most in 2 of 3 experiments.",
                "a in 1 of 3 experiments. The winner is clear in 2 of 3."));
  }

  @Test
  void withoutScoresNothingIsSaid() {
    Results failed = Fixtures.member(SWEPT, null, List.of());

    assertThat(Headline.of(List.of(failed))).isEqualTo(new Headline("", ""));
  }

  @Test
  void oneAgentBesideOraclesWinsNothing() {
    Results alone =
        Fixtures.member(
            SWEPT,
            new Winner(List.of("a"), false),
            List.of(Fixtures.figures("a", false, 1.0), Fixtures.figures("optimal", true, 9.0)));

    assertThat(Headline.of(List.of(alone, alone)))
        .isEqualTo(new Headline("a is the only ranked agent.", ""));
  }

  private static final Swept SWEPT = new Swept("g", "x", Map.of("p", "1"));

  private static Results member(boolean clear, String... winners) {
    return Fixtures.member(
        SWEPT,
        new Winner(List.of(winners), clear),
        List.of(
            Fixtures.figures("a", false, 1.0),
            Fixtures.figures("b", false, 1.0),
            Fixtures.figures("optimal", true, 9.0)));
  }
}
