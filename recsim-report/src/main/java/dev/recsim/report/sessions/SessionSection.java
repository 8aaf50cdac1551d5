package dev.recsim.report.sessions;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.explain.replay.Replayed.Item;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Reason;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.explain.replay.Replayed.Turn;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.report.page.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The section that shows sessions of two agents side by side. */
public final class SessionSection {
  private static final String ID = "replay";

  private SessionSection() {}

  /** Returns the section; empty if there is nothing to show. */
  public static Section of(Replayed replayed) {
    List<Together> sessions = replayed.sessions();
    return new Section(
        ID,
        "Sessions",
        lead(replayed),
        sessions.isEmpty() ? null : chart(sessions),
        replayed.missing().isEmpty() ? null : missing(replayed.missing()),
        sessions.isEmpty() ? List.of() : List.of(steps(sessions.get(0))));
  }

  private static String lead(Replayed replayed) {
    if (replayed.sessions().isEmpty()) {
      return "No sessions can be shown, because no agent can be replayed.";
    }
    boolean two = replayed.sessions().get(0).agents().size() == 2;
    return (two
            ? "Both agents meet the same user with the same random numbers, so everything is equal"
                + " until they show different slates. "
            : "")
        + "Sessions of seed %s, replayed from the stored trials. Each %searned the same reward as in its trial, to the bit."
            .formatted(replayed.seed(), replayed.missing().isEmpty() ? "" : "that is shown ");
  }

  private static Chart chart(List<Together> sessions) {
    List<View> views =
        IntStream.range(0, sessions.size())
            .mapToObj(i -> new View(Integer.toString(i), label(sessions.get(i))))
            .toList();
    return new Chart(
            ID,
            "Step chart: sum of the rewards of a session by step and agent",
            12,
            views,
            SessionData.of(sessions))
        .by("sessions");
  }

  /** Why a session was chosen, such as {@code Best, most gained over random}. */
  static String label(Together session) {
    String other = session.agents().size() < 2 ? "" : session.agents().get(1).agent();
    String first = session.agents().get(0).agent();
    String reasons =
        session.reasons().stream()
            .map(it -> label(it, first, other))
            .collect(Collectors.joining(", "));
    return Plain.capital(reasons);
  }

  private static String label(Reason reason, String first, String other) {
    return switch (reason) {
      case LARGEST_GAIN -> "most gained over " + other;
      case LARGEST_LOSS -> "most lost to " + other;
      case LOSS_TO_BASELINE -> "most lost by " + first + " to its baseline";
      default -> reason.name().toLowerCase(Locale.ROOT);
    };
  }

  private static Table missing(Map<String, String> reasons) {
    return Columns.<Map.Entry<String, String>>plain("Agents whose sessions cannot be replayed")
        .text("Agent", Map.Entry::getKey)
        .text("Cannot be replayed because", Map.Entry::getValue)
        .rows(reasons.entrySet());
  }

  private static Table steps(Together session) {
    List<Played> agents = session.agents();
    Columns<Integer> table =
        Columns.<Integer>plain(
                "%s: the steps of session %s".formatted(label(session), session.number()))
            .text("Step", t -> (t + 1) + (t.equals(session.parting()) ? ", the agents part" : ""));
    for (Played agent : agents) {
      List<Double> sums = sums(agent);
      table
          .text(agent.agent(), t -> turn(agent, t).map(SessionSection::slate).orElse("-"))
          .figure("Reward", t -> turn(agent, t).map(it -> number(it.reward())).orElse("-"))
          .figure(
              "Total",
              t -> turn(agent, t).map(it -> number(sums.get(t - agent.first()))).orElse("-"));
    }
    int first = agents.stream().mapToInt(Played::first).min().orElseThrow();
    int end = agents.stream().mapToInt(it -> it.first() + it.turns().size()).max().orElseThrow();
    return table.rows(IntStream.range(first, end).boxed().toList());
  }

  private static Optional<Turn> turn(Played agent, int step) {
    int index = step - agent.first();
    return index < 0 || index >= agent.turns().size()
        ? Optional.empty()
        : Optional.of(agent.turns().get(index));
  }

  /** Sum of the rewards up to each recorded step. */
  private static List<Double> sums(Played agent) {
    List<Double> sums = new ArrayList<>();
    double sum = agent.before();
    for (Turn turn : agent.turns()) {
      sum += turn.reward();
      sums.add(sum);
    }
    return sums;
  }

  private static String slate(Turn turn) {
    return turn.slate().stream()
        .map(it -> name(it) + (it.clicked() ? " (clicked)" : ""))
        .collect(Collectors.joining("; "));
  }

  /** The shortest name of a document: its topic, or the start of its description. */
  static String name(Item item) {
    String first = item.words().isEmpty() ? "document " + item.id() : item.words().get(0);
    return item.topic() != null && first.equals("document " + item.id())
        ? "topic " + item.topic()
        : first;
  }

  static String number(double value) {
    return value == Math.rint(value) ? Figures.fixed(value, 0) : Figures.number(value, 2);
  }
}
