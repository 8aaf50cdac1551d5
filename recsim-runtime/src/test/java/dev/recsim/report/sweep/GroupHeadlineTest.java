package dev.recsim.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.sweep.GroupPage.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupHeadlineTest {
  @Test
  void oneAgentEarnsTheMostEverywhere() {
    assertThat(GroupHeadline.of(List.of(member("a wins.", 2, 1), member("a wins: 90 %.", 3, 1))))
        .isEqualTo(
            new GroupHeadline(
                "a earns the most in all 2 experiments.", "The winner is clear in each of them."));
  }

  @Test
  void othersAreNamedAndUnclearWinnersAreNotCounted() {
    List<Member> members =
        List.of(
            member("b wins.", 1, 2),
            member("a wins.", 2, 1),
            member("No clear winner between b and a.", 1, 1.1));

    assertThat(GroupHeadline.of(members))
        .isEqualTo(
            new GroupHeadline(
                "b earns the most in 2 of 3 experiments.",
                "a in 1 of 3 experiments. The winner is clear in 2 of 3."));
  }

  @Test
  void withoutScoresNothingIsSaid() {
    Member failed = new Member("g/x", "", new Swept("g", Map.of("p", "1")), Map.of(), List.of());

    assertThat(GroupHeadline.of(List.of(failed))).isEqualTo(new GroupHeadline("", ""));
  }

  private static Member member(String headline, double a, double b) {
    Map<String, String> keys = Map.of("p", "1");
    return new Member(
        "g/x", headline, new Swept("g", keys), Map.of(), List.of(score("a", a), score("b", b)));
  }

  private static SweptScore score(String agent, double mean) {
    return new SweptScore(agent, Map.of(), mean, Optional.empty(), Optional.empty(), 1);
  }
}
