package dev.recsim.maven.fork;

import java.io.Console;
import org.apache.maven.execution.MavenSession;

/** How the output of the fork reaches the user. */
public enum Terminal {
  /** The fork has the terminal and may rewrite a line. */
  INTERACTIVE,
  /** Each line is passed on at once, to Maven's own output. */
  LINES,
  /** Only stderr is passed on ({@code mvn -q}). */
  QUIET;

  public static Terminal of(MavenSession session, boolean showsInfo) {
    if (!showsInfo) {
      return QUIET;
    }
    boolean alone = session.getRequest().getDegreeOfConcurrency() <= 1;
    return alone && session.getRequest().isInteractiveMode() && isTerminal(System.console())
        ? INTERACTIVE
        : LINES;
  }

  /**
   * Whether the console is a terminal. Since Java 22, a console may exist without one; the method
   * that tells is new in Java 22 too.
   */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
