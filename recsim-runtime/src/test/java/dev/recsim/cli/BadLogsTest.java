package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs with faults: an error with its place, a counted exclusion, or a refusal. */
@Tag("slow")
class BadLogsTest {
  private static final String COLUMNS =
      "columns: {session: visit, time: t, state: [page], action: item, reward: click, propensity: p}";

  @TempDir Path folder;

  @BeforeEach
  void declare() throws IOException {
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    String logs = "logs: {file: %s/shop.csv, %s}\n";
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        logs.formatted("..", COLUMNS)
            + "evaluate: {policies: {uniform: {type: random}}}\n"
            + "claims: [{uniform: {not_worse_than: logged, by: ope}}]\n");
    Files.writeString(
        environments.resolve("shop.yaml"),
        logs.formatted("../..", COLUMNS) + "model: {type: position_based}\n");
  }

  @Test
  void logWithoutEvaluationAsksForOneAndNotForAgents() throws IOException {
    Path file = folder.resolve("experiments/shop.yaml");
    Files.writeString(file, "logs: {file: ../shop.csv, " + COLUMNS + "}\n");

    assertThat(says("ope", log(BadLogsTest::good)))
        .contains(
            "shop.yaml:1:1: the key \"evaluate\" is missing; write \"evaluate: {policies:",
            "a fit belongs into the folder environments")
        .doesNotContain("\"environment\"", "\"agents\"");
  }

  private static String row(int i, int item, String click, String p) {
    return "v%s,%s,home,i%s,%s,%s".formatted(i, i, item, click, p);
  }

  private static String good(int i) {
    return row(i, i % 4, i / 4 % 3 == 0 ? "1" : "0", "0.25");
  }

  private static String log(IntFunction<String> row) {
    return IntStream.range(0, 1_200)
        .mapToObj(row)
        .collect(Collectors.joining("\n", "visit,t,page,item,click,p\n", "\n"));
  }

  private static IntFunction<String> at(int bad, String row) {
    return i -> i == bad ? row : good(i);
  }

  private String says(String verb, String log) throws IOException {
    return says(verb, log, StandardCharsets.UTF_8);
  }

  private String says(String verb, String log, Charset charset) throws IOException {
    Files.writeString(folder.resolve("shop.csv"), log, charset);
    Printed printed = Printed.by(folder, verb);
    assertThat(printed.errors()).doesNotContain("Exception", "\tat ");
    return printed.text() + printed.errors();
  }

  @Test
  void faultyRowsAreCountedByBothVerbs() throws IOException {
    for (String verb : new String[] {"ope", "fit"}) {
      assertThat(says(verb, log(at(7, "v7,7,home"))))
          .contains("excluded 1 broken rows", "shop.csv:9:1: the row has 3 fields, the header 6");
      assertThat(says(verb, log(at(7, row(7, 1, "yes", "0.25")))))
          .contains(
              "excluded 1 values of a wrong type", "shop.csv:9:14: \"click\" must be a number");
      for (String p : new String[] {"0", "-0.2", "1.5", "NaN", "inf", "1e999", ""}) {
        assertThat(says(verb, log(at(7, row(7, 1, "0", p)))))
            .contains("excluded 1 ", "shop.csv:9:16: \"p\" ");
      }
      assertThat(says(verb, log(BadLogsTest::good) + good(3) + "\n"))
          .contains("excluded 1 duplicated rows", "shop.csv:1202:");
    }
  }

  @Test
  void filesThatAreNoLogsAreErrorsWithTheirPlace() throws IOException {
    for (String verb : new String[] {"ope", "fit"}) {
      assertThat(says(verb, "")).contains("shop.csv:1:1: the file is empty");
      assertThat(says(verb, log(BadLogsTest::good).replace(",p\n", ",q\n")))
          .contains("shop.csv:1:1: the column \"p\" (propensity) is missing");
      assertThat(says(verb, log(i -> row(i, i % 4, "0", "0,25"))))
          .contains("shop.csv:2:1: the row has 7 fields", "1,200 of 1,200 rows would be excluded");
      assertThat(says(verb, log(i -> row(i, i % 4, "0", "25"))))
          .contains("shop.csv:2:16: \"p\" is 25; it is a probability");
      assertThat(says(verb, log(at(7, "v7,7,\"home,i1,0,0.25"))))
          .contains("shop.csv:9:6: the quote that opens here is never closed");
      assertThat(says(verb, log(BadLogsTest::good), StandardCharsets.UTF_16))
          .contains("shop.csv:1:1: the header is not UTF-8 text; save the file as UTF-8");
    }
    assertThat(says("ope", "visit,t,page,item,click,p\n")).contains("shop.csv: the log has no");
    assertThat(says("fit", "visit,t,page,item,click,p\n")).contains("has 0 sessions, too few");
  }

  @Test
  void otherEncodingsOfTheSameLogAreRead() throws IOException {
    String log = log(BadLogsTest::good);
    String expected = says("ope", log);
    assertThat(expected).contains("1,200 of 1,200 rows used");
    assertThat(says("ope", "\uFEFF" + log)).isEqualTo(expected);
    assertThat(says("ope", log.replace("\n", "\r\n"))).isEqualTo(expected);
    assertThat(says("ope", log.replace("home", "\"ho\nme\""))).isEqualTo(expected);
    assertThat(says("ope", log.strip())).isEqualTo(expected);
  }

  @Test
  void logsWithoutAnAnswerAreRefused() throws IOException {
    assertThat(says("ope", log(i -> row(i, i % 4, "1", "0.25"))))
        .contains("REFUSED uniform: all sessions have the same reward");
    assertThat(says("ope", log(i -> row(i, i % 4, i % 3 == 0 ? "1" : "0", "0.2"))))
        .contains("REFUSED uniform: the mean weight is 1.250");
    assertThat(says("ope", log(i -> row(i, i % 4, i % 3 == 0 ? "1" : "0", "0.5"))))
        .contains("REFUSED uniform: the mean weight is 0.5000");
    assertThat(says("ope", log(at(7, row(7, 1, "1", "0.00001")))))
        .contains("REFUSED uniform: ", "one session has 95 % of all weight");
    assertThat(says("ope", log(i -> row(i, 1, i % 3 == 0 ? "1" : "0", "1"))))
        .contains("REFUSED uniform: the log shows only one document");
    assertThat(
            says("ope", log(BadLogsTest::good).lines().limit(2).collect(Collectors.joining("\n"))))
        .contains("REFUSED uniform: ", "the log has fewer than two sessions");
    assertThat(
            says("ope", log(BadLogsTest::good).lines().limit(4).collect(Collectors.joining("\n"))))
        .contains("REFUSED uniform: ", "the effective sample is 3.0 of 3 sessions");
    assertThat(says("ope", log(i -> row(i, i % 4, i % 3 == 0 ? "1e308" : "0", "0.25"))))
        .contains("shop.yaml: a session of the log has a reward of 1.0E308");
  }

  @Test
  void faultyLinesOfSessionLogsAreCountedToo() throws IOException {
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        "environment: {type: transition_matrix, doc_num: 4}\nagents: {uniform: {type: random}}\n"
            + "logs: {file: ../shop.jsonl}\nevaluate: {}\n");
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 800; i++) {
      log.append(
          "{\"agent\":\"a\",\"seed\":0,\"session\":%s,\"step\":%s,\"state\":0,\"slate\":[%s],"
                  .formatted(i / 2, i % 2, i % 4)
              + "\"propensity\":0.25,\"propensities\":[0.25],\"clicks\":[],\"reward\":%s,"
                  .formatted(i % 3)
              + "\"status\":\"%s\"}\n".formatted(i % 2 == 0 ? "continues" : "ended"));
    }
    String start = "{\"agent\":\"a\",\"seed\":0,\"session\":3,\"step\":0";
    String[][] faults = {
      {"\"reward\":0,", "\"reward\":\"?\",", ":1:", "reward must be a number"},
      {"\"propensity\":0.25,", "\"propensity\":0,", ":1:", "the propensity is 0"},
      {start, start.replace("session\":3,\"step", "session"), ":8:1: ", "begins at step 1"},
      {"{\"agent\"", "[\"agent\"", ":1:1: ", "the line is not a JSON object"},
    };
    for (String[] fault : faults) {
      String damaged = log.toString().replaceFirst(Pattern.quote(fault[0]), fault[1]);
      Files.writeString(folder.resolve("shop.jsonl"), damaged);
      Printed printed = Printed.by(folder, "ope");
      assertThat(printed.errors()).isEmpty();
      assertThat(printed.text()).contains("excluded 1 ", "shop.jsonl" + fault[2], fault[3]);
    }
  }

  @Test
  void roundedPropensitiesAreNotWrong() throws IOException {
    IntFunction<String> row =
        i -> row(i, i % 3, i % 7 == 0 ? "1" : "0", String.format(Locale.ROOT, "%.4f", 1 / 3.0));
    assertThat(says("ope", log(row))).doesNotContain("REFUSED");
  }
}
