package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * A program to fork.
 *
 * @param java the executable
 * @param argLine the user's options for the JVM; may be empty
 * @param classPath jars and folders, in order
 * @param libraries parts of the class path, and libraries of tests, by the property that names them
 * @param directory the working directory
 * @param buildDirectory folder of the archive of loaded classes; need not exist
 * @param mayWriteArchive whether this fork loads the classes that other forks need
 * @param terminal where its output goes
 * @param holdsErrors whether the failure message has all of stderr and not only its last line
 */
public record ForkRequest(
    String java,
    String argLine,
    List<Path> classPath,
    Map<String, List<Path>> libraries,
    Path directory,
    Path buildDirectory,
    boolean mayWriteArchive,
    Terminal terminal,
    boolean holdsErrors) {

  /** Options of debuggers, profilers and agents, with which the JVM refuses to write an archive. */
  private static final Pattern AGENT = Pattern.compile("-(agentlib|agentpath|javaagent)\\b");

  /** Runs the program and waits for its end. */
  public ForkOutcome run(ForkArguments arguments, Log log)
      throws MojoExecutionException, IOException {
    log.debug("Class path of the fork: " + classPath);
    Optional<SharedArchive> archive = SharedArchive.of(buildDirectory, java, classPath);
    boolean write = mayWriteArchive && !AGENT.matcher(argLine).find();
    List<String> sharing = archive.isPresent() ? archive.get().options(write) : List.of();
    ForkOutcome outcome =
        new Fork(this, new JvmOptions(classPath, sharing, libraries, argLine), log).run(arguments);
    if (archive.isPresent()) {
      archive.get().finish(outcome.isFine() && outcome.exitStatus() == 0);
    }
    return outcome;
  }
}
