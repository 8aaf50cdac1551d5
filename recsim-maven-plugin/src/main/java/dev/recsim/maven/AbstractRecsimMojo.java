package dev.recsim.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.graph.Dependency;

/** What all goals share: where the experiments are and which JVM works on them. */
abstract class AbstractRecsimMojo extends AbstractMojo {

  private static final String DIRECTORY_PROPERTY = "recsim.experimentsDirectory";

  private static final int NOTHING_SELECTED = 4;

  private static final Set<String> RUN_TIME = Set.of("compile", "runtime");

  /** Passes the goal over. */
  @Parameter(property = "recsim.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder of the experiment files ({@code *.yaml}). A relative path starts at the module's
   * base directory. A module without this folder is passed over in silence; a folder that was named
   * and exists in no module of the build is an error.
   */
  @Parameter(
      property = DIRECTORY_PROPERTY,
      defaultValue = "${project.basedir}/experiments",
      required = true)
  private File experimentsDirectory;

  /**
   * Options for the forked JVM, for example {@code -Xmx2g -Dkey=value}: separated by blanks, with
   * quotes around an option that holds blanks. They come after the plugin's own options and so win
   * over them.
   */
  @Parameter(property = "recsim.argLine")
  private String argLine;

  /**
   * The {@code java} executable to fork, of Java 17 or newer. Default: the one of the build's JDK
   * toolchain if there is one, else the one that runs Maven.
   */
  @Parameter(property = "recsim.jvm")
  private String jvm;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Inject private ToolchainManager toolchains;

  @Inject private ProjectDependenciesResolver dependencies;

  @Inject private RepositorySystem repositories;

  /** The verb and the goal's own options. */
  abstract Arguments arguments() throws MojoExecutionException;

  /** Whether the goal has nothing to do in a module without experiments. */
  boolean needsExperiments() {
    return true;
  }

  /** The folder of the experiment files, absolute. */
  final Path experiments() {
    return experimentsDirectory.toPath().normalize();
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped (recsim.skip).");
    } else if (!needsExperiments() || hasExperiments()) {
      judge(fork(), modules());
    }
  }

  private boolean hasExperiments() throws MojoExecutionException {
    Modules modules = modules();
    boolean fromCommandLine = session.getUserProperties().containsKey(DIRECTORY_PROPERTY);
    if (fromCommandLine && modules.sharedWithEarlierModule()) {
      getLog().debug("Done in the first module of the build: " + experiments());
      return false;
    }
    if (Files.isDirectory(experiments())) {
      return true;
    }
    if (Files.exists(experiments())) {
      throw new MojoExecutionException(
          experiments() + " is not a folder. Set " + DIRECTORY_PROPERTY + " to the folder.");
    }
    reportMissing(modules);
    return false;
  }

  private Modules modules() {
    return new Modules(session.getProjects(), project, experiments());
  }

  private void reportMissing(Modules modules) throws MojoExecutionException {
    boolean named = !experiments().equals(project.getBasedir().toPath().resolve("experiments"));
    boolean found = modules.someModuleHasExperiments();
    if (named && !found) {
      throw new MojoExecutionException(
          "There is no folder "
              + experiments()
              + ". Create it or set "
              + DIRECTORY_PROPERTY
              + " to the folder that holds the experiment files.");
    }
    boolean asked = execution.getSource() == MojoExecution.Source.CLI;
    if (asked && !found && modules.isFirst()) {
      getLog().warn("Nothing to do: there is no folder " + experiments() + ".");
    } else {
      getLog().debug("No experiments in this module: " + experiments());
    }
  }

  private Fork.Outcome fork() throws MojoExecutionException {
    Arguments arguments = arguments().flag("debug", shouldShowStackTraces());
    warnIfNotCompiled();
    Terminal terminal = Terminal.of(session, getLog().isInfoEnabled());
    try {
      List<Path> classPath = ClassPath.of(project, dependencies(), libraries());
      getLog().debug("Class path of the fork: " + classPath);
      Optional<SharedArchive> archive = SharedArchive.of(buildDirectory(), java(), classPath);
      List<String> sharing =
          archive.isPresent() ? archive.get().options(mayWriteArchive()) : List.of();
      Fork.Outcome outcome =
          new Fork(
                  java(),
                  new JvmOptions(classPath, sharing, argLine),
                  project.getBasedir().toPath(),
                  terminal,
                  failsWithAllErrors())
              .run(arguments, getLog());
      if (archive.isPresent()) {
        archive.get().finish(outcome.exitCode() == 0);
      }
      return outcome;
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot prepare the fork: " + e.getMessage(), e);
    }
  }

