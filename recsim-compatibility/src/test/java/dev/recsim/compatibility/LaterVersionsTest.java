package dev.recsim.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.cli.InThisJvm;
import dev.recsim.io.JsonSeal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that a later version wrote is refused with both versions and the cure. */
@Tag("slow")
class LaterVersionsTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          baseline      | experiments/baselines/quick.json              | schema_version | compare --base=./experiments/baselines/quick.json --head=./experiments/baselines/quick.json
          verdicts      | experiments/ab/stop.verdicts.json             | schema_version | ab --experiment=stop --until=2026-12-01
          record        | experiments/reality/shop/w1.json              | schema_version | reality
          record        | experiments/reality/shop/w1.outcome.json      | schema_version | reality
          environment   | experiments/environments/shop.json            | schema_version | run --experiment=shop
          policy        | promoted/shop/learner/manifest.json           | format         | verify-promoted --promoted=./promoted
          replay-record | experiments/users/answers.jsonl.gz            | record         | run
          served-log    | served/served-20260101T000000Z-000001.jsonl   | format         | ope
          results       | base/results.json                             | schema_version | compare --base=./base/results.json --head=./head/results.json
          """)
  void areRefusedAndNothingIsWritten(String kind, String name, String key, String command)
      throws Exception {
    Path project = KindFolder.of(kind).copy(temporary.toRealPath().resolve("project"));
    Transcript transcript = new Transcript(project);
    if (kind.equals("record")) {
      transcript.run(java.util.List.of("commit experiments", "recsim run"));
    }
    Path file = project.resolve(name);
    write(file, raised(read(file), key));
    Map<String, String> before = KindFolder.files(project);

    InThisJvm said = transcript.call(command.split(" "));

    assertThat(said.status()).as(said.output()).isNotZero();
    assertThat(said.output())
        .contains("is of version 99, and this recsim reads version")
        .contains("use the recsim that wrote it, or a newer one");
    assertThat(KindFolder.files(project)).isEqualTo(before);
  }

  private static String raised(String text, String key) {
    String raised = text.replaceFirst("\"" + key + "\": ?\\d+", "\"" + key + "\": 99");
    assertThat(raised).isNotEqualTo(text);
    return Stream.of(",\n \"checksum\"", ", \"checksum\"")
        .filter(raised::contains)
        .findFirst()
        .map(it -> JsonSeal.on(raised.substring(0, raised.lastIndexOf(it)) + "\n}\n"))
        .orElse(raised);
  }

  static String read(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static void write(Path file, String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    Files.write(file, bytes.toByteArray());
  }
}
