package dev.recsim.maven.fork;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * The program that submits trials to Spark, in module recsim-spark. The plugin does not depend on
 * it, so only users of Spark download it.
 */
public final class SparkProgram {
  /** The optional module, which is not on the class path of the fork. */
  public static final String MODULE = "recsim-spark";

  private static final String MAIN = "dev.recsim.spark.SparkDriver";

  /** The packages that Spark's {@code JavaModuleOptions} opens. */
  private static final List<String> OPEN_PACKAGES =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar",
          "java.security.jgss/sun.security.krb5");

  /** Separates settings. Values may contain commas, but every key starts with {@code spark.}. */
  private static final Pattern NEXT_SETTING = Pattern.compile("\\s*[,\\n]\\s*(?=spark\\.)");

  private final Repository repository;
  private final Artifact artifact;

  /**
   * @param version of recsim
   */
  public SparkProgram(Repository repository, String version) {
    this.repository = repository;
    this.artifact = Repository.module(MODULE, version);
  }

  /** Returns the command that starts it with Spark's jars from the Maven repository. */
  public List<String> command(String java, Path folder) throws MojoExecutionException, IOException {
    List<String> lines = new ArrayList<>();
    lines.add("-XX:+IgnoreUnrecognizedVMOptions");
    lines.add("-Djava.awt.headless=true");
    lines.add("-Dfile.encoding=UTF-8");
    lines.add("-Dstderr.encoding=UTF-8");
    OPEN_PACKAGES.forEach(name -> lines.add("--add-opens=" + name + "=ALL-UNNAMED"));
    lines.add("--enable-native-access=ALL-UNNAMED");
    lines.add("--sun-misc-unsafe-memory-access=allow");
    lines.add("-cp");
    lines.add(JvmOptions.quoted(path(resolveAll())));
    Path arguments = folder.resolve("spark-driver.args");
    Files.createDirectories(folder);
    Files.write(arguments, JvmOptions.encoded(String.join("\n", lines) + "\n"));
    return List.of(java, "@" + arguments, MAIN);
  }

  /**
   * Returns the command that starts it with a Spark distribution.
   *
   * @param home of the distribution
   * @param runtime the jars of recsim
   * @param settings {@code spark.key=value}, separated by commas or line ends; or null
   */
  public List<String> submission(Path home, List<Path> runtime, String master, String settings)
      throws MojoExecutionException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve(Path.of("bin", "spark-submit")).toString());
    command.addAll(List.of("--master", master, "--deploy-mode", "client", "--class", MAIN));
    command.addAll(List.of("--driver-class-path", path(runtime)));
    command.addAll(List.of("--conf", "spark.log.level=WARN"));
    if (settings != null) {
      for (String setting : NEXT_SETTING.split(settings.strip())) {
        command.addAll(List.of("--conf", setting));
      }
    }
    command.add(resolveAlone().toString());
    return command;
  }

  private static String path(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private List<Path> resolveAll() throws MojoExecutionException {
    try {
      return repository.resolve(List.of(artifact), List.of()).stream()
          .map(it -> it.getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw new MojoExecutionException(cannotResolve(e), e);
    }
  }

  private Path resolveAlone() throws MojoExecutionException {
    try {
      return repository.resolve(artifact).getFile().toPath();
    } catch (ArtifactResolutionException e) {
      throw new MojoExecutionException(cannotResolve(e), e);
    }
  }

  private String cannotResolve(Exception e) {
    return "recsim.executor=spark needs " + artifact + ": " + e.getMessage();
  }
}