  /**
   * What the project needs at run time. Asked for when something is to be run: Maven would resolve
   * the dependencies of every module of the build, also of those without experiments.
   */
  private List<Artifact> dependencies() throws MojoExecutionException {
    DefaultDependencyResolutionRequest request =
        new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
    request.setResolutionFilter((node, parents) -> isForRunTime(node.getDependency()));
    try {
      return dependencies.resolve(request).getDependencies().stream()
          .filter(AbstractRecsimMojo::isForRunTime)
          .map(dependency -> RepositoryUtils.toArtifact(dependency.getArtifact()))
          .toList();
    } catch (DependencyResolutionException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private static boolean isForRunTime(Dependency dependency) {
    return dependency != null && RUN_TIME.contains(dependency.getScope());
  }

  /** A world or agent of the project's own is not found then, and the reason is far to seek. */
  private void warnIfNotCompiled() {
    boolean hasSources =
        project.getCompileSourceRoots().stream().anyMatch(root -> Files.isDirectory(Path.of(root)));
    if (hasSources && !Files.isDirectory(Path.of(project.getBuild().getOutputDirectory()))) {
      getLog()
          .warn(
              "The project's own classes are not compiled, so none of its worlds and agents is"
                  + " known. Run: mvn compile recsim:"
                  + execution.getGoal());
    }
  }

  /** Whether this goal's fork loads what the others need too. */
  boolean mayWriteArchive() {
    return false;
  }

  /** Whether all that the fork says on stderr is the message of the failure, not its last line. */
  boolean failsWithAllErrors() {
    return false;
  }

  final Path buildDirectory() {
    return Path.of(project.getBuild().getDirectory());
  }

  final MavenSession session() {
    return session;
  }

  final MavenProject project() {
    return project;
  }

  final Repository repository() {
    return new Repository(
        repositories, session.getRepositorySession(), project.getRemotePluginRepositories());
  }

  /** Of recsim: the plugin's. */
  final String version() {
    return plugin.getVersion();
  }

  /** recsim-runtime and what it needs. */
  final List<RuntimeLibraries.Library> libraries() throws MojoExecutionException, IOException {
    RepositorySystemSession here = session.getRepositorySession();
    List<Dependency> preferred =
        execution.getPlugin().getDependencies().stream()
            .map(it -> RepositoryUtils.toDependency(it, here.getArtifactTypeRegistry()))
            .toList();
    return new RuntimeLibraries(
            repository(),
            Repository.module("recsim-runtime", version()),
            preferred,
            plugin.getPluginArtifact().getFile().toPath(),
            buildDirectory().resolve("recsim"))
        .all();
  }

  private boolean shouldShowStackTraces() {
    return getLog().isDebugEnabled() || session.getRequest().isShowErrors();
  }

  final String java() {
    if (jvm != null) {
      return jvm;
    }
    Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
    String found = toolchain == null ? null : toolchain.findTool("java");
    return found != null
        ? found
        : Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void judge(Fork.Outcome outcome, Modules modules)
      throws MojoExecutionException, MojoFailureException {
    switch (outcome.exitCode()) {
      case 0 -> {}
      case 1 -> throw new MojoExecutionException(outcome.messageOr("The forked JVM failed."));
      case 2 -> throw new MojoFailureException(outcome.messageOr("A baseline does not hold."));
      case 3 ->
          throw new MojoFailureException(
              "The experiment files are not valid, nothing was run. "
                  + "The lines above name each problem.");
      case NOTHING_SELECTED -> {
        // The selection may be meant for another module.
        if (!modules.otherModuleHasExperiments()) {
          throw new MojoExecutionException(outcome.messageOr("No experiment is selected."));
        }
      }
      default -> throw new MojoExecutionException(Death.describe(outcome.exitCode()));
    }
  }
}
