package dev.recsim.cli;

import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a live test of a shop: 400 new users a day, and their visits. */
record LiveShop(Path folder) {
  static final String WEEK41 =
      """
      ab:
        file: ../data/week41.csv
        columns: {unit: user, arm: variant, time: time}
        arms: {a: 0.5, b: 0.5}
        plan: {days: 14}
        gate: true
        metrics:
          bought: {column: orders, join: any}
          click_rate: {ratio: [clicks, views]}
      baseline: {margin: {relative: 0.2}, guard: {click_rate: {relative: 0.1}}}
      claims:
        - b: {not_worse_than: a, metric: bought, by: ab}
      """;

  /** Writes the file and days of data. */
  static LiveShop in(Path folder, int days, double ordersOfB) throws IOException {
    LiveShop shop = new LiveShop(folder);
    Files.createDirectories(folder.resolve("experiments"));
    Files.createDirectories(folder.resolve("data"));
    shop.write(WEEK41);
    shop.data(days, ordersOfB);
    return shop;
  }

  void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("experiments/week41.yaml"), yaml);
  }

  Path log() {
    return folder.resolve("data/week41.csv");
  }

  Path verdicts() {
    return folder.resolve("experiments/ab/week41.verdicts.json");
  }

  /** Writes the rows of the first days; more days have the same rows before them. */
  void data(int days, double ordersOfB) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < 400 * days; user++) {
      RandomKey luck = RandomKey.root(41).child(user);
      int day = user / 400;
      String arm = luck.uniform(0) < 0.5 ? "a" : "b";
      double orders = arm.equals("b") ? ordersOfB : 0.3;
      for (int visit = 0; visit < 1 + luck.below(1, 3) && day + visit < days; visit++) {
        RandomKey of = luck.child(visit);
        int views = 1 + of.below(0, 6);
        int clicks = 0;
        for (int view = 0; view < views; view++) {
          clicks += of.uniform(10 + view) < 0.2 ? 1 : 0;
        }
        rows.add(
            "2026-10-%02dT%02d:00:00Z,u%s,%s,%s,%s,%s"
                .formatted(
                    5 + day + visit,
                    of.below(1, 24),
                    user,
                    visit == 0 ? arm : "",
                    views,
                    clicks,
                    of.uniform(2) < orders / 2 ? 1 : 0));
      }
    }
    Files.writeString(
        log(), "time,user,variant,views,clicks,orders\n" + String.join("\n", rows) + "\n");
  }

  Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  /** A look at the end of the data, by the verdicts of earlier looks. */
  Printed looks(String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--until=2026-12-01");
    return says("ab", words.toArray(String[]::new));
  }
}
