package dev.recsim.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.cli.InThisJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits of one word, of each kind: the table of docs/compatibility.md. */
@Tag("slow")
class EditsTest {
  private static final Path PAGE = Path.of("../docs/compatibility.md");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]+");

  /** A line of a record, with its answer in the middle. */
  private static final Pattern LINE = Pattern.compile("(.*\"answer\": ?\")([^\"]*)(\".*)");

  /** Edits of a file, evenly over its words. */
  private static final int EDITS = 12;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          baseline      | experiments/baselines/quick.json         | compare --base=./experiments/baselines/quick.json --head=./experiments/baselines/quick.json
          verdicts      | experiments/ab/stop.verdicts.json        | ab --experiment=stop --until=2026-12-01
          record        | experiments/reality/shop/w1.json         | reality
          record        | experiments/reality/shop/w1.outcome.json | reality
          environment   | experiments/environments/shop.json       | validate --experiment=shop
          environment   | experiments/environments/ids.safetensors | validate --experiment=ids
          policy        | promoted/shop/learner/manifest.json      | verify-promoted --promoted=./promoted
          policy        | promoted/shop/learner/experiment.yaml    | verify-promoted --promoted=./promoted
          replay-record | experiments/users/answers.jsonl.gz       | check --experiment=users
          """)
  void areRefused(String kind, String name, String command) throws Exception {
    Path project = KindFolder.of(kind).copy(temporary.toRealPath().resolve("project"));
    Path file = project.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
    List<String> used = new ArrayList<>();
    for (String edited : edits(text)) {
      Files.write(file, edited.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      Map<String, String> before = KindFolder.files(project);
      InThisJvm said = new Transcript(project).call(command.split(" "));
      if (said.status() == 0 || !said.output().contains(file.getFileName().toString())) {
        used.add(difference(text, edited) + ": " + said);
      }
      assertThat(KindFolder.files(project)).isEqualTo(before);
    }
    assertThat(used).isEmpty();
    assertThat(PAGE).content().containsPattern("(?m)^\\| `" + kind + "` .*\\| refused");
  }

  /** A person writes these files, and git shows what was written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          served-log  | served/served-20260101T000000Z-000001.jsonl | "reward":1.0 | "reward":0.0
          session-log | experiments/sessions.jsonl                  | "reward":1.0 | "reward":2.0
          results     | head/results.json                           | "score": \\d | "score": 3
          """)
  void ofDataShowInTheDiff(String kind, String name, String word, String other) throws Exception {
    Path project = KindFolder.of(kind).copy(temporary.toRealPath().resolve("project"));
    Path file = project.resolve(name);
    String text = Files.readString(file);
    String edited = text.replaceFirst(word, Matcher.quoteReplacement(other));
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(file, edited);
    List<String> commands = Transcript.commands(Files.readString(KindFolder.of(kind).transcript()));

    List<String> today = Transcript.facts(new Transcript(project).run(commands));

    assertThat(today)
        .isNotEqualTo(Transcript.facts(Files.readString(KindFolder.of(kind).transcript())));
    assertThat(PAGE).content().containsPattern("(?m)^\\| `" + kind + "` .*\\| shows in the diff");
  }

  /** Nobody sees in git what a compressed file says, so the check says that it is another one. */
  @Test
  void answersThatAreCompressedAgainAreAnotherRecord() throws Exception {
    Path project = KindFolder.of("replay-record").copy(temporary.toRealPath().resolve("project"));
    Path file = project.resolve("experiments/users/answers.jsonl.gz");
    String text = LaterVersionsTest.read(file);
    String[] lines = text.split("\n");
    String last = LINE.matcher(lines[lines.length - 1]).replaceAll("$2");
    for (int i = 1; i < lines.length; i++) {
      if (LINE.matcher(lines[i]).replaceAll("$2").length() == last.length()) {
        lines[i] = LINE.matcher(lines[i]).replaceAll("$1" + Matcher.quoteReplacement(last) + "$3");
      }
    }
    assertThat(String.join("\n", lines) + "\n").isNotEqualTo(text);
    LaterVersionsTest.write(file, String.join("\n", lines) + "\n");

    InThisJvm run = new Transcript(project).call("run");
    InThisJvm said = new Transcript(project).call("check");

    assertThat(run.output()).contains("ARENA CHANGED", "users/answers.jsonl.gz SHA-256");
    assertThat(said.status()).as(said.output()).isNotZero();
  }

  /** The first command that comes to mind. */
  @Test
  void stopIsNotMadeShip() throws Exception {
    Path project = KindFolder.of("verdicts").copy(temporary.toRealPath().resolve("project"));
    Path file = project.resolve("experiments/ab/stop.verdicts.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"STOP\"");
    Files.writeString(file, text.replace("STOP", "SHIP"));

    InThisJvm said = new Transcript(project).call("check", "--experiment=stop");

    assertThat(said.status()).isNotZero();
    assertThat(said.output()).contains("stop.verdicts.json was changed by hand or is damaged");
  }

  private static List<String> edits(String text) {
    List<int[]> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new int[] {matcher.start(), matcher.end()});
    }
    List<String> edits = new ArrayList<>();
    int step = Math.max(1, words.size() / EDITS);
    for (int i = 0; i < words.size(); i += step) {
      int[] at = words.get(i);
      String word = text.substring(at[0], at[1]);
      edits.add(text.substring(0, at[0]) + other(word) + text.substring(at[1]));
    }
    return edits;
  }

  /** Another word of the same length and kind. */
  private static String other(String word) {
    char last = word.charAt(word.length() - 1);
    char changed =
        Character.isDigit(last) ? (char) ('0' + (last - '0' + 1) % 10) : last == 'x' ? 'y' : 'x';
    return word.substring(0, word.length() - 1) + changed;
  }

  private static String difference(String text, String edited) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == edited.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - 20);
    return text.substring(from, at) + ">" + edited.substring(at, Math.min(edited.length(), at + 5));
  }
}
