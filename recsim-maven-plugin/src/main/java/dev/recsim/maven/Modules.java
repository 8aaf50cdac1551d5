package dev.recsim.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Finds the experiment folders of the modules of a build. It reads only the session and the disk,
 * so modules built in parallel get the same result.
 *
 * @param execution of the goal
 * @param current the module that the goal runs in
 * @param experiments its experiment folder, which may not exist
 */
record Modules(
    MavenSession session, MojoExecution execution, MavenProject current, Path experiments) {
  static final String PROPERTY = "recsim.experimentsDirectory";
  static final String DEFAULT = "experiments";

  static final String PLUGIN = "dev.recsim:recsim-maven-plugin";

  /**
   * Whether the current module has experiments for the goal.
   *
   * @throws MojoExecutionException if no module has any, including modules that the build leaves
   *     out
   */
  boolean currentHasWork(ExperimentSelection selection, Log log) throws MojoExecutionException {
    if (sharedWithEarlierModule()) {
      log.debug("Done in the first module of the build: " + experiments);
      return false;
    }
    if (Files.exists(experiments) && !Files.isDirectory(experiments)) {
      throw new MojoExecutionException(
          experiments + " is not a folder. Set " + PROPERTY + " to the folder.");
    }
    boolean exists = Files.isDirectory(experiments);
    if (exists ? selection.selectsIn(experiments) : isLeftToAnother()) {
      return exists;
    }
    List<Path> folders = new ArrayList<>(others());
    for (Path folder : folders) {
      if (selection.selectsIn(folder)) {
        if (exists) {
          log.info("Nothing in " + experiments + " is selected; see " + folder + ".");
        }
        return false;
      }
    }
    if (exists) {
      folders.add(0, experiments);
    }
    throw new MojoExecutionException(folders.isEmpty() ? noFolder() : selection.nothingIn(folders));
  }

  private String noFolder() {
    return ("There is no folder %s, nor one in another module. Create it with an experiment file"
            + " (*.yaml) in it, or set %s to the folder that holds the experiment files.")
        .formatted(experiments, PROPERTY);
  }

  /**
   * Whether the folder was set on the command line and an earlier module with the goal has it too:
   * its experiments must run only once.
   */
  private boolean sharedWithEarlierModule() {
    return session.getUserProperties().containsKey(PROPERTY)
        && session.getProjects().stream()
            .takeWhile(module -> !module.equals(current))
            .filter(this::hasGoal)
            .flatMap(this::folders)
            .anyMatch(experiments::equals);
  }

  /** Whether a module with experiments runs the goal too: it says if none is selected. */
  private boolean isLeftToAnother() {
    return session.getProjects().stream()
        .filter(this::hasGoal)
        .flatMap(this::folders)
        .anyMatch(Files::isDirectory);
  }

  /** Whether a module runs the current goal; all modules run a goal of the command line. */
  private boolean hasGoal(MavenProject module) {
    Plugin plugin = module.getPlugin(PLUGIN);
    return execution.getSource() == MojoExecution.Source.CLI
        || plugin != null
            && plugin.getExecutions().stream()
                .anyMatch(it -> it.getGoals().contains(execution.getGoal()));
  }

  /**
   * The other existing folders: of modules of the session, then of modules that the build leaves
   * out because it was started in a module.
   */
  List<Path> others() {
    Set<Path> folders = new LinkedHashSet<>();
    session.getAllProjects().stream().flatMap(this::folders).forEach(folders::add);
    if (experiments.startsWith(base(current))) {
      Path place = base(current).relativize(experiments);
      leftOut().forEach(module -> folders.add(module.resolve(place)));
    }
    folders.remove(experiments);
    return folders.stream().filter(Files::isDirectory).toList();
  }

  /** The possible experiment folders of a module: configured in its POM, else the default. */
  private Stream<Path> folders(MavenProject module) {
    List<String> configured =
        Stream.of(module.getBuild(), module.getPluginManagement())
            .flatMap(Modules::configured)
            .toList();
    String property =
        Optional.ofNullable(session.getUserProperties().getProperty(PROPERTY))
            .orElse(module.getProperties().getProperty(PROPERTY, DEFAULT));
    return (configured.isEmpty() ? Stream.of(property) : configured.stream())
        .map(folder -> base(module).resolve(folder).normalize());
  }

  private static Stream<String> configured(PluginContainer plugins) {
    return Stream.ofNullable(plugins)
        .flatMap(it -> Stream.ofNullable(it.getPluginsAsMap().get(PLUGIN)))
        .flatMap(it -> Stream.concat(Stream.of(it), it.getExecutions().stream()))
        .flatMap(it -> value(it, "experimentsDirectory"));
  }

  /** The text of a parameter in a POM; empty if it is not configured. */
  static Stream<String> value(ConfigurationContainer container, String parameter) {
    return Stream.ofNullable(container.getConfiguration())
        .flatMap(it -> it instanceof Xpp3Dom dom ? Stream.of(dom) : Stream.of())
        .flatMap(dom -> Stream.ofNullable(dom.getChild(parameter)))
        .flatMap(dom -> Stream.ofNullable(dom.getValue()));
  }

  /** What the executions of the goal in the current module select; one may be this one. */
  List<String> selections() {
    return Stream.ofNullable(current.getPlugin(PLUGIN))
        .flatMap(it -> it.getExecutions().stream())
        .filter(it -> it.getGoals().contains(execution.getGoal()))
        .map(it -> value(it, "experiment").findFirst().orElse("*"))
        .toList();
  }

  /** The modules of the outermost parent POM that contains the root of this build. */
  private Set<Path> leftOut() {
    Path root = Path.of(session.getExecutionRootDirectory()).toAbsolutePath().normalize();
    Set<Path> outermost = Set.of();
    for (Path above = root.getParent(); above != null; above = above.getParent()) {
      Set<Path> modules = new LinkedHashSet<>();
      collect(above, modules);
      outermost = modules.contains(root) ? modules : outermost;
    }
    return outermost;
  }

  private static void collect(Path module, Set<Path> modules) {
    Path folder = module.toString().endsWith(".xml") ? module.getParent() : module;
    Path pom = folder.equals(module) ? folder.resolve("pom.xml") : module;
    if (Files.isRegularFile(pom) && modules.add(folder)) {
      try (InputStream in = Files.newInputStream(pom)) {
        for (String name : new MavenXpp3Reader().read(in, false).getModules()) {
          collect(folder.resolve(name).normalize(), modules);
        }
      } catch (IOException | XmlPullParserException e) {
        // A POM outside of this build that cannot be read: its modules are unknown.
      }
    }
  }

  private static Path base(MavenProject module) {
    return module.getBasedir().toPath();
  }
}
