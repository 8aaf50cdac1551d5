package dev.recsim.report;

import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.report.sweep.SweepSection;
import dev.recsim.report.sweep.SweepSection.SweptScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code <group>/index.html}: the experiments of one file, listed by the keys that differ. */
public final class GroupPage {
  private GroupPage() {}

  /**
   * Returns the page in UTF-8.
   *
   * @param name of the group
   * @param title of the group
   * @param members the experiments that have results
   */
  public static byte[] utf8(String name, String title, List<Results> members) {
    List<Results> sorted =
        members.stream()
            .sorted(Comparator.comparing(member -> member.swept().keys(), GroupPage::compare))
            .toList();
    List<SweptScore> scores = sorted.stream().flatMap(GroupPage::scores).toList();
    List<Section> sections = new ArrayList<>();
    String shares =
        members.stream()
            .flatMap(member -> Yardstick.of(member).stream())
            .min(Comparator.comparing(Yardstick::ofOptimum))
            .map(Yardstick::column)
            .orElse("");
    sections.add(SweepSection.of(scores, Map.of(), shares));
    Link all = Link.index(name);
    sections.add(experiments(sorted, all.href().replace("index.html", "")));
    Map<String, Boolean> oracles = new LinkedHashMap<>();
    members.stream()
        .flatMap(member -> member.agents().stream())
        .forEach(agent -> oracles.putIfAbsent(agent.name(), agent.oracle()));
    Headline verdict = Headline.of(members);
    Page page =
        new Page(
            new Top(
                title,
                List.of(all, new Link(name, "")),
                new Words(verdict.headline(), List.of(verdict.detail()), List.of())),
            sections,
            Data.page(oracles, sections));
    return Assets.page(html -> JtepageGenerated.render(html, null, page));
  }

  private static Section experiments(List<Results> members, String up) {
    return Section.of(
        "experiments",
        "Experiments",
        "Each of them has a report of its own.",
        Columns.<Results>plain("Experiments")
            .word(
                "Experiment",
                it -> Cell.of(it.shortName()).linked(up + it.experiment() + "/index.html"))
            .text("Verdict", it -> Page.tidy(it.headline()))
            .rows(members));
  }

  private static Stream<SweptScore> scores(Results member) {
    Optional<Yardstick> scale = Yardstick.of(member);
    return member.agents().stream()
        .filter(agent -> agent.mean() != null)
        .map(
            agent ->
                new SweptScore(
                    agent.name(),
                    member.swept().keys(),
                    agent.mean(),
                    Optional.ofNullable(agent.ci95()),
                    scale.map(it -> it.share(agent.mean())),
                    agent.completed()));
  }

  /** Compares by the first key with different values: numbers by size, others by text. */
  private static int compare(Map<String, String> one, Map<String, String> other) {
    for (Map.Entry<String, String> key : one.entrySet()) {
      String value = key.getValue();
      String against = other.getOrDefault(key.getKey(), "");
      if (!value.equals(against)) {
        try {
          return Double.compare(Double.parseDouble(value), Double.parseDouble(against));
        } catch (NumberFormatException e) {
          return value.compareTo(against);
        }
      }
    }
    return 0;
  }

  /**
   * The conclusion of a group of experiments.
   *
   * @param headline which agent earns the most, and in how many experiments; empty without scores
   * @param detail in how many experiments it is clearly best, and which agents earn the most in the
   *     others
   */
  record Headline(String headline, String detail) {
    private static final int NAMED = 3;

    static Headline of(List<Results> members) {
      List<Winner> winners =
          members.stream().map(Results::winner).filter(Objects::nonNull).toList();
      Map<String, Integer> led = new LinkedHashMap<>();
      winners.forEach(winner -> led.merge(winner.agents().get(0), 1, Integer::sum));
      List<Map.Entry<String, Integer>> ranked =
          led.entrySet().stream()
              .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
              .toList();
      if (ranked.isEmpty()) {
        return new Headline("", "");
      }
      if (members.stream().allMatch(it -> ranked(it) <= 1)) {
        return new Headline(ranked.get(0).getKey() + " is the only ranked agent.", "");
      }
      int clear = (int) winners.stream().filter(Winner::clear).count();
      return new Headline(
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
}
