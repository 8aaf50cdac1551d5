package dev.recsim.maven;

import dev.recsim.maven.fork.ForkArguments;
import dev.recsim.maven.fork.ForkClassPath;
import dev.recsim.maven.fork.ForkOutcome;
import dev.recsim.maven.fork.ForkRequest;
import dev.recsim.maven.fork.Repository;
import dev.recsim.maven.fork.RequestedModules;
import dev.recsim.maven.fork.RuntimeLibraries;
import dev.recsim.maven.fork.SparkProgram;
import dev.recsim.maven.fork.Terminal;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.graph.Dependency;

/** Base class of all goals that work on experiments: finds the experiments and forks the JVM. */
abstract class AbstractRecsimMojo extends AbstractMojo {

  /** Skips the goal. */
  @Parameter(property = "recsim.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder of the experiment files ({@code *.yaml}). A relative path starts at the module's
   * base directory. Modules without this folder are skipped; if no module of the build has it, the
   * goal fails.
   */
  @Parameter(
      property = Modules.PROPERTY,
      defaultValue = "${project.basedir}/" + Modules.DEFAULT,
      required = true)
  private File experimentsDirectory;

  /**
   * Options for the forked JVM, for example {@code -Xmx2g -Dkey=value}: separated by spaces, with
   * quotes around an option that contains spaces. They follow the plugin's own options and override
   * them.
   */
  @Parameter(property = "recsim.argLine")
  private String argLine = "";

  /**
   * The {@code java} executable of the forked JVM, Java 17 or newer. Default: the JDK toolchain of
   * the build, or the JDK that runs Maven if there is no toolchain.
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

  private RequestedModules modules;

  @Inject private ToolchainManager toolchains;

  @Inject private ProjectDependenciesResolver dependencies;

  @Inject private RepositorySystem repositories;

  /** Returns the verb of the goal with the parameters that subclasses of this class declare. */
  ForkArguments arguments() throws MojoExecutionException {
    ForkArguments arguments =
        ForkArguments.of(execution.getGoal()).option(Modules.PROPERTY, experiments());
    Map<String, String> properties = UserProperties.of(execution.getMojoDescriptor());
    for (Class<?> type = getClass();
        type != AbstractRecsimMojo.class;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (properties.containsKey(field.getName())) {
          arguments.option(properties.get(field.getName()), value(field));
        }
      }
    }
    return arguments;
  }

  private Object value(Field field) throws MojoExecutionException {
    try {
      field.setAccessible(true);
      Object value = field.get(this);
      return value instanceof File file ? file.toPath().normalize() : value;
    } catch (IllegalAccessException e) {
      throw new MojoExecutionException("Cannot read the parameter " + field.getName() + ".", e);
    }
  }

  /**
   * Whether sources that are newer than their classes fail the goal; otherwise they are a warning.
   */
  boolean failsWithStaleClasses() {
    return false;
  }

  /** Whether this build runs on a CI server. */
  static boolean isContinuousIntegration() {
    return "true".equals(System.getenv("CI"));
  }

  /** Whether the goal skips modules without experiments. */
  boolean needsExperiments() {
    return true;
  }

  /** The folder of the experiment files, absolute. */
  final Path experiments() {
    return experimentsDirectory.toPath().normalize();
  }

  /** The experiment files that the goal works on. */
  ExperimentSelection selection() throws MojoExecutionException {
    return ExperimentSelection.FOLDER;
  }

