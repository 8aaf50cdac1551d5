package dev.recsim.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.logs.LogOptions.LogColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPartTest {
  private static final String ROWS =
      """
      visit,at,item,who
      a,2026-01-01T10:00:00Z,1,u
      a,2026-01-01T11:00:00Z,2,u
      b,2026-01-02T10:00:00Z,3,u
      c,2026-01-03T10:00:00Z,4,7
      """;

  @TempDir Path folder;

  private LogOptions options(boolean timed, String from, String to) {
    LogColumns columns =
        new LogColumns(
            "visit", null, timed ? "at" : null, null, null, "item", null, null, null, null, "who");
    return new LogOptions("log.csv", columns, ",", null, 0, from, to);
  }

  private Log log(boolean timed, String from, String to) throws IOException {
    Files.writeString(folder.resolve("log.csv"), ROWS);
    return Log.of(options(timed, from, to), folder, List.of());
  }

  private List<Long> first(Log log) {
    List<Long> documents = new ArrayList<>();
    log.read(session -> documents.add(session.document(0, 0)));
    return documents;
  }

  @Test
  void sessionsAreChosenByTimeOrByNumber() throws IOException {
    assertThat(first(log(true, null, null))).containsExactly(1L, 3L, 4L);
    assertThat(first(log(true, "2026-01-02", null))).containsExactly(3L, 4L);
    assertThat(first(log(true, null, "2026-01-03T10:00:00Z"))).containsExactly(1L, 3L);
    assertThat(first(log(false, "2", null))).containsExactly(3L, 4L);
    assertThat(first(log(false, "2", "3"))).containsExactly(3L);
  }

  @Test
  void theOthersAreReported() throws IOException {
    LogReport report = log(false, "3", null).read(session -> {});
    assertThat(report.used().sessions()).isEqualTo(3);
    assertThat(report.leftOut().outside()).isEqualTo(2);
    assertThat(report.sentences())
        .contains("2 sessions are outside of logs.from and logs.to and are not used");
  }

  @Test
  void boundsMustBeTimesOrNumbers() {
    assertThatThrownBy(() -> log(true, "May", null))
        .hasMessageContaining(
            "is May, but must be a time as in the time column, such as 2026-01-31T12:00:00Z");
    assertThatThrownBy(() -> log(false, "2026-01-02", null))
        .hasMessageContaining(
            "is 2026-01-02, but must be the number of a session, counted from 1; times need columns.time");
    assertThatThrownBy(() -> log(false, "0", null)).hasMessageContaining("counted from 1");
    assertThatThrownBy(() -> log(false, "5", "5"))
        .hasMessageContaining("is 5, which is not after from, 5");
    assertThatThrownBy(
            () -> Log.elsewhere(options(false, "5", null), List.of(Path.of("log.csv")), List.of()))
        .hasMessageContaining("without recsim.executor=spark");
  }

  @Test
  void usersAndDatesAreRead() throws IOException {
    List<Long> users = new ArrayList<>();
    Log log = log(true, null, null);
    log.read(session -> users.add(session.userId()));
    assertThat(users.get(0)).isEqualTo(users.get(1)).isNegative();
    assertThat(users.get(2)).isEqualTo(7);
    assertThat(log.dated()).isTrue();
  }
}
