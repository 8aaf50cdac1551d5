package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What all published jars have in common, on the jars of this build. */
class PublishedJarsIT {
  private static final Map<String, Path> JARS = new LinkedHashMap<>();

  @BeforeAll
  static void findJars() throws IOException {
    JARS.put("dev.recsim.api", StagedRepository.jarOf("dev.recsim.api.Agent"));
    JARS.put("dev.recsim.core", StagedRepository.jarOf("dev.recsim.trial.Trial"));
    JARS.put("dev.recsim.served", StagedRepository.jarOf("dev.recsim.served.Outcome"));
    JARS.put("dev.recsim.logs", StagedRepository.jarOf("dev.recsim.logs.LoggedSession"));
    JARS.put("dev.recsim.fit", StagedRepository.jarOf("dev.recsim.fit.log.Fit"));
    JARS.put("dev.recsim.live", StagedRepository.jarOf("dev.recsim.live.TestData"));
    JARS.put("dev.recsim.index", StagedRepository.jarOf("dev.recsim.index.Indices"));
    JARS.put("dev.recsim.testkit", StagedRepository.jarOf("dev.recsim.contract.AgentContract"));
    JARS.put(
        "dev.recsim.experimentfile",
        StagedRepository.jarOf("dev.recsim.experimentfile.ExperimentSpec"));
    JARS.put("dev.recsim.runtime", StagedRepository.jarOf("dev.recsim.cli.Main"));
    JARS.put("dev.recsim.junit", StagedRepository.jarOf("dev.recsim.junit.RecsimTest"));
    JARS.put("dev.recsim.dl4j", StagedRepository.jarOf("dev.recsim.dl4j.Dl4jEngine"));
    JARS.put("dev.recsim.maven", StagedRepository.jarOf("dev.recsim.maven.fork.JvmOptions"));
    JARS.put("dev.recsim.spark", StagedRepository.jarOf("dev.recsim.spark.SparkDriver"));
  }

  @Test
  void noPackageIsInTwoJars() throws IOException {
    Map<String, String> owners = new TreeMap<>();
    for (Map.Entry<String, Path> entry : JARS.entrySet()) {
      try (JarFile jar = new JarFile(entry.getValue().toFile())) {
        jar.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.endsWith(".class"))
            .map(name -> name.substring(0, name.lastIndexOf('/')))
            .distinct()
            .forEach(
                name ->
                    assertThat(owners.put(name, entry.getKey()))
                        .as("second owner of %s beside %s", name, entry.getKey())
                        .isNull());
      }
    }
    assertThat(owners.keySet()).allMatch(name -> name.startsWith("dev/recsim/"));
  }

  @Test
  void everyJarHasItsLicenceAndItsModuleName() throws IOException {
    for (Map.Entry<String, Path> entry : JARS.entrySet()) {
      try (JarFile jar = new JarFile(entry.getValue().toFile())) {
        assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
            .as("%s", entry.getValue())
            .isEqualTo(entry.getKey());
        for (String name : new String[] {"LICENSE", "NOTICE"}) {
          assertThat(read(jar, "META-INF/" + name))
              .as("%s of %s", name, entry.getValue())
              .isEqualTo(Files.readString(Path.of("..", name)));
        }
      }
    }
  }

  @Test
  void theApiIsSmallAndNeedsNothing() throws IOException {
    Path api = JARS.get("dev.recsim.api");
    assertThat(Files.size(api)).isLessThan(300_000);
    try (JarFile jar = new JarFile(api.toFile())) {
      String pom = read(jar, "META-INF/maven/dev.recsim/recsim-api/pom.xml");
      assertThat(Arrays.stream(pom.split("<dependency>")).skip(1))
          .isNotEmpty()
          .allSatisfy(dependency -> assertThat(dependency).contains("<scope>test</scope>"));
    }
  }

  private static String read(JarFile jar, String name) throws IOException {
    assertThat(jar.getEntry(name)).as("%s in %s", name, jar.getName()).isNotNull();
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