  /** The modules of the build. */
  final Modules modules() {
    return new Modules(session, execution, project, experiments());
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped (recsim.skip).");
      return;
    }
    UserProperties.check(session, plugin);
    UserProperties.checkConfiguration(execution.getPlugin(), plugin);
    // The plugin of a goal of the command line has no configuration of its own.
    Plugin configured = project.getPlugin(execution.getPlugin().getKey());
    if (configured != null) {
      UserProperties.checkConfiguration(configured, plugin);
    }
    Modules modules = modules();
    ExperimentSelection selection = selection();
    if (!needsExperiments() || modules.currentHasWork(selection, getLog())) {
      boolean mayBeElsewhere = false;
      for (Path folder : modules.others()) {
        mayBeElsewhere |= mayHave(folder);
      }
      try {
        fork().judge(mayBeElsewhere);
        new JvmConfig(session)
            .suggest(session.getGoals(), recsimDirectory().resolve("told-jvm-config"), getLog());
      } catch (IOException e) {
        throw new MojoExecutionException("Cannot prepare the fork: " + e.getMessage(), e);
      }
    }
  }

  /** Whether another module with this folder may have what the goal does not find in its own. */
  boolean mayHave(Path folder) throws MojoExecutionException {
    return selection() == ExperimentSelection.FOLDER;
  }

  /** Runs the fork, and runs it again with a larger class path if it needs optional modules. */
  private ForkOutcome fork() throws MojoExecutionException, IOException {
    ProjectDependencies own = new ProjectDependencies(session, project, dependencies);
    List<Artifact> needed = own.resolve(cure());
    SourceRecord sources = new SourceRecord(recsimDirectory().resolve("sources.tsv"));
    new StaleClasses(session, project, needed, execution.getGoal(), sources)
        .report(failsWithStaleClasses(), getLog());
    modules = new RequestedModules(recsimDirectory());
    Set<String> remembered = modules.remembered();
    if (runtimeLibraries(remembered).areKnown()) {
      modules.add(remembered);
    }
    ForkOutcome outcome = runFork(own, needed);
    while (!modules.containsAll(outcome.missing())) {
      modules.add(outcome.missing());
      modules.remember();
      outcome = runFork(own, needed);
    }
    return outcome;
  }

  /** Runs the program of the goal once. */
  ForkOutcome runFork(ProjectDependencies own, List<Artifact> needed)
      throws MojoExecutionException, IOException {
    return new ForkRequest(
            java(),
            argLine,
            classPath(needed),
            libraries(own, needed),
            directory(),
            buildDirectory(),
            mayWriteArchive(),
            Terminal.of(session, getLog().isInfoEnabled()),
            failsWithAllErrors())
        .run(
            arguments()
                .flag("debug", shouldShowStackTraces())
                .option("command", invocation().command())
                .option("printed", printed())
                .flag("check-follows", new LaterCheck(session, project, execution).follows()),
            getLog());
  }

  private Invocation invocation() {
    return new Invocation(session, project);
  }

  private String cure() {
    String goal = "recsim:" + execution.getGoal();
    return execution.getSource() == MojoExecution.Source.CLI
        ? "Run: " + invocation().command() + " " + goal
        : "Bind " + goal + " to the phase process-classes or a later one.";
  }

  /** The libraries on which only some trials depend, or only tests, by the fork's properties. */
  private Map<String, List<Path>> libraries(ProjectDependencies own, List<Artifact> needed)
      throws MojoExecutionException, IOException {
    SortedMap<String, List<Path>> libraries = new TreeMap<>();
    List<Dependency> ofTests = own.ofTests();
    if (!ofTests.isEmpty()) {
      libraries.put(
          "recsim.libraries.test",
          ofTests.stream().map(it -> it.getArtifact().getFile().toPath()).toList());
      libraries.put("recsim.replaced", ForkClassPath.replaced(libraries(), ofTests));
    }
    for (String module : modules.names()) {
      if (!module.equals(SparkProgram.MODULE)) {
        List<RuntimeLibraries.Library> all = runtimeLibraries(Set.of(module)).all();
        libraries.put(
            "recsim.libraries." + module,
            ForkClassPath.onlyOf(needed, runtimeLibraries(Set.of()).all(), all));
      }
    }
    return libraries;
  }

  /**
   * Whether the fork of this goal loads the classes that other goals need, so its class data
   * archive is useful to them.
   */
  boolean mayWriteArchive() {
    return false;
  }

  /**
   * Whether the failure message contains all lines that the fork prints to stderr, not only the
   * last.
   */
  boolean failsWithAllErrors() {
    return false;
  }

  final Path buildDirectory() {
    return Path.of(project.getBuild().getDirectory());
  }

  final MavenSession session() {
    return session;
  }

  final Repository repository() {
    return new Repository(
        repositories, session.getRepositorySession(), project.getRemotePluginRepositories());
  }

  /** The version of recsim: that of the plugin. */
  final String version() {
    return plugin.getVersion();
  }

  /** The file of what the goals of this build have printed about this module; new in each build. */
  private Path printed() throws IOException {
    Path file = recsimDirectory().resolve("printed.txt");
    if (session.getPluginContext(plugin, project).put("recsim.printed", file) == null) {
      Files.deleteIfExists(file);
    }
    return file;
  }

  /** Whether the fork requested an optional module. */
  final boolean needs(String module) {
    return modules.contains(module);
  }

  /** recsim-runtime, the modules that the fork requested, and their dependencies. */
  final List<RuntimeLibraries.Library> libraries() throws MojoExecutionException, IOException {
    return runtimeLibraries(modules.names()).all();
  }

  /** The module of recsim that has the program of the goal. */
  String module() {
    return "recsim-runtime";
  }

  /** The user's options of the forked JVM; may be empty. */
  final String argLine() {
    return argLine;
  }

  /** The project's base directory. */
  final Path directory() {
    return project.getBasedir().toPath();
  }

  /** The class path of the goal's program. */
  final List<Path> classPath(List<Artifact> needed) throws MojoExecutionException, IOException {
    return ForkClassPath.of(project, needed, libraries());
  }

  private RuntimeLibraries runtimeLibraries(Set<String> optional) throws IOException {
    RepositorySystemSession here = session.getRepositorySession();
    List<Dependency> preferred =
        execution.getPlugin().getDependencies().stream()
            .map(it -> RepositoryUtils.toDependency(it, here.getArtifactTypeRegistry()))
            .toList();
    Stream<String> names = optional.stream().filter(it -> !it.equals(SparkProgram.MODULE)).sorted();
    return new RuntimeLibraries(
        repository(),
        Stream.concat(Stream.of(module()), names)
            .map(module -> Repository.module(module, version()))
            .toList(),
        preferred,
        plugin.getPluginArtifact().getFile().toPath(),
        recsimDirectory());
  }

  /** The folder of files that goals keep between builds. */
  final Path recsimDirectory() {
    return buildDirectory().resolve("recsim");
  }

  private boolean shouldShowStackTraces() {
    return getLog().isDebugEnabled() || session.getRequest().isShowErrors();
  }

  final String java() {
    return Optional.ofNullable(jvm)
        .or(
            () ->
                Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session))
                    .map(it -> it.findTool("java")))
        .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }
}
