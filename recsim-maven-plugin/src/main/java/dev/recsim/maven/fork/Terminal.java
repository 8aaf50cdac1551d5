package dev.recsim.maven.fork;

import java.io.Console;
import org.apache.maven.execution.MavenSession;

/** How what the fork prints reaches the user. */
public enum Terminal {
  /** The fork owns the terminal and may rewrite a line. */
  INTERACTIVE,
  /** Each line is passed on as it comes, to wherever Maven's own output goes. */
  LINES,
  /** Only what goes to stderr is passed on ({@code mvn -q}). */
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
   * From Java 22 on there can be a console without a terminal; the method that tells is new too.
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
