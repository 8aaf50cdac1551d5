package dev.recsim.report.sweep;

import dev.recsim.report.sweep.GroupPage.Member;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a group of experiments comes to.
 *
 * @param headline which agent earns the most in how many of them; empty without scores
 * @param detail in how many of them it clearly wins, and which agents earn the most in the others
 */
public record GroupHeadline(String headline, String detail) {
  private static final int NAMED = 3;

  static GroupHeadline of(List<Member> members) {
    Map<String, Integer> led = new LinkedHashMap<>();
    int wins = 0;
    for (Member member : members) {
      String best =
          member.scores().stream()
              .max(Comparator.comparingDouble(SweptScore::mean))
              .map(SweptScore::agent)
              .orElse("");
      if (!best.isEmpty()) {
        led.merge(best, 1, Integer::sum);
        wins += member.headline().startsWith(best + " wins") ? 1 : 0;
      }
    }
    List<Map.Entry<String, Integer>> ranked =
        led.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList();
    if (ranked.isEmpty()) {
      return new GroupHeadline("", "");
    }
    String headline = ranked.get(0).getKey() + " earns the most " + in(ranked.get(0), members);
    return new GroupHeadline(headline + ".", others(ranked, members) + clear(wins, members));
  }

  private static String others(List<Map.Entry<String, Integer>> ranked, List<Member> members) {
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

  private static String in(Map.Entry<String, Integer> agent, List<Member> members) {
    return agent.getValue() == members.size()
        ? "in all " + members.size() + " experiments"
        : "in " + agent.getValue() + " of " + members.size() + " experiments";
  }

  private static String clear(int wins, List<Member> members) {
    if (wins == members.size()) {
      return "The winner is clear in each of them.";
    }
    return wins == 0
        ? "In none of them is the winner clear."
        : "The winner is clear in " + wins + " of " + members.size() + ".";
  }
}
