package dev.recsim.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What experiment files and fits could declare can still be declared, with the same defaults. */
class SchemasTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @ValueSource(strings = {"recsim-experiment.schema.json", "recsim-fit.schema.json"})
  void keepsKeysValuesAndDefaults(String name) throws IOException {
    JsonNode today = JSON.readTree(Path.of("../experiments", name).toFile());
    for (Path version : KindFolder.versions()) {
      JsonNode earlier = zipped(version.resolve("yaml/project/" + name + ".gz"));
      List<String> missing = new ArrayList<>();
      compare("", earlier, today, missing);
      assertThat(missing).as("gone since %s", version).isEmpty();
      assertThat(earlier.findValues("default").size()).isGreaterThan(20);
    }
  }

  private static JsonNode zipped(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return JSON.readTree(in);
    }
  }

  /** Descriptions and limits may change; a list may have more elements. */
  private static void compare(String path, JsonNode was, JsonNode is, List<String> missing) {
    if (was.isObject()) {
      for (Map.Entry<String, JsonNode> each : was.properties()) {
        String key = path + "/" + each.getKey();
        JsonNode same = is.get(each.getKey());
        if (same == null) {
          missing.add(key);
        } else if (each.getKey().equals("default") || each.getKey().equals("const")) {
          if (!same.equals(each.getValue())) {
            missing.add(key + " " + each.getValue());
          }
        } else {
          compare(key, each.getValue(), same, missing);
        }
      }
    } else if (was.isArray() && is.isArray()) {
      for (JsonNode each : was) {
        if (each.isValueNode() && !contains(is, each)) {
          missing.add(path + " " + each);
        }
      }
      for (int i = 0; i < was.size() && was.size() == is.size(); i++) {
        compare(path + "/" + i, was.get(i), is.get(i), missing);
      }
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
