package dev.recsim.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A local repository under {@code target/} that holds recsim as this build made it. What recsim
 * needs comes from the outer build's repository, which stays untouched.
 */
final class StagedRepository {
  static final Path FOLDER = Path.of("target", "it-repository").toAbsolutePath();

  private static final String VERSION = System.getProperty("recsim.version");

  static {
    try {
      stage("recsim", Path.of("..", "pom.xml"), ".pom");
      stageModule("recsim-api", "dev.recsim.api.Agent");
      stageModule("recsim-decide", "dev.recsim.decide.LiveTest");
      stageModule("recsim-core", "dev.recsim.trial.Trial");
      stageModule("recsim-served", "dev.recsim.served.Outcome");
      stageModule("recsim-logs", "dev.recsim.logs.LoggedSession");
      stageModule("recsim-fit", "dev.recsim.fit.log.Fit");
      stageModule("recsim-live", "dev.recsim.live.TestData");
      stageModule("recsim-yaml", "dev.recsim.yaml.YamlFile");
      stageModule("recsim-serve", "dev.recsim.serve.Ranker");
      stageModule("recsim-serve-http", "dev.recsim.serve.http.RankingServer");
      stageModule("recsim-report", "dev.recsim.report.Conclusion");
      stageModule("recsim-experimentfile", "dev.recsim.experimentfile.ExperimentSpec");
      stageModule("recsim-runtime", "dev.recsim.cli.Main");
      stageModule("recsim-testkit", "dev.recsim.contract.AgentContract");
      stageModule("recsim-index", "dev.recsim.index.Indices");
      stageModule("recsim-dl4j", "dev.recsim.dl4j.Dl4jEngine");
      stageModule("recsim-onnx", "dev.recsim.onnx.RuntimeModels");
      stageModule("recsim-duckdb", "dev.recsim.duckdb.DuckDbFiles");
      stageModule("recsim-junit", "dev.recsim.junit.RecsimTest");
      stageModule("recsim-maven-plugin", "dev.recsim.maven.fork.JvmOptions");
      listVersions("recsim-maven-plugin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StagedRepository() {}

  /** The options with which a nested build uses it. */
  static String[] options() {
    return new String[] {
      "-Dmaven.repo.local=" + FOLDER,
      "-Dmaven.repo.local.tail=" + System.getProperty("outer.repositories")
    };
  }

  private static void stageModule(String artifact, String type) throws IOException {
    stage(artifact, Path.of("..", artifact, "pom.xml"), ".pom");
    stage(artifact, jarOf(type), ".jar");
  }

  static void stage(String artifact, Path file, String ending) throws IOException {
    Path folder = FOLDER.resolve(Path.of("dev", "recsim", artifact, VERSION));
    Files.createDirectories(folder);
    Files.copy(
        file,
        folder.resolve(artifact + "-" + VERSION + ending),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** As an install does it: so that a goal is found without a version. */
  private static void listVersions(String artifact) throws IOException {
    Files.writeString(
        FOLDER.resolve(Path.of("dev", "recsim", artifact, "maven-metadata-local.xml")),
        """
        <metadata>
          <groupId>dev.recsim</groupId>
          <artifactId>%s</artifactId>
          <versioning><versions><version>%s</version></versions></versioning>
        </metadata>
        """
            .formatted(artifact, VERSION));
  }

  static Path jarOf(String type) throws IOException {
    try {
      Path place =
          Path.of(
              Class.forName(type, false, StagedRepository.class.getClassLoader())
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      if (Files.isDirectory(place)) {
        throw new IOException(place + " is no jar: run these tests by mvn verify");
      }
      return place;
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
