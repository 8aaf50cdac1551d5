package dev.recsim.experiment.code;

import dev.recsim.io.Digest;
import dev.recsim.store.code.Code.Entry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of this JVM may change what code does, besides the class path: the version of Java, options
 * and properties it was started with, locale, time zone, charset, and whether assertions are on.
 */
public final class RunningJvm {
  /**
   * Properties of the JDK, of what starts the JVM, and of where and how recsim runs trials. Any
   * other may be a project's own. Locale and charset count by what they are, see {@link #entries}.
   */
  private static final Pattern NOT_HANDED_OVER =
      Pattern.compile(
          "(java|javax|jdk|sun|surefire|maven|jacoco|idea|recsim)[.-].*"
              + "|(file|stdin|stdout|stderr)\\.encoding"
              + "|user\\.(timezone|(language|script|country|variant)(\\.(display|format))?)"
              + "|org\\.bytedeco\\.javacpp\\.maxphysicalbytes");

  /** Properties of the JDK that change what its classes return, such as the first day of a week. */
  private static final Pattern OF_CLASSES =
      Pattern.compile("java\\.(locale|math|text|time|util(?!\\.(logging|prefs)\\.))\\..*");

  /**
   * Options that change no result: memory, garbage collection, class archives, when methods are
   * compiled, logs, dumps, debuggers, native access, and assertions, which count by whether they
   * are on. Any other counts.
   */
  private static final Pattern NO_RESULT =
      Pattern.compile(
          "(-D|-X(m[nsx]|ss|share|log|verify|debug|runjdwp|int|comp|mixed|batch)|-verbose|-agentlib:jdwp"
              + "|--(enable-native-access|sun-misc-unsafe-memory-access)=).*"
              + "|-(ea|da|esa|enableassertions|disableassertions|enablesystemassertions)"
              + "|-XX:[+-]?\\w*(GC|Heap|RAM|Memory|Metaspace|Code|Stack|TLAB|Compress|Page|NUMA|Touch"
              + "|Archive|Shared|ClassList|Tier|Compil|Inline|Dump|Error|Unlock|Unrecognized|Print|Log"
              + "|FlightRecord|Perf|AgentLoading|Dedup|Ratio|NewSize|LRU|Flags|VMOptions).*");

  /**
   * Agents of tests and of IDEs: coverage, mocks, mutants, debuggers. They are in no goal, and
   * leave the results of other code as they are.
   */
  private static final Pattern OF_TESTS =
      Pattern.compile(
          "(org\\.jacoco|jacocoagent|mockito|byte-buddy|jmockit|pitest|idea_rt|debugger-agent"
              + "|intellij-coverage|kover|clover|cobertura).*");

  /** Names of variables whose values may not reach a file, not even as a digest. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(token|secret|passw|credential|key|auth).*");

  private static final Pattern AGENT = Pattern.compile("-javaagent:([^=]*)(=.*)?");
  private static final Pattern FILES =
      Pattern.compile("(-Xbootclasspath/a:|--patch-module=[^=]*=|--upgrade-module-path=)(.*)");

  private RunningJvm() {}

  /** Returns what counts, by names for messages. */
  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    handedOver().forEach((key, value) -> entries.add(entry("-D" + key, value)));
    options(arguments()).forEach((name, value) -> entries.add(entry(name, value)));
    entries.add(entry("Java", Integer.toString(Runtime.version().feature())));
    entries.add(entry("the locale", locales()));
    entries.add(entry("the time zone", TimeZone.getDefault().getID()));
    entries.add(entry("the default charset", Charset.defaultCharset().name()));
    if (!RunningJvm.class.desiredAssertionStatus()) {
      entries.add(entry("-da", ""));
    }
    return entries;
  }

  /** The environment variables that classes name, without secrets. */
  static List<Entry> variables(ModuleClasses classes, Map<String, String> environment) {
    List<Entry> entries = new ArrayList<>();
    classes
        .variables(environment)
        .forEach(
            (name, value) -> {
              if (!SECRET.matcher(name).matches()) {
                entries.add(entry("the variable " + name, value));
              }
            });
    return entries;
  }

  private static Entry entry(String name, String value) {
    return new Entry(name, Digest.of(name + "=" + value));
  }

  private static String locales() {
    return Stream.of(Locale.getDefault(), Locale.getDefault(Locale.Category.FORMAT))
        .map(Locale::toLanguageTag)
        .distinct()
        .toList()
        .toString();
  }

  private static List<String> arguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /** The options that may change results, without the files that they name, with their contents. */
  static SortedMap<String, String> options(Collection<String> arguments) {
    SortedMap<String, String> options = new TreeMap<>();
    for (String argument : arguments) {
      Matcher agent = AGENT.matcher(argument);
      Matcher files = FILES.matcher(argument);
      if (agent.matches()) {
        Path jar = Path.of(agent.group(1));
        String name = jar.getFileName().toString();
        if (!OF_TESTS.matcher(name).matches()) {
          options.merge(
              "-javaagent:" + name, contents(jar) + agent.group(2) + "\n", String::concat);
        }
      } else if (files.matches()) {
        StringBuilder value = new StringBuilder();
        for (String path : files.group(2).split(File.pathSeparator)) {
          value.append(contents(Path.of(path))).append('\n');
        }
        options.merge(files.group(1), value.toString(), String::concat);
      } else if (!NO_RESULT.matcher(argument).matches()) {
        // Of options that contradict each other, the last one wins.
        String name = argument.split("=", 2)[0].replaceFirst("^-XX:[+-]", "-XX:");
        options.merge(name, argument + "\n", String::concat);
      }
    }
    return options;
  }

  private static String contents(Path place) {
    try {
      return Files.exists(place) ? EntryDigest.of(place).hex() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The properties of {@code recsim.argLine}, which code may read. */
  public static SortedMap<String, String> handedOver() {
    SortedMap<String, String> properties = new TreeMap<>();
    arguments().stream()
        .filter(it -> it.startsWith("-D"))
        .map(it -> Arrays.copyOf(it.substring(2).split("=", 2), 2))
        .filter(it -> isHandedOver(it[0]))
        .forEach(it -> properties.put(it[0], it[1] == null ? "" : it[1]));
    return properties;
  }

  /** Whether code of a project may read the property. */
  static boolean isHandedOver(String property) {
    return OF_CLASSES.matcher(property).matches() || !NOT_HANDED_OVER.matcher(property).matches();
  }

  /**
   * Turns assertions on for classes that are not loaded yet, as Surefire does for tests, unless the
   * JVM was started with {@code -da}.
   *
   * @param loader this one and its parents load the code of the project; may be null
   */
  public static void enableAssertions(ClassLoader loader) {
    if (arguments().stream().noneMatch(it -> it.equals("-da") || it.equals("-disableassertions"))) {
      for (ClassLoader each = loader; each != null; each = each.getParent()) {
        each.setDefaultAssertionStatus(true);
      }
    }
  }
}
