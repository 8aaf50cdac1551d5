package dev.recsim.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/agents/defaults.md}, from the measurements in {@code
 * docs/benchmarks/defaults.csv} and from the suite's environments. Each takes the place of the
 * table whose first cell is its name.
 */
final class DefaultsTables {
  private static final Path MEASURED = Docs.FOLDER.resolve("benchmarks/defaults.csv");
  private static final List<String> TABULAR =
      List.of("actor_critic", "tabular_q", "full_slate_q", "ppo", "reinforce");
  private static final List<String> FEATURES =
      List.of(
          "random",
          "greedy",
          "lin_ucb",
          "slate_q",
          "actor_critic",
          "tabular_q",
          "full_slate_q",
          "ppo",
          "reinforce");

  private final List<Map<String, String>> rows = new ArrayList<>();

  DefaultsTables() {
    List<String> lines = Docs.read(MEASURED).lines().toList();
    String[] keys = lines.get(0).split(",");
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < keys.length; i++) {
        row.put(keys[i], values[i]);
      }
      rows.add(row);
    }
  }

  /** The page with its tables as measured. */
  String renewed(String page) {
    List<String> learners = FEATURES.subList(2, FEATURES.size());
    String text = page;
    text = renewed(text, "tabular environment", environments());
    text = renewed(text, "share of the optimum", table(true, TABULAR, DefaultsTables::share));
    text = renewed(text, "steps and CPU", table(true, TABULAR, DefaultsTables::cost));
    text = renewed(text, "reward", table(false, FEATURES, DefaultsTables::reward));
    return renewed(text, "steps and CPU, features", table(false, learners, DefaultsTables::cost));
  }

  private static String renewed(String page, String name, String table) {
    Pattern there = Pattern.compile("(?m)^\\| " + Pattern.quote(name) + " \\|.*\n(\\|.*\n)*");
    Matcher matcher = there.matcher(page);
    if (!matcher.find()) {
      throw new IllegalStateException(
          "agents/defaults.md has no table whose first cell is " + name);
    }
    return matcher.replaceFirst(Matcher.quoteReplacement("| " + name + table));
  }

  /** Environments by agents. */
  private String table(
      boolean exact, List<String> agents, Function<List<Map<String, String>>, String> cell) {
    StringBuilder table = new StringBuilder(" | " + String.join(" | ", agents) + " |\n");
    table.append("|---".repeat(agents.size() + 1)).append("|\n");
    Map<String, Map<String, List<Map<String, String>>>> byEnvironment =
        rows.stream()
            .filter(row -> row.get("optimum").isEmpty() != exact)
            .collect(
                Collectors.groupingBy(
                    row -> row.get("environment"),
                    LinkedHashMap::new,
                    Collectors.groupingBy(row -> row.get("agent"))));
    byEnvironment.forEach(
        (environment, measured) ->
            table.append(
                Stream.concat(
                        Stream.of(environment),
                        agents.stream()
                            .map(
                                it -> measured.containsKey(it) ? cell.apply(measured.get(it)) : ""))
                    .collect(Collectors.joining(" | ", "| ", " |\n"))));
    return table.toString();
  }

  /** The mean of all draws, and the worst seed of any. */
  private static String share(List<Map<String, String>> draws) {
    double worst =
        draws.stream()
            .mapToDouble(it -> number(it, "worst") / number(it, "optimum"))
            .min()
            .orElseThrow();
    return "%s (%s)"
        .formatted(
            decimals(3, mean(draws, it -> number(it, "mean") / number(it, "optimum"))),
            decimals(3, worst));
  }

  private static double mean(
      List<Map<String, String>> draws, ToDoubleFunction<Map<String, String>> value) {
    return draws.stream().mapToDouble(value).average().orElseThrow();
  }

  private static String reward(List<Map<String, String>> draws) {
    double mean = mean(draws, it -> number(it, "mean"));
    double worst = draws.stream().mapToDouble(it -> number(it, "worst")).min().orElseThrow();
    int digits = mean < 10 ? 2 : mean < 1_000 ? 1 : 0;
    return "%s (%s)".formatted(decimals(digits, mean), decimals(digits, worst));
  }

  private static String cost(List<Map<String, String>> draws) {
    return "%s, %s s"
        .formatted(
            decimals(0, mean(draws, it -> number(it, "steps"))),
            decimals(1, mean(draws, it -> number(it, "cpu_s"))));
  }

  private static double number(Map<String, String> row, String key) {
    return Double.parseDouble(row.get(key));
  }

  private static String decimals(int digits, double number) {
    return String.format(Locale.ROOT, "%,." + digits + "f", number);
  }

  private static String environments() {
    StringBuilder table =
        new StringBuilder(
            " | half | `p_exit_accepted` | `p_exit_not_accepted` | optimum | myopic | random |\n"
                + "|---|---|---|---|---|---|---|\n");
    List<SuiteReference> all = new ArrayList<>(SuiteReference.of(SuiteReference.TUNING));
    all.addAll(SuiteReference.of(SuiteReference.HELD_OUT));
    for (SuiteReference each : all) {
      table.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  each.name(),
                  each.half(),
                  each.matrix().pExitAccepted(),
                  each.matrix().pExitNotAccepted(),
                  decimals(2, each.optimum()),
                  decimals(3, each.myopic()),
                  decimals(3, each.random())));
    }
    return table.toString();
  }
}
