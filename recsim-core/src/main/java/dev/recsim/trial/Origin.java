package dev.recsim.trial;

import dev.recsim.api.Environment;
import java.net.URL;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the line of code that caused an exception. */
final class Origin {
  private static final Set<URL> RECSIM =
      Stream.of(Trial.class, Environment.class)
          .map(Origin::source)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());

  private Origin() {}

  /**
   * Returns the first line in the jar or folder of one of the objects; if there is none, the first
   * outside of recsim and Java; else the first of recsim outside of this package: {@code
   * example.Mine.update (Mine.java:57)}. Empty if there is none.
   *
   * @param blamed the agent and the environment, if they exist
   */
  static Optional<String> of(Throwable thrown, Object... blamed) {
    Set<URL> suspects =
        Arrays.stream(blamed)
            .filter(Objects::nonNull)
            .map(it -> source(it.getClass()))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    suspects.removeAll(RECSIM);
    List<StackTraceElement> lines =
        Arrays.stream(thrown.getStackTrace())
            .takeWhile(it -> !it.getClassName().equals(Trial.class.getName()))
            .filter(it -> it.getModuleName() == null)
            .toList();
    List<StackTraceElement> users =
        lines.stream()
            .filter(it -> source(it).filter(from -> !RECSIM.contains(from)).isPresent())
            .toList();
    return users.stream()
        .filter(it -> source(it).filter(suspects::contains).isPresent())
        .findFirst()
        .or(() -> users.stream().findFirst())
        .or(() -> lines.stream().findFirst().filter(it -> !isHere(it)))
        .map(
            it ->
                "%s.%s (%s:%s)"
                    .formatted(
                        it.getClassName(),
                        it.getMethodName(),
                        it.getFileName(),
                        it.getLineNumber()));
  }

  private static boolean isHere(StackTraceElement line) {
    return line.getClassName().startsWith(Trial.class.getPackageName() + ".");
  }

  private static Optional<URL> source(StackTraceElement line) {
    try {
      return source(Class.forName(line.getClassName(), false, Trial.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<URL> source(Class<?> type) {
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation);
  }
}
