package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.page.About.Described;
import dev.recsim.report.page.Page.Fact;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AboutTest {
  private static final About SHOP =
      new About(
          new Described("", "A shop.", "A session is a visit.", Map.of("ours", "Ranks.")),
          "minutes",
          Optional.empty(),
          "",
          200);

  @Test
  void factsSayWhatIsComparedInWords() {
    assertThat(SHOP.facts(new double[] {4.26, 9.5}, 10))
        .containsExactly(
            new Fact("Environment", "A shop.", false),
            new Fact(
                "Session",
                "A session is a visit. Sessions take 4.3 to 9.5 steps on average, depending on the"
                    + " agent.",
                false),
            new Fact(
                "Score",
                "Each agent runs 10 times, each time with another seed. A score is the mean reward"
                    + " of a session after training in minutes, measured on 200 sessions. All agents"
                    + " meet the same users.",
                false),
            new Fact("ours", "Ranks.", true));
    assertThat(SHOP.aSession()).isEqualTo("minutes a session");
  }

  @Test
  void agentsInTheSameWordsAreToldOnce() {
    Map<String, String> agents =
        new TreeMap<>(Map.of("a", "Ranks.", "b", "Guesses.", "c", "Ranks."));
    assertThat(
            new About(new Described("", "", "", agents), "", Optional.empty(), "", 0)
                .facts(new double[0], 0))
        .containsExactly(
            new Fact("2 agents", "Ranks. These are a, c.", false), new Fact("b", "Guesses.", true));
  }

  @Test
  void whatIsUnknownIsNotSaid() {
    assertThat(About.NOTHING.facts(new double[] {4}, 10)).isEmpty();
    assertThat(About.NOTHING.aSession()).isEqualTo("a session");
    assertThat(
            new About(new Described("", "", "S.", Map.of()), "", Optional.empty(), "", 0)
                .facts(new double[0], 1))
        .extracting(Fact::text)
        .containsExactly(
            "S.",
            "Each agent runs once. A score is the mean reward of a session after training, computed"
                + " exactly. All agents meet the same users.");
  }
}
