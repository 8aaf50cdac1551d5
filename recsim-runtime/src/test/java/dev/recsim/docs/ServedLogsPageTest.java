package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records and the query of the page on served logs. */
class ServedLogsPageTest {
  private static final String NAME = "served-20260101T000000Z-000001.jsonl";
  private static final String PAGE = Docs.read(Docs.FOLDER.resolve("served-logs.md"));

  @TempDir Path folder;

  private static String block(String language) {
    Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(PAGE);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @Test
  void recordsAreRead() throws Exception {
    Files.writeString(folder.resolve(NAME), block("json"));
    List<Double> rewards = new ArrayList<>();

    LogReport report =
        Log.of(LogOptions.ofServed(".", 0), folder, List.of())
            .read(session -> rewards.add(session.reward(0)));

    assertThat(report.sentences()).contains("2 records were removed by recsim:log-forget");
    assertThat(report.excluded()).isEmpty();
    assertThat(rewards).containsExactly(2.5);
  }

  @Test
  @Tag("slow")
  void theQueryRuns() throws Exception {
    Files.copy(Path.of("src/test/resources/served-log.jsonl"), folder.resolve(NAME));
    String query =
        Docs.read(Docs.ROOT.resolve("examples/sql/served.sql"))
            .replace("served/*.jsonl", folder + "/*.jsonl");
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.add(
            "%s %s %s %s"
                .formatted(
                    found.getString(1), found.getInt(3), found.getInt(4), found.getDouble(5)));
      }
    }

    assertThat(rows).containsExactly("new 5 0 2.5", "old 7 1 2.5", "null 1 0 0.0");
  }

  @Test
  void thePageIsShort() {
    String prose = PAGE.replaceAll("(?s)```.*?```", "").replaceAll("(?m)^\\|.*$", "");
    assertThat(prose.split("\\s+")).hasSizeLessThan(1_100);
  }
}
