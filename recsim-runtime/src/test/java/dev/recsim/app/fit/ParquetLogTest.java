package dev.recsim.app.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.project.Selection;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits to Parquet files, which DuckDB has written. */
class ParquetLogTest {
  private static final String OPENED =
      """
      logs:
        file: ../../%s
        columns: {user_id: user, time: at, action: item}
      model: {type: next_document, rank: 2, iterations: 1}
      """;

  private static final String SLATES =
      """
      logs:
        file: ../../%s
        list_separator: "|"
        columns: {user_id: user, session: visit, action: slate, reward: clicks, status: end}
      model: {type: latent_factors, dimension: 2, variance: 0.5, sweeps: 1, min_exposures: 0}
      """;

  @TempDir Path folder;

  @Test
  void documentsThatUsersOpenedGiveTheBytesOfTheCsv() throws Exception {
    csv("opened.csv", opened());
    parquet("opened.csv", "*", "opened.parquet");
    assertThat(fit(OPENED, "opened.parquet")).isEqualTo(fit(OPENED, "opened.csv"));
  }

  @Test
  void timesAreThoseOfTheCsvAndOtherColumnsAreNotRead() throws Exception {
    csv("opened.csv", opened());
    parquet(
        "opened.csv",
        "{'a': 1} AS other, item, TIMESTAMPTZ '2026-01-31 12:00:00+01:00' + to_seconds(\"at\") AS \"at\", \"user\"",
        "opened.parquet");
    assertThat(fit(OPENED, "opened.parquet")).isEqualTo(fit(OPENED, "opened.csv"));
  }

  @Test
  void slatesMayBeLists() throws Exception {
    csv("slates.csv", slates());
    parquet(
        "slates.csv",
        "\"user\", visit, string_split(slate, '|') AS slate,"
            + " list_transform(string_split(clicks, '|'), lambda x: x::TINYINT) AS clicks, \"end\"",
        "slates.parquet");
    assertThat(fit(SLATES, "slates.parquet")).isEqualTo(fit(SLATES, "slates.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "item AS thing, \"at\", \"user\" ! the column \"item\" (action) is missing; the header has thing, at",
        "{'a': item} AS item, \"at\", \"user\" ! the column \"item\" is of type STRUCT(a VARCHAR); recsim reads numbers",
        "[item, item] AS item, \"at\", \"user\" ! the column \"item\" is a list; set logs.list_separator",
        "item, \"at\" || ' o''clock' AS \"at\", \"user\" ! \"at\" must be a number or a time",
      })
  void errorsNameTheFileAndTheCure(String columns, String message) throws Exception {
    csv("opened.csv", opened());
    parquet("opened.csv", columns, "opened.parquet");
    assertThatThrownBy(() -> fit(OPENED, "opened.parquet"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(folder.resolve("opened.parquet").toString())
        .hasMessageContaining(message);
  }

  @Test
  void separatorsWithinEntriesAreNamed() throws Exception {
    csv("slates.csv", slates());
    parquet("slates.csv", "\"user\", visit, [slate] AS slate, clicks, \"end\"", "slates.parquet");
    assertThatThrownBy(() -> fit(SLATES, "slates.parquet"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("an entry of the column \"slate\" is ")
        .hasMessageContaining("set another logs.list_separator");
  }

  @ParameterizedTest
  @CsvSource({"0", "100"})
  void whatIsNoParquetIsNamed(int size) throws Exception {
    Files.write(folder.resolve("opened.parquet"), new byte[size]);
    assertThatThrownBy(() -> fit(OPENED, "opened.parquet"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("opened.parquet")
        .hasMessageContaining("it is no readable Parquet file; write it again");
  }

  /** Fits, and returns the bytes of the environment and its vectors. */
  private String fit(String declaration, String log) throws Exception {
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    Files.writeString(environments.resolve("ids.yaml"), declaration.formatted(log));
    new FitOperation(
            folder.resolve("experiments"), folder.resolve("reports"), Selection.of("*"), 0.01)
        .fit();
    String json = Files.readString(environments.resolve("ids.json"));
    return json.replaceFirst("(?s)\"source\".*?\"documents\"", "")
            .replace(log, "")
            .replaceFirst("\"checksum\".*", "")
        + Arrays.hashCode(Files.readAllBytes(environments.resolve("ids.safetensors")));
  }

  private void csv(String file, List<String> lines) throws Exception {
    Files.write(folder.resolve(file), lines);
  }

  private void parquet(String csv, String columns, String file) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM '%s') TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
              .formatted(columns, folder.resolve(csv), folder.resolve(file)));
    }
  }

  private static List<String> opened() {
    List<String> rows = new ArrayList<>(List.of("user,at,item"));
    for (int i = 0; i < 6_000; i++) {
      RandomKey key = RandomKey.root(3).child(i);
      rows.add(
          "u%s,%s,\"d, %s\"".formatted(key.below(0, 200), key.below(1, 5_000), key.below(2, 20)));
    }
    return rows;
  }

  private static List<String> slates() {
    List<String> rows = new ArrayList<>(List.of("user,visit,slate,clicks,end"));
    for (int i = 0; i < 3_000; i++) {
      RandomKey key = RandomKey.root(4).child(i);
      int first = key.below(0, 10);
      int clicked = key.below(1, 3);
      rows.add(
          "%s,%s,d%s|d%s,%s,%s"
              .formatted(
                  i / 3 % 100,
                  i / 3,
                  first,
                  (first + 1 + key.below(2, 9)) % 10,
                  clicked == 0 ? "0|0" : clicked == 1 ? "1|0" : "0|1",
                  i % 3 == 2 ? "ended" : "continues"));
    }
    return rows;
  }
}
