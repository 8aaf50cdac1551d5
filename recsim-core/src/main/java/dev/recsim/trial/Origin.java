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

  /** A cause may be its own cause. */
  private static final int MOST_CAUSES = 50;

  private Origin() {}

  /**
   * Returns where the root cause was thrown: the first line outside of recsim and Java, with the
   * first one in the jar or folder of one of the objects if that is another one; without any, the
   * first of recsim outside of this package: {@code example.Ranker.score (Ranker.java:57), called
   * by example.Mine.recommend (Mine.java:12)}. Empty if there is none.
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
        Arrays.stream(root(thrown).getStackTrace())
            .takeWhile(it -> !it.getClassName().equals(Trial.class.getName()))
            .filter(it -> it.getModuleName() == null)
            .toList();
    List<StackTraceElement> users =
        lines.stream()
            .filter(it -> !isRecsim(it))
            .filter(it -> source(it).filter(from -> !RECSIM.contains(from)).isPresent())
            .toList();
    Optional<StackTraceElement> wrapper =
        users.stream()
            .filter(it -> source(it).filter(suspects::contains).isPresent())
            .findFirst()
            .or(() -> users.stream().reduce((one, outer) -> outer));
    String places =
        Stream.concat(users.stream().limit(1), wrapper.stream())
            .map(Origin::text)
            .distinct()
            .collect(Collectors.joining(", called by "));
    return places.isEmpty()
        ? lines.stream().findFirst().filter(it -> !isHere(it)).map(Origin::text)
        : Optional.of(places);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }

  private static String text(StackTraceElement it) {
    return "%s.%s (%s:%s)"
        .formatted(it.getClassName(), it.getMethodName(), it.getFileName(), it.getLineNumber());
  }

  /** Whether a line is of recsim and not of its tests, which stand for a user's code. */
  private static boolean isRecsim(StackTraceElement line) {
    return line.getClassName().startsWith("dev.recsim.")
        && source(line).filter(it -> !it.getPath().endsWith("/test-classes/")).isPresent();
  }

  private static boolean isHere(StackTraceElement line) {
    return line.getClassName().startsWith(Trial.class.getPackageName() + ".");
  }

  private static Optional<URL> source(StackTraceElement line) {
    try {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      return source(Class.forName(line.getClassName(), false, context));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<URL> source(Class<?> type) {
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation);
  }
}
