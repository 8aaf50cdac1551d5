package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleFoldersTest {
  @TempDir Path folder;

  @Test
  void aModuleHasTheJarsOfItsFolder() throws Exception {
    ModuleFolders modules = new ModuleFolders(folder);
    assertThat(modules.jars("recsim-onnx")).isEmpty();

    Path onnx = Files.createDirectories(folder.resolve("recsim-onnx"));
    Files.createFile(onnx.resolve("b.jar"));
    Files.createFile(onnx.resolve("a.jar"));
    Files.createFile(onnx.resolve("README"));

    assertThat(modules.jars("recsim-onnx"))
        .containsExactly(onnx.resolve("a.jar"), onnx.resolve("b.jar"));
    assertThat(modules.lines(List.of()))
        .anyMatch(it -> it.matches(" +recsim-onnx +2 jars"))
        .anyMatch(it -> it.matches(" +recsim-dl4j +not there"));
  }

  @Test
  void addressesAreThoseOfWhatTheJarLacks() throws Exception {
    ModuleFolders modules = new ModuleFolders(folder);

    assertThat(modules.lines(List.of("recsim-index")))
        .hasSize(2)
        .anyMatch(it -> it.matches("https://.*/dev/recsim/recsim-index/.*\\.jar"))
        .anyMatch(it -> it.matches("https://.*/org/apache/lucene/lucene-core/.*\\.jar"));
    assertThat(modules.lines(List.of("recsim-onnx")))
        .anyMatch(it -> it.contains("/com/microsoft/onnxruntime/onnxruntime/"));
    assertThat(modules.lines(List.of("recsim-duckdb")))
        .hasSize(2)
        .anyMatch(it -> it.matches("https://.*/dev/recsim/recsim-duckdb/.*\\.jar"))
        .anyMatch(it -> it.contains("/org/duckdb/duckdb_jdbc/"));
    assertThat(modules.lines(List.of("recsim-dl4j")))
        .anyMatch(it -> it.matches(".*/nd4j-native-[\\w.-]+-(linux|macosx|windows)-\\w+\\.jar"))
        .noneMatch(it -> it.contains("recsim-core") || it.contains("snakeyaml"));
    assertThat(modules.lines(List.of("recsim-serve-http")))
        .singleElement()
        .asString()
        .endsWith("-all.jar");
    assertThatThrownBy(() -> modules.lines(List.of("recsim-spark")))
        .hasMessageContaining("is no optional module; there are recsim-dl4j, ");
  }

  @Test
  void whatIsMissingHasACure() {
    assertThat(new ModuleFolders(folder).missing(List.of("recsim-onnx")))
        .isEqualTo(
            "this needs recsim-onnx: put its jars into %s; their addresses: recsim modules"
                + " recsim-onnx",
            folder.resolve("recsim-onnx"));
  }
}
