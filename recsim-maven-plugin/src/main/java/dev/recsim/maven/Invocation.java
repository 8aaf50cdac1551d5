package dev.recsim.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** How Maven is called to run goals again on a module, from the folder where this build started. */
record Invocation(MavenSession session, MavenProject project) {
  /** Folders without which a goal would look elsewhere. */
  private static final List<String> FOLDERS = List.of(Modules.PROPERTY, "recsim.reportsDirectory");

  private static final Pattern PLAIN = Pattern.compile("[\\w./:=@%+,-]+");

  /** A command up to its goals: {@code mvn -pl shop/sim -am compile}. */
  String command() {
    List<String> words = new ArrayList<>(List.of("mvn"));
    Path here = Path.of(System.getProperty("user.dir"));
    Optional.ofNullable(session.getRequest().getPom())
        .map(File::toPath)
        .filter(it -> !it.equals(here.resolve("pom.xml")))
        .ifPresent(it -> words.addAll(List.of("-f", relative(here, it))));
    Path root = Path.of(session.getExecutionRootDirectory());
    Path module = project.getBasedir().toPath();
    if (!module.equals(root)) {
      words.addAll(List.of("-pl", relative(root, module), "-am"));
    }
    List<String> profiles = new ArrayList<>(session.getRequest().getActiveProfiles());
    session.getRequest().getInactiveProfiles().forEach(it -> profiles.add("!" + it));
    if (!profiles.isEmpty()) {
      words.add(quoted("-P" + String.join(",", profiles)));
    }
    for (String folder : FOLDERS) {
      String value = session.getUserProperties().getProperty(folder);
      if (value != null) {
        words.add(quoted("-D" + folder + "=" + value));
      }
    }
    if (hasCode() || session.getAllProjects().size() > 1) {
      words.add("compile");
    }
    return String.join(" ", words);
  }

  private boolean hasCode() {
    return project.getCompileSourceRoots().stream()
        .anyMatch(it -> Path.of(it).toFile().isDirectory());
  }

  private static String relative(Path from, Path to) {
    Path path = to.startsWith(from) ? from.relativize(to) : to;
    return quoted(path.toString().replace('\\', '/'));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word + "'";
  }
}
