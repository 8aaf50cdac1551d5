package dev.recsim.yaml.binding;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.ExternalAgentProvider.Trials;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Provider;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Reads the components of a file and calls their code. An exception of this code is a problem of
 * the file.
 *
 * @param directory folder to which files in options are relative
 */
public record Components(
    Path directory,
    Problems problems,
    SortedMap<String, EnvironmentProvider<?>> environments,
    SortedMap<String, AgentProvider<?>> agents,
    SortedMap<String, MetricProvider<?>> metrics) {
  /** All components of the class path. */
  public Components(Path directory, Problems problems) {
    this(directory, problems, Providers.environments(), Providers.agents(), Providers.metrics());
  }

  /** The same components with other problems. */
  public Components with(Problems others) {
    return new Components(directory, others, environments, agents, metrics);
  }

  /**
   * Reads the options of a component. The files that they name must exist.
   *
   * @param subject name of the component in problems
   * @param others keys of the section that are not options
   * @return empty if something is invalid, with the problems added
   */
  public <C extends Record> Optional<C> options(
      Section section, Provider<C> provider, String subject, List<String> others) {
    return call(section, provider, subject, "defaults()", provider::defaults)
        .flatMap(it -> RecordShape.of(it).readOver(section, it, others, "", problems))
        .filter(it -> ExternalOptions.areSpelt(section.node(), provider, it, problems))
        .filter(it -> filesExist(section, it));
  }

  /**
   * Returns the options of an agent with the files that they and the agents in them imply; empty if
   * that fails.
   *
   * @param trials the trials of the experiment
   */
  public <C extends Record> Optional<C> withFiles(
      Section section, AgentProvider<C> provider, String subject, C options, Trials trials) {
    ExternalOptions complete = new ExternalOptions(directory.toAbsolutePath(), trials);
    return call(
        section, provider, subject, "withFiles()", () -> complete.withFiles(provider, options));
  }

  /** Returns the options of an environment with the files that they imply; as the other one. */
  public <C extends Record> Optional<C> withFiles(
      Section section, EnvironmentProvider<C> provider, C options) {
    return call(
        section,
        provider,
        "environment",
        "withFiles()",
        () -> provider.withFiles(options, directory.toAbsolutePath()));
  }

  private boolean filesExist(Section section, Record options) {
    List<String> missing = new ArrayList<>();
    Options.files(
        options,
        (option, file) -> {
          if (!isFile(file)) {
            missing.add(option);
            String message =
                "names \"" + file + "\", but there is no such file beside the experiment";
            Section.add(section.node(), "", new InvalidOption(option, message), problems);
          }
        });
    return missing.isEmpty();
  }

  private boolean isFile(String file) {
    try {
      return Files.isRegularFile(directory.resolve(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Calls code of a component.
   *
   * @param section the component's
   * @param subject name of the component in problems
   * @param method name of the called method, {@code create()}
   * @return empty if the code throws or returns null, with the problem added
   */
  public <T> Optional<T> call(
      Section section, Provider<?> provider, String subject, String method, Supplier<T> code) {
    try {
      T result = code.get();
      if (result != null) {
        return Optional.of(result);
      }
      failed(section, provider, subject, method + " returned null");
    } catch (InvalidOption e) {
      Section.add(section.node(), "", e, problems);
    } catch (InvalidFile e) {
      problems.add(e);
    } catch (OutOfMemoryError e) {
      problems.at(section.node(), subject + " needs more memory than there is; make it smaller");
    } catch (RuntimeException | Error e) {
      if (e.getClass() == IllegalArgumentException.class && e.getMessage() != null) {
        problems.at(section.node(), subject + " " + e.getMessage());
      } else {
        failed(section, provider, subject, method + " threw " + describe(e));
      }
    }
    return Optional.empty();
  }

  private void failed(Section section, Provider<?> provider, String subject, String what) {
    problems.at(
        section.node(),
        "%s of type %s (%s) cannot be used: %s"
            .formatted(subject, provider.name(), provider.getClass().getName(), what));
  }

  /** Returns the exception, and the class and line that threw it. */
  static String describe(Throwable thrown) {
    boolean wrapped = thrown instanceof ExceptionInInitializerError && thrown.getCause() != null;
    Throwable cause = wrapped ? thrown.getCause() : thrown;
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.")) {
        return cause + ", at " + frame;
      }
    }
    return cause.toString();
  }
}
