package dev.recsim.cli;

import dev.recsim.io.Harmless;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * A standard stream whose text cannot command a terminal or a CI server, whoever prints it: agents
 * and the programs of users too. Only recsim's own lines can, by the methods of this class.
 */
final class Screen extends PrintStream {
  private static final int WIDTH = 79;

  private static volatile Commands commands = Commands.AS_WRITTEN;

  private final Harmless harmless;

  private Screen(Harmless harmless, Charset charset) {
    super(harmless, true, charset);
    this.harmless = harmless;
  }

  /** Prints text; commands of recsim in it are those that work where the build was started. */
  @Override
  public void print(String text) {
    super.print(commands.say(String.valueOf(text)));
  }

  /** A text for files, with the commands that are used here. */
  static String written(String text) {
    return commands.write(text);
  }

  /** Sets how recsim is called here. */
  static void call(Commands here) {
    commands = here;
  }

  private static Screen of(PrintStream stream, String encoding) {
    String own = System.getProperty("sun." + encoding, Charset.defaultCharset().name());
    Charset charset = Charset.forName(System.getProperty(encoding, own));
    return new Screen(new Harmless(stream), charset);
  }

  /** Replaces {@code System.out} and {@code System.err}, before code of users runs. */
  static void protect() {
    System.setOut(of(System.out, "stdout.encoding"));
    System.setErr(of(System.err, "stderr.encoding"));
  }

  /** Prints a line that the CI server obeys. */
  static void command(String line) {
    if (System.out instanceof Screen screen) {
      screen.allow(line);
    } else {
      System.out.println(line);
    }
  }

  private synchronized void allow(String line) {
    harmless.allowCommand();
    println(line);
  }

  /** Moves to the start of the line. */
  static void rewind() {
    if (System.out instanceof Screen screen) {
      screen.back();
    } else {
      System.out.print('\r');
    }
  }

  /** Replaces what is on the line of a terminal, which is longer than the text. */
  static void rewrite(String text) {
    rewind();
    String some = text.length() <= WIDTH ? text : text.substring(0, WIDTH - 3) + "...";
    System.out.print(some + " ".repeat(WIDTH - some.length()));
    System.out.flush();
  }

  private synchronized void back() {
    try {
      harmless.rewind();
    } catch (IOException e) {
      setError();
    }
  }
}
