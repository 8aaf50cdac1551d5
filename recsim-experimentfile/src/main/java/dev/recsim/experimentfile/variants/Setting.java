package dev.recsim.experimentfile.variants;

import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A value that replaces a value of an experiment file: {@code agents.actor_critic.gamma=0.9}.
 *
 * @param path with dots
 * @param value YAML
 */
public record Setting(String path, String value) {
  private static final String PROPERTY = Problems.SETTING;

  private static final Pattern SETTING = Pattern.compile("\\s*([^=\\s]+)\\s*=(.*)", Pattern.DOTALL);

  /**
   * Reads settings separated by commas; commas within lists, mappings and quotes belong to the
   * value.
   *
   * @throws IllegalArgumentException if one does not have the form {@code path=value}
   */
  public static List<Setting> list(String text) {
    List<Setting> settings = new ArrayList<>();
    for (String part : parts(text)) {
      Matcher matcher = SETTING.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "%s must be <path>=<value>, such as agents.actor_critic.gamma=0.9, several with commas in between; not \"%s\""
                .formatted(PROPERTY, part.strip()));
      }
      settings.add(new Setting(matcher.group(1), matcher.group(2).strip()));
    }
    return settings;
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Returns the tree with this value; or the same tree, with the problem added. */
  public MappingNode in(MappingNode root, Problems problems) {
    Mark mark = Problems.setting(path);
    List<String> keys = Nodes.path(root, path);
    Optional<Node> node = YamlFile.value(value, path, problems);
    if (keys.isEmpty() || keys.contains("")) {
      problems.at(mark, "is no path of keys with dots in between");
    } else if (keys.get(0).equals(Sources.EXTENDS)) {
      problems.at(mark, "a file extends what it says itself; it cannot be set");
    } else if (node.isPresent() && knowsAgent(root, keys, mark, problems)) {
      try {
        return notSwept(Nodes.with(root, keys, node.get()), mark);
      } catch (Nodes.NotAMapping e) {
        problems.at(mark, e.getMessage() + " is not a mapping, so nothing can be set in it");
      }
    }
    return root;
  }

  /** Removes the key from the sweep: a set key has only this value. */
  private MappingNode notSwept(MappingNode root, Mark mark) {
    return Nodes.mapping(root, SweepGrid.SWEEP)
        .map(
            sweep ->
                Nodes.with(root, Nodes.text(SweepGrid.SWEEP, mark), Nodes.without(sweep, path)))
        .orElse(root);
  }

  /**
   * Whether the path may be set: a whole agent may be added, but not an option of an unknown agent.
   */
  private static boolean knowsAgent(
      MappingNode root, List<String> keys, Mark mark, Problems problems) {
    if (!keys.get(0).equals("agents")
        || keys.size() < 3
        || Nodes.mapping(root, "agents").isEmpty()) {
      return true;
    }
    List<String> names = Nodes.keys(root, "agents");
    boolean known = names.contains(keys.get(1));
    if (!known) {
      problems.at(mark, Names.noAgent(keys.get(1), names));
    }
    return known;
  }
}
