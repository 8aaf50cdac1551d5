package dev.recsim.report.page;

import dev.recsim.report.page.Page.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an experiment is about, in sentences for readers who do not know its file.
 *
 * @param described what its parts are
 * @param unit what the reward counts, in the plural; empty if it counts nothing that has a name
 * @param production the agent that runs today; empty if the file does not name it
 * @param note what the author says of the result; may be empty
 * @param evaluationSessions sessions that score a policy; 0 if its value is exact
 */
public record About(
    Described described,
    String unit,
    Optional<String> production,
    String note,
    int evaluationSessions) {
  /** Nothing is known. */
  public static final About NOTHING =
      new About(new Described("", "", "", Map.of()), "", Optional.empty(), "", 0);

  /**
   * What the parts of an experiment are.
   *
   * @param experiment what it is for; empty if the file does not say it
   * @param environment what the environment is; empty if nobody says it
   * @param session what an agent does in a step of a session; empty if unknown
   * @param agents what each agent does, by name; without those that nobody describes
   */
  public record Described(
      String experiment, String environment, String session, Map<String, String> agents) {
    public Described {
      agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    }
  }

  /** Returns all that is said, for a digest. */
  public String text() {
    return String.join(
        "\n",
        described.experiment(),
        described.environment(),
        described.session(),
        described.agents().toString(),
        unit,
        production.orElse(""),
        note,
        Integer.toString(evaluationSessions));
  }

  /** Returns {@code "minutes a session"} or {@code "a session"}. */
  public String aSession() {
    return aSession(unit);
  }

  /** Returns {@code "minutes a session"}, or {@code "a session"} for an empty unit. */
  public static String aSession(String unit) {
    return unit.isEmpty() ? "a session" : unit + " a session";
  }

  /** Returns {@code "minutes a session"} or {@code "reward per session"}. */
  public String rewardPerSession() {
    return rewardPerSession(unit);
  }

  /** Returns {@code "minutes a session"}, or {@code "reward per session"} for an empty unit. */
  public static String rewardPerSession(String unit) {
    return unit.isEmpty() ? "reward per session" : aSession(unit);
  }

  /**
   * Returns what is compared, for the top of a page.
   *
   * @param lengths mean steps of a session, for each agent with a score
   * @param seeds largest number of completed seeds of an agent
   */
  public List<Fact> facts(double[] lengths, int seeds) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Purpose", described.experiment());
    add(facts, "Environment", described.environment());
    add(facts, "Session", (described.session() + " " + steps(lengths)).strip());
    add(facts, "Score", score(seeds));
    Map<String, List<String>> same = new LinkedHashMap<>();
    described
        .agents()
        .forEach((agent, does) -> same.computeIfAbsent(does, it -> new ArrayList<>()).add(agent));
    same.forEach((does, names) -> facts.add(fact(names, does)));
    return facts;
  }

  /** Returns what one agent does, or what several do that are described in the same words. */
  private static Fact fact(List<String> names, String does) {
    return names.size() == 1
        ? new Fact(names.get(0), does, true)
        : new Fact(
            Figures.count(names.size(), "agent"),
            does + " These are " + String.join(", ", names) + ".",
            false);
  }

  private static void add(List<Fact> facts, String term, String text) {
    if (!text.isEmpty()) {
      facts.add(new Fact(term, text, false));
    }
  }

  private String steps(double[] lengths) {
    if (lengths.length == 0 || this == NOTHING) {
      return "";
    }
    String shortest = Figures.fixed(Arrays.stream(lengths).min().getAsDouble(), 1);
    String longest = Figures.fixed(Arrays.stream(lengths).max().getAsDouble(), 1);
    return shortest.equals(longest)
        ? "Sessions take " + shortest + " steps on average."
        : "Sessions take %s to %s steps on average, depending on the agent."
            .formatted(shortest, longest);
  }

  private String score(int seeds) {
    if (seeds == 0 || this == NOTHING) {
      return "";
    }
    return "Each agent runs %s. A score is the mean reward of a session after training%s, %s. All agents meet the same users."
        .formatted(
            seeds == 1 ? "once" : Figures.count(seeds) + " times, each time with another seed",
            unit.isEmpty() ? "" : " in " + unit,
            evaluationSessions == 0
                ? "computed exactly"
                : "measured on " + Figures.count(evaluationSessions) + " sessions");
  }
}
