package dev.recsim.report;

import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Winner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The conclusion of a group of experiments.
 *
 * @param headline which agent earns the most, and in how many experiments; empty without scores
 * @param detail in how many experiments it is clearly best, and which agents earn the most in the
 *     others
 */
record GroupHeadline(String headline, String detail) {
  private static final int NAMED = 3;

  static GroupHeadline of(List<Results> members) {
    List<Winner> winners = members.stream().map(Results::winner).filter(Objects::nonNull).toList();
    Map<String, Integer> led = new LinkedHashMap<>();
    winners.forEach(winner -> led.merge(winner.agents().get(0), 1, Integer::sum));
    List<Map.Entry<String, Integer>> ranked =
        led.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList();
    if (ranked.isEmpty()) {
      return new GroupHeadline("", "");
    }
    if (members.stream().allMatch(it -> ranked(it) <= 1)) {
      return new GroupHeadline(ranked.get(0).getKey() + " is the only ranked agent.", "");
    }
    int clear = (int) winners.stream().filter(Winner::clear).count();
    return new GroupHeadline(
        ranked.get(0).getKey() + " earns the most " + in(ranked.get(0), members) + ".",
        others(ranked, members) + clear(clear, members));
  }

  private static long ranked(Results member) {
    return member.agents().stream().filter(it -> !it.oracle() && it.mean() != null).count();
  }

  private static String others(List<Map.Entry<String, Integer>> ranked, List<Results> members) {
    if (ranked.size() == 1) {
      return "";
    }
    if (ranked.size() > NAMED + 1) {
      return "In the others it is one of " + (ranked.size() - 1) + " agents. ";
    }
    return ranked.subList(1, ranked.size()).stream()
        .map(agent -> agent.getKey() + " " + in(agent, members))
        .collect(Collectors.joining(", ", "", ". "));
  }

  private static String in(Map.Entry<String, Integer> agent, List<Results> members) {
    return agent.getValue() == members.size()
        ? "in all " + members.size() + " experiments"
        : "in " + agent.getValue() + " of " + members.size() + " experiments";
  }

  private static String clear(int wins, List<Results> members) {
    if (wins == members.size()) {
      return "The winner is clear in each of them.";
    }
    return wins == 0
        ? "In none of them is the winner clear."
        : "The winner is clear in " + wins + " of " + members.size() + ".";
  }
}
