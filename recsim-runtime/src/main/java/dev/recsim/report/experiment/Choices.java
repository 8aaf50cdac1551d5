package dev.recsim.report.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The matrix of immediate rewards, and the documents that each agent shows in each state. */
record Choices(Exact exact, List<Standing> agents) {
  /** Largest number of documents of a drawn matrix; with more, cells are too small to see. */
  private static final int DRAWN = 60;

  /**
   * Largest number of documents at which a dot has room for a number; the same as in choices.js.
   */
  private static final int NUMBERED = 12;

  /** Returns the heat map; empty if the environment is not finite or has nothing to choose. */
  static Section section(Standings standings) {
    Exact exact = standings.results().exact();
    if (exact == null || exact.rewards().length == 0 || exact.rewards()[0].length == 1) {
      return Section.NONE;
    }
    String winner = standings.winner().map(Standing::name).orElse("");
    // The winner first: the page opens with its choices.
    List<Standing> agents =
        standings.scored().stream()
            .filter(agent -> agent.completed().stream().anyMatch(Choices::deterministic))
            .sorted(Comparator.comparing(agent -> !agent.name().equals(winner)))
            .toList();
    return new Choices(exact, agents).section();
  }

  private static boolean deterministic(Completed trial) {
    return trial.greedyActions().length > 0;
  }

  private Section section() {
    int states = exact.rewards().length;
    int documents = exact.rewards()[0].length;
    boolean drawn = Math.max(states, documents) <= DRAWN;
    String lead =
        "Rows are states (the document a user is at), columns the documents that can be shown; a"
            + " cell's shade is the expected reward of showing it: the probability that the user"
            + " accepts. ";
    return new Section(
        "choices",
        "Acceptance matrix and greedy choices",
        drawn
            ? lead
                + "A frame marks the optimal choice. Dots are the greedy choices of the selected"
                + " agent, the larger the more of its trials agree"
                + (documents <= NUMBERED ? ", with their number." : ".")
            : "The matrix has "
                + Figures.count(states)
                + " states and "
                + Figures.count(documents)
                + " documents, too many to draw; the table has each agent's choices.",
        drawn ? chart(states) : null,
        null,
        drawn ? List.of(choices(), matrix()) : List.of(choices()));
  }

  private Chart chart(int states) {
    List<View> views = agents.stream().map(agent -> new View(agent.name(), agent.name())).toList();
    return new Chart(
        "choices",
        "Heat map: expected reward of each document in each state, with the optimal choice and the"
            + " selected agent's choices marked",
        states,
        views,
        Data.of("rewards", Arrays.stream(exact.rewards()).map(it -> Data.rounded(it, 3)))
            .and("optimal", IntStream.of(exact.optimalActions()).boxed())
            .and("choices", agents.stream().map(this::drawn)));
  }

  /** Returns an agent's choices: state, document, and the number of trials that chose it. */
  private Data drawn(Standing agent) {
    int[][] counts = counts(agent);
    List<ArrayNode> cells = new ArrayList<>();
    for (int s = 0; s < counts.length; s++) {
      for (int a = 0; a < counts[s].length; a++) {
        if (counts[s][a] > 0) {
          cells.add(Data.list(s, a, counts[s][a]));
        }
      }
    }
    return Data.of("agent", agent.name()).and("trials", trials(agent)).and("cells", cells);
  }

  private int[][] counts(Standing agent) {
    int[][] counts = new int[exact.rewards().length][exact.rewards()[0].length];
    for (Completed trial : agent.completed()) {
      for (int s = 0; s < trial.greedyActions().length; s++) {
        counts[s][trial.greedyActions()[s]]++;
      }
    }
    return counts;
  }

  private static int trials(Standing agent) {
    return (int) agent.completed().stream().filter(Choices::deterministic).count();
  }

  /** Returns each agent's most frequent choice in each state. */
  private Table choices() {
    Columns<Integer> table =
        Columns.<Integer>plain("Most common greedy choice, and in how many trials")
            .text("State", state -> Integer.toString(state))
            .text("Optimal choice", state -> Integer.toString(exact.optimalActions()[state]));
    for (Standing agent : agents) {
      int[][] counts = counts(agent);
      int trials = trials(agent);
      table.text(agent.name(), state -> mostCommon(counts[state], trials));
    }
    return table.rows(states());
  }

  private static String mostCommon(int[] counts, int trials) {
    int most = 0;
    for (int a = 1; a < counts.length; a++) {
      most = counts[a] > counts[most] ? a : most;
    }
    return most + " (" + counts[most] + " of " + trials + ")";
  }

  private List<Integer> states() {
    return IntStream.range(0, exact.rewards().length).boxed().toList();
  }

  private Table matrix() {
    Columns<Integer> table =
        Columns.<Integer>plain("Expected reward by state and document")
            .text("State", state -> Integer.toString(state));
    for (int a = 0; a < exact.rewards()[0].length; a++) {
      int document = a;
      table.figure(
          Integer.toString(a), state -> Figures.fixed(exact.rewards()[state][document], 3));
    }
    return table.rows(states());
  }
}
