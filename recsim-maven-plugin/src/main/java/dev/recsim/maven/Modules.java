package dev.recsim.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    return !isFirst() && !experiments.startsWith(base(current));
  }

  /** Whether a module other than this has such a folder of its own. */
  boolean otherModuleHasExperiments() {
    return experiments.startsWith(base(current)) && haveExperiments().anyMatch(m -> m != current);
  }

  /** Whether any module of the build has a folder at the same place, seen from its own base. */
  boolean someModuleHasExperiments() {
    return experiments.startsWith(base(current))
        ? haveExperiments().findAny().isPresent()
        : Files.isDirectory(experiments);
  }

  private Stream<MavenProject> haveExperiments() {
    Path place = base(current).relativize(experiments);
    return all.stream().filter(module -> Files.isDirectory(base(module).resolve(place)));
  }

  private static Path base(MavenProject module) {
    return module.getBasedir().toPath();
  }
}
