package dev.recsim.experimentfile.fits;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import dev.recsim.experimentfile.InvalidExperiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of fits against their reader. */
class FitSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(DRAFT_2020_12).getSchema(FitSchema.render());

  private static final String FIT =
      """
      logs: {file: log.csv, columns: {session: id, state: [page], action: item}, max_excluded: 0.1}
      model: {type: chain_mixture, kinds: 4}
      against: {one: {type: markov_chain}}
      hold_out: 4
      accept: {session_length: 0.1}
      """;

  @TempDir Path folder;

  @Test
  void committedSchemaIsTheOneOfTheRecords() throws IOException {
    Path committed = Path.of("../experiments/recsim-fit.schema.json");
    if (System.getProperty("recsim.schema", "").equals("write")) {
      Files.writeString(committed, FitSchema.render());
    }
    assertThat(Files.readString(committed))
        .as("options or defaults have changed: run `mvn recsim:schema` and commit the file")
        .isEqualTo(FitSchema.render());
  }

  @Test
  void committedFitsAreValid() throws IOException {
    try (var files = Files.newDirectoryStream(Path.of("../experiments/environments"), "*.yaml")) {
      for (Path file : files) {
        assertThat(schemaAccepts(Files.readString(file))).as(file.toString()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hold_out: 4|hold_out: 4|true",
        "hold_out: 4|hold_out: 1|false",
        "hold_out: 4|hold_out: often|false",
        "hold_out: 4|holdout: 4|false",
        "kinds: 4|kinds: 0|false",
        "kinds: 4|prior: 1|false",
        "type: markov_chain|type: markov|false",
        "session_length: 0.1|session_length: 2|false",
        "session_length: 0.1|lengths: 2|false",
        "file: log.csv, |''|false",
        "file: log.csv, |file: log.csv, from: 1000, to: '2026-01-31', |true",
        "file: log.csv, |file: log.csv, from: [1], |false",
        "action: item|actoin: item|false",
        "max_excluded: 0.1|max_excluded: 7|false"
      })
  void schemaAndReaderAgree(String part, String instead, boolean valid) throws IOException {
    String fit = FIT.replace(part, instead);
    assertThat(schemaAccepts(fit)).as("schema").isEqualTo(valid);
    assertThat(readerAccepts(fit)).as("reader").isEqualTo(valid);
  }

  private static boolean schemaAccepts(String fit) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(fit);
    return SCHEMA.validate(new ObjectMapper().valueToTree(tree)).isEmpty();
  }

  private boolean readerAccepts(String fit) throws IOException {
    try {
      FitReader.read(Files.writeString(folder.resolve("shop.yaml"), fit));
      return true;
    } catch (InvalidExperiment e) {
      return false;
    }
  }
}
