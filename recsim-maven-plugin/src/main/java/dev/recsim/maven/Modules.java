package dev.recsim.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.project.MavenProject;

/** Where a module's experiments folder stands among the modules of the build. */
record Modules(List<MavenProject> all, MavenProject current, Path experiments) {

  boolean isFirst() {
    return current.equals(all.get(0));
  }

  /**
   * Whether a folder given on the command line is the same one for every module, and this is not
   * the first: its experiments must run once, not once a module.
   */
  boolean sharedWithEarlierModule() {
    return !isFirst() && !experiments.startsWith(current.getBasedir().toPath());
  }

  /** Whether any module of the build has a folder at the same place, seen from its own base. */
  boolean someModuleHasExperiments() {
    Path base = current.getBasedir().toPath();
    if (!experiments.startsWith(base)) {
      return Files.isDirectory(experiments);
    }
    Path place = base.relativize(experiments);
    return all.stream()
        .anyMatch(module -> Files.isDirectory(module.getBasedir().toPath().resolve(place)));
  }
}
