package dev.recsim.cli;

import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Arguments;
import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOptions.Call;
import dev.recsim.experiment.MissingModules;
import dev.recsim.experiment.code.RunningJvm;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Scratch;
import dev.recsim.io.process.ChannelProcess;
import dev.recsim.io.process.ParentWatch;
import dev.recsim.trial.Trial;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.stream.Stream;

/** The program that the Maven plugin forks, and the verbs of the command-line jar. */
public final class Main {
  private static final String COMPLETION = "--completion=";

  /** Verbs that neither run nor use trials. */
  private static final Set<Verb> NO_TRIALS =
      EnumSet.of(Verb.SERVE, Verb.VALIDATE, Verb.SCHEMA, Verb.INIT);

  private Main() {}

  /**
   * Runs a verb and ends the JVM with its exit status: 0 fine, 1 error, 2 a baseline does not hold,
   * 3 invalid experiment file, 4 no experiment is selected, 5 optional modules are missing. Before
   * that it writes the status's name to the file of {@code --completion}, for 5 with the modules:
   * code of the project may end the JVM with any status, but does not write a name.
   */
  public static void main(String[] args) {
    Screen.protect();
    ExitCode code;
    String modules = "";
    try {
      code = run(args);
    } catch (MissingModules e) {
      code = ExitCode.MISSING_MODULES;
      modules = " " + String.join(" ", e.modules());
      if (completion(args).isEmpty()) {
        System.err.println(e.getMessage());
      }
    }
    // Code of the project may have set the flag, and an interrupted thread cannot write.
    Thread.interrupted();
    try {
      if (completion(args).isPresent()) {
        AtomicFile.write(Path.of(completion(args).get()), code.name() + modules);
      }
    } catch (IOException e) {
      System.err.println("the end of the run cannot be recorded: " + e.getMessage());
    }
    code.end();
  }

  private static Optional<String> completion(String[] args) {
    return Stream.of(args)
        .filter(arg -> arg.startsWith(COMPLETION))
        .map(arg -> arg.substring(COMPLETION.length()))
        .findFirst();
  }

  /**
   * Runs a verb for a person who has called the command-line jar, and ends the JVM as {@link #main}
   * does.
   *
   * @param args a verb and its options; folders are given
   * @param commands how this person calls recsim
   * @throws MissingModules if the class path lacks optional modules
   */
  public static void call(String[] args, Commands commands) {
    Screen.protect();
    Screen.call(commands);
    ExitCode code = run(args);
    Thread.interrupted();
    code.end();
  }

  /** Reads a verb and its options; empty if they are wrong, which is printed. */
  public static Optional<Arguments> arguments(String[] args) {
    try {
      return Optional.of(Arguments.parse(args));
    } catch (UserError e) {
      System.err.println(e.getMessage());
      return Optional.empty();
    }
  }

  static ExitCode run(String[] args) {
    try {
      Arguments arguments = Arguments.parse(args);
      Call call = arguments.read(Call.class);
      call.command().map(Commands::ofMaven).ifPresent(Screen::call);
      if (call.parentStdin()) {
        ParentWatch.start(System.in, () -> ChannelProcess.haltWithAll(ExitCode.ERROR.status));
      }
      if (arguments.verb() != Verb.WORK) {
        Scratch.sweep();
      }
      if (!NO_TRIALS.contains(arguments.verb())) {
        RunningJvm.enableAssertions(Thread.currentThread().getContextClassLoader());
      }
      return new Verbs(arguments, System.getenv()).call();
    } catch (InvalidExperiment | UserError e) {
      return FileErrors.print(e);
    } catch (ClosedByInterruptException e) {
      System.err.println(
          "code of the project interrupted the thread of the run (Thread.interrupt); remove the"
              + " call. What is finished is stored");
      trace(args, e);
    } catch (IOException e) {
      FileErrors.print(e);
      trace(args, e);
    } catch (InterruptedException e) {
      System.err.println("interrupted; what is finished is stored, run again to go on");
    } catch (OutOfMemoryError e) {
      System.err.println(Trial.OUT_OF_MEMORY + "; what is finished is stored, run again to go on");
    } catch (MissingModules e) {
      throw e;
    } catch (ServiceConfigurationError e) {
      System.err.println(
          "META-INF/services/"
              + e.getMessage()
              + "; correct that file or the class, and "
              + Commands.CLEAN
              + " if neither is in the sources");
      trace(args, e);
    } catch (RuntimeException | Error e) {
      System.err.println("unexpected: " + e + "; " + Commands.TRACE);
      trace(args, e);
    }
    return ExitCode.ERROR;
  }

  private static void trace(String[] args, Throwable e) {
    try {
      if (Arguments.parse(args).read(Call.class).always().debug()) {
        e.printStackTrace();
      }
    } catch (UserError wrongOptions) {
      // They have been told.
    }
  }
}
