package dev.recsim.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The project that {@link InitMojo} writes. Its files are resources of the plugin, in which the
 * groupId {@value #GROUP_ID} and the artifactId {@value #ARTIFACT_ID} are replaced.
 */
final class Template {
  static final String GROUP_ID = "com.example";
  static final String ARTIFACT_ID = "podcasts";

  /** Maven does not package resources named {@code .gitignore}. */
  static final String GITIGNORE = "gitignore";

  static final List<String> FILES = files();

  private static final Pattern ARTIFACT_ID_PATTERN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final String groupId;
  private final String artifactId;
  private final String version;

  /**
   * @param version of recsim
   * @throws IllegalArgumentException if an id is invalid
   */
  Template(String groupId, String artifactId, String version) {
    if (!SourceVersion.isName(groupId) || !groupId.matches("[A-Za-z0-9_.]+")) {
      throw new IllegalArgumentException(
          ("recsim.groupId must be the name of a Java package, because the project's code is in it,"
                  + " but is \"%s\"; write letters, digits, _ and dots, such as com.example")
              .formatted(groupId));
    }
    if (!isArtifactId(artifactId)) {
      throw new IllegalArgumentException(
          "recsim.artifactId must be letters, digits and _ . -, but is \"%s\""
              .formatted(artifactId));
    }
    this.groupId = groupId;
    this.artifactId = artifactId;
    this.version = version;
  }

  static boolean isArtifactId(String name) {
    return ARTIFACT_ID_PATTERN.matcher(name).matches();
  }

  private static List<String> files() {
    List<String> files = new ArrayList<>();
    files.addAll(List.of(GITIGNORE, "README.md"));
    files.addAll(List.of("experiments/commute.yaml", "experiments/six-states.yaml", "pom.xml"));
    for (String name :
        List.of(
            "CommuteProvider",
            "Commuters",
            "CommutersProvider",
            "DocumentQ",
            "Episode",
            "EpisodesProvider",
            "FinishedPlaysProvider",
            "LockScreen",
            "LockScreenProvider",
            "TopicMinutes",
            "TopicMinutesProvider")) {
      files.add("src/main/java/com/example/podcasts/" + name + ".java");
    }
    for (String name :
        List.of(
            "AgentProvider",
            "EnvironmentProvider",
            "MetricProvider",
            "compose.ChoiceModelProvider",
            "compose.DocumentSamplerProvider",
            "compose.UserModelProvider")) {
      files.add("src/main/resources/META-INF/services/dev.recsim.api." + name);
    }
    for (String name :
        List.of(
            "CommuteTest",
            "DocumentQTest",
            "ExperimentsTest",
            "FinishedPlaysTest",
            "LockScreenTest",
            "TopicMinutesTest")) {
      files.add("src/test/java/com/example/podcasts/" + name + ".java");
    }
    return List.copyOf(files);
  }

  /**
   * Writes all files or none.
   *
   * @return the files written
   * @throws IllegalArgumentException if a file exists already; names all of them
   */
  List<Path> write(Path folder) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (String file : FILES) {
      texts.put(folder.resolve(target(file)), text(file));
    }
    refuseToOverwrite(folder, texts.keySet().stream().toList());
    List<Path> made = new ArrayList<>();
    try {
      for (Map.Entry<Path, String> file : texts.entrySet()) {
        makeFolders(file.getKey().getParent(), made);
        Files.createFile(file.getKey());
        made.add(file.getKey());
        Files.writeString(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      undo(made, e);
      throw e;
    }
    return List.copyOf(texts.keySet());
  }

  private static void refuseToOverwrite(Path folder, List<Path> files) {
    List<Path> there = files.stream().filter(Template::exists).toList();
    if (!there.isEmpty()) {
      throw new IllegalArgumentException(
          "Nothing was written, because these files are there already: "
              + there.stream()
                  .map(file -> folder.relativize(file).toString())
                  .collect(Collectors.joining(", "))
              + ". Run init in an empty folder, or move them away.");
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void makeFolders(Path folder, List<Path> made) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolders(folder.getParent(), made);
      Files.createDirectory(folder);
      made.add(folder);
    }
  }

  /** Deletes in reverse order, so that folders are empty when they are deleted. */
  private static void undo(List<Path> made, IOException cause) {
    for (int i = made.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(made.get(i));
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** The path of a file, relative to the project. */
  private String target(String file) {
    return file.equals(GITIGNORE)
        ? ".gitignore"
        : file.replace(GROUP_ID.replace('.', '/'), groupId.replace('.', '/'));
  }

  private String text(String file) throws IOException {
    try (InputStream in = Template.class.getResourceAsStream("init/" + file)) {
      if (in == null) {
        throw new IOException("the plugin lacks its file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace(GROUP_ID, groupId)
          .replace("<artifactId>" + ARTIFACT_ID + "<", "<artifactId>" + artifactId + "<")
          .replace("# " + ARTIFACT_ID + "\n", "# " + artifactId + "\n")
          .replace("@recsim.version@", version);
    }
  }
}
