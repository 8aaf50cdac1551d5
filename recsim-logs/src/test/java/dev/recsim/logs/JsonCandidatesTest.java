package dev.recsim.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session logs in which documents are not repeated. */
class JsonCandidatesTest {
  @TempDir Path folder;

  private static String line(int session, int step, String more, String status) {
    return """
        {"agent":"a","seed":0,"session":%s,"step":%s,"format":2,%s"slate":[0],"clicks":[],"reward":0.0,"status":"%s"}
        """
        .formatted(session, step, more, status)
        .strip();
  }

  private static String read(LoggedSession session) {
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < session.steps(); s++) {
      for (int c = 0; c < session.candidates(s); c++) {
        text.append(session.candidate(s, c)).append(':').append(session.topic(s, c));
        text.append(Arrays.toString(session.features(s, c))).append(' ');
      }
      text.append("| ");
    }
    return text.toString();
  }

  @Test
  void documentsOfASessionLogAreThoseOfTheStepBefore() throws IOException {
    String seven = "{\"id\":7,\"topic\":1,\"features\":[0.5]}";
    String eight = "{\"id\":8,\"topic\":0,\"features\":[1.0]}";
    Log log =
        sessionLog(
            line(1, 0, "\"documents\":[" + seven + "],", "continues"),
            line(2, 0, "\"documents\":[" + eight + "],", "continues"),
            line(1, 1, "", "continues"),
            line(2, 1, "", "ended"),
            line(1, 2, "\"documents\":[" + eight + "],\"candidates\":[8,7],", "continues"),
            line(1, 3, "\"candidates\":[7],", "continues"),
            line(1, 4, "\"documents\":[" + seven.replace("0.5", "9") + "],", "ended"));
    List<String> sessions = new ArrayList<>();
    LogReport report = log.read(session -> sessions.add(read(session)));
    assertThat(report.excluded()).isEmpty();
    assertThat(sessions)
        .containsExactly(
            "8:0[1.0] | 8:0[1.0] | ",
            "7:1[0.5] | 7:1[0.5] | 8:0[1.0] 7:1[0.5] | 7:1[0.5] | 7:1[9.0] | ");
  }

  @Test
  void sessionsWhoseDocumentsAreUnknownAreExcluded() throws IOException {
    String seven = "\"documents\":[{\"id\":7,\"features\":[0.5]}],";
    Log log =
        sessionLog(
            line(1, 0, "", "ended"),
            line(2, 0, seven, "continues"),
            line(2, 1, "\"candidates\":[7,8],", "ended"),
            line(3, 0, seven + "\"candidates\":[7],", "ended").replace("\"format\":2,", ""),
            line(4, 0, seven, "ended"));
    List<String> sessions = new ArrayList<>();
    LogReport report = log.read(session -> sessions.add(read(session)));
    assertThat(sessions).containsExactly("7:-1[0.5] | ");
    assertThat(report.excluded().get(Exclusion.BROKEN_ROW).rows()).isEqualTo(3);
    assertThat(report.used().rows()).isEqualTo(1);
  }

  @Test
  void formatOfALaterVersionIsRefused() throws IOException {
    Log log = sessionLog(line(1, 0, "", "ended").replace("\"format\":2", "\"format\":3"));
    assertThatThrownBy(() -> log.read(session -> {}))
        .isInstanceOf(InvalidFile.class)
        .hasMessage(
            "is of version 3, and this recsim reads versions 1 to 2; use the recsim that wrote it,"
                + " or a newer one");
  }

  private Log sessionLog(String... lines) throws IOException {
    Files.write(folder.resolve("a-seed-0.jsonl"), List.of(lines));
    return Log.of(new LogOptions("a-seed-0.jsonl", null, ",", null, 1), folder, List.of());
  }
}
