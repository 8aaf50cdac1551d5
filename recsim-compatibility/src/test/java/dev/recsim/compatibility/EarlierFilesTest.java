package dev.recsim.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code of the day judges the files of earlier versions as these versions did, and changes none
 * of them. With {@code -Drecsim.compatibility=write}, transcripts of commands alone are completed.
 */
@Tag("slow")
class EarlierFilesTest {
  @TempDir Path temporary;

  static List<KindFolder> kinds() throws Exception {
    return KindFolder.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void areReadAndJudgedTheSame(KindFolder kind) throws Exception {
    Path project = kind.copy(temporary.toRealPath().resolve("project"));
    Map<String, String> committed = KindFolder.files(project);
    String expected = Files.readString(kind.transcript());
    List<String> commands = Transcript.commands(expected);

    String today = new Transcript(project).run(commands);

    boolean empty = expected.lines().allMatch(it -> it.startsWith("$ "));
    if (empty && "write".equals(System.getProperty("recsim.compatibility"))) {
      Files.writeString(kind.transcript(), today);
    } else {
      assertThat(empty).as("run with -Drecsim.compatibility=write: %s", kind).isFalse();
      assertThat(Transcript.facts(today))
          .as("%s; printed:%n%s", kind, today)
          .containsSubsequence(Transcript.facts(expected));
    }
    // A look that goes on adds to its verdicts.
    Map<String, String> after = KindFolder.files(project);
    committed.keySet().removeIf(it -> it.endsWith(".verdicts.json"));
    assertThat(after).containsAllEntriesOf(committed);
  }
}
