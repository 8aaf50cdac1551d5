package dev.recsim.cli;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How recsim is called where it runs. Messages are written with goals and properties of Maven; this
 * is the only place that says them otherwise.
 */
public final class Commands {
  /** The messages as they are written. */
  static final Commands AS_WRITTEN =
      new Commands(UnaryOperator.identity(), UnaryOperator.identity());

  /** What follows an error of recsim itself. */
  static final String TRACE = "run Maven with -e to see where";

  /** What removes classes that no source has. */
  static final String CLEAN = "run mvn clean";

  /** The verbs that the recipe for Gradle has tasks for. */
  private static final Set<String> TASKS = Set.of("run", "check", "baseline");

  /** The beginning of a command up to its goals. */
  private static final Pattern GOAL = Pattern.compile("\\bmvn (?:compile )?(?=recsim:)");

  /** What only the command-line jar needs. Goals do without the time that it takes. */
  private static final class Jar {
    private static final String PROPERTY = "recsim\\.[a-z]+(?:\\.[a-z]+|[A-Z][a-z]+)*";
    private static final String SET =
        "-D" + PROPERTY + "(?:=(?:'[^']*'|\"[^\"]*\"|<[^>]*>|[^\\s<`]*[^\\s<`,;.:)]))?";
    private static final Pattern COMMAND =
        Pattern.compile(
            "\\bmvn (?:compile )?(recsim:[a-z-]+(?: recsim:[a-z-]+)*)((?: " + SET + ")*)");
    private static final Pattern NAMED_GOAL = Pattern.compile("(?<![\\w.:/-])recsim:(?=[a-z])");
    private static final Pattern NAMED_PROPERTY =
        Pattern.compile("(?<![\\w.:/-])(?:-D)?" + PROPERTY + "(?![\\w/])(?!\\.\\w)");

    private static final Map<String, String> WORDS =
        Stream.of(Verb.values())
            .flatMap(verb -> verb.words().stream())
            .collect(toMap(VerbOption::property, VerbOption::name, (one, other) -> one));
  }

  private final UnaryOperator<String> said;
  private final UnaryOperator<String> written;

  private Commands(UnaryOperator<String> said, UnaryOperator<String> written) {
    this.said = said;
    this.written = written;
  }

  /**
   * Goals of Maven.
   *
   * @param maven a command up to its goals
   */
  static Commands ofMaven(String maven) {
    String quoted = Matcher.quoteReplacement(maven + " ");
    return new Commands(text -> GOAL.matcher(text).replaceAll(quoted), UnaryOperator.identity());
  }

  /**
   * Verbs of the command-line jar.
   *
   * @param given options that each command repeats, because it works only with them
   */
  public static Commands ofJar(List<String> given) {
    String more = given.stream().map(it -> " " + quoted(it)).collect(joining());
    String plain = given.stream().filter(Commands::isPlain).map(it -> " " + it).collect(joining());
    return new Commands(
        text -> asVerbs(text, verb -> verb + more), text -> asVerbs(text, verb -> verb + plain));
  }

  /**
   * Tasks of Gradle that call the command-line jar, as those of {@code docs/command-line.md}.
   *
   * @param gradle a command up to its tasks
   */
  public static Commands ofGradle(String gradle) {
    UnaryOperator<String> tasks = text -> asVerbs(text, verb -> task(gradle, verb));
    return new Commands(tasks, tasks);
  }

  private static String task(String gradle, String verb) {
    String[] words = verb.split(" ", 3);
    if (!TASKS.contains(words[1])) {
      return verb;
    }
    String name = words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    // The task separates options at blanks, and knows no quotes.
    String options =
        words.length < 3 ? "" : " -PrecsimOptions=\"" + words[2].replace("'", "") + "\"";
    return gradle + " recsim" + name + options;
  }

  /** Says a text where recsim was called. */
  public String say(String text) {
    return said.apply(text);
  }

  /** Writes a text for files, which others read too. */
  String write(String text) {
    return written.apply(text);
  }

  /** The option of the command-line jar that a property of the goals is; empty if there is none. */
  public static Optional<String> option(String property) {
    return Optional.ofNullable(Jar.WORDS.get(property));
  }

  private static String asVerbs(String text, UnaryOperator<String> call) {
    if (!text.contains("recsim") && !text.contains(TRACE) && !text.contains(CLEAN)) {
      return text;
    }
    String here =
        text.replace(TRACE, "add --debug to see where").replace(CLEAN, "compile from scratch");
    String commands =
        Jar.COMMAND.matcher(here).replaceAll(it -> Matcher.quoteReplacement(verbs(it, call)));
    String goals = Jar.NAMED_GOAL.matcher(commands).replaceAll("recsim ");
    return Jar.NAMED_PROPERTY
        .matcher(goals)
        .replaceAll(it -> Matcher.quoteReplacement(optionOr(it.group())));
  }

  private static String verbs(MatchResult command, UnaryOperator<String> call) {
    List<String> set =
        Pattern.compile(Jar.SET)
            .matcher(command.group(2))
            .results()
            .map(MatchResult::group)
            .toList();
    return Stream.of(command.group(1).split(" "))
        .map(goal -> call.apply(verb(goal.substring("recsim:".length()), set)))
        .collect(joining(" && "));
  }

  private static String verb(String goal, List<String> set) {
    Optional<Verb> verb = Verb.of(goal);
    return "recsim "
        + goal
        + set.stream()
            .filter(
                it ->
                    verb.isEmpty()
                        || verb.get().words().stream()
                            .anyMatch(each -> each.name().equals(word(it))))
            .map(
                it ->
                    " "
                        + Pattern.compile("^-D" + Jar.PROPERTY)
                            .matcher(it)
                            .replaceFirst("--" + word(it)))
            .collect(joining());
  }

  private static String word(String set) {
    String property = set.substring("-D".length()).split("=", 2)[0];
    return option(property).orElse(property);
  }

  private static String optionOr(String property) {
    return option(property.replaceFirst("^-D", "")).map(it -> "--" + it).orElse(property);
  }

  private static String quoted(String word) {
    return isPlain(word) ? word : "'" + word + "'";
  }

  /** Whether it needs no quotes, neither for a shell nor in XML. */
  private static boolean isPlain(String word) {
    return word.matches("[\\w./:=@%+,*-]+");
  }
}
