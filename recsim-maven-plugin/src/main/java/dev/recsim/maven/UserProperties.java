package dev.recsim.maven;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Checks the properties of the command line that start with {@code recsim.}. */
final class UserProperties {
  private static final String PREFIX = "recsim.";

  /** Properties that are allowed though they are not parameters: a POM may use this version. */
  static final Set<String> OTHERS = Set.of("recsim.version");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(recsim\\.[^}]+)}");

  /** A suggestion may differ by one edit for each three letters of the name. */
  private static final int LETTERS_PER_ERROR = 3;

  private static final int MOST_SUGGESTED = 3;

  private UserProperties() {}

  /**
   * Checks once in a build that each name is a parameter of a goal or defined in a POM.
   *
   * @throws MojoExecutionException if one is not; suggests similar parameters
   */
  static void check(MavenSession session, PluginDescriptor plugin) throws MojoExecutionException {
    if (!session.getRepositorySession().getData().set(plugin.getId(), null, true)) {
      return;
    }
    Set<String> parameters = parameters(plugin);
    Set<String> known = new TreeSet<>(OTHERS);
    known.addAll(parameters);
    for (MavenProject module : session.getAllProjects()) {
      known.addAll(module.getProperties().stringPropertyNames());
    }
    for (String name : new TreeSet<>(session.getUserProperties().stringPropertyNames())) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        throw new MojoExecutionException(unknown(name, parameters));
      }
    }
  }

  /**
   * Checks that each parameter that the POM gives the plugin is a parameter of a goal.
   *
   * @throws MojoExecutionException if one is not; suggests similar parameters
   */
  static void checkConfiguration(Plugin configured, PluginDescriptor plugin)
      throws MojoExecutionException {
    List<String> given =
        Stream.concat(Stream.of(configured), configured.getExecutions().stream())
            .map(ConfigurationContainer::getConfiguration)
            .filter(Xpp3Dom.class::isInstance)
            .flatMap(it -> Stream.of(((Xpp3Dom) it).getChildren()))
            .map(Xpp3Dom::getName)
            .toList();
    if (given.isEmpty()) {
      return;
    }
    Set<String> names =
        plugin.getMojos().stream()
            .flatMap(it -> parameters(it).stream())
            .flatMap(it -> Stream.of(it.getName(), it.getAlias()))
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : given) {
      if (!names.contains(name)) {
        throw new MojoExecutionException("<" + name + "> in the POM: " + unknown(name, names));
      }
    }
  }

  private static Set<String> parameters(PluginDescriptor plugin) {
    return plugin.getMojos().stream()
        .flatMap(it -> of(it).values().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The properties of a goal, by the names of its parameters. */
  static Map<String, String> of(MojoDescriptor goal) {
    Map<String, String> properties = new TreeMap<>();
    for (Parameter parameter : parameters(goal)) {
      Matcher property = EXPRESSION.matcher(String.valueOf(parameter.getExpression()));
      if (property.matches()) {
        properties.put(parameter.getName(), property.group(1));
      }
    }
    return properties;
  }

  private static List<Parameter> parameters(MojoDescriptor goal) {
    return Optional.ofNullable(goal.getParameters()).orElse(List.of());
  }

  static String unknown(String name, Set<String> parameters) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int letters = name.length() - (name.startsWith(PREFIX) ? PREFIX.length() : 0);
    int limit = Math.max(1, letters / LETTERS_PER_ERROR);
    List<String> near =
        parameters.stream()
            .filter(it -> distance(wanted, it) <= limit || it.startsWith(name))
            .sorted(Comparator.comparingInt(it -> distance(wanted, it)))
            .limit(MOST_SUGGESTED)
            .toList();
    return name
        + " is not a parameter of recsim; "
        + (near.isEmpty()
            ? "mvn recsim:help -Ddetail lists them."
            : "did you mean " + String.join(" or ", near) + "?");
  }

  /** The edit distance, ignoring case. */
  private static int distance(String a, String parameter) {
    String b = parameter.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
