package dev.recsim.yaml.binding;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.ExternalAgentProvider;
import dev.recsim.api.ExternalAgentProvider.Trials;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.yaml.Descriptions;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Completes the options of agents that something else computes, also those inside of other agents.
 *
 * @param folder to which files are relative
 * @param trials of the experiment
 */
public record ExternalOptions(Path folder, Trials trials) {
  private static final int ALL = -1;
  private static final Pattern WORD = Pattern.compile("\\{([A-Za-z_]+)\\}");
  private static final List<String> PLACEHOLDERS = List.of("seed", "trial");

  /** Returns the options with the files that they imply in all trials. */
  public <C extends Record> C withFiles(AgentProvider<C> provider, C options) {
    return complete(provider, options, ALL);
  }

  /**
   * Returns the options of one trial, equal to the given ones if all trials have the same.
   *
   * @param trial number of the trial, from 0
   */
  public <C extends Record> C ofTrial(AgentProvider<C> provider, C options, int trial) {
    return complete(provider, options, trial);
  }

  private <C extends Record> C complete(AgentProvider<C> provider, C options, int trial) {
    C inside = RecordShape.of(options).withParts(options, part -> complete(part, trial));
    if (!(provider instanceof ExternalAgentProvider<C> external)) {
      return inside;
    }
    return trial == ALL
        ? external.withFiles(inside, folder, trials)
        : external.ofTrial(inside, folder, trials, trial);
  }

  private Part<?> complete(Part<?> part, int trial) {
    return part.provider() instanceof AgentProvider<?> agent
        ? part.make(
            (AgentProvider<Record> it, Record own) -> new Part<>(agent, complete(it, own, trial)))
        : part;
  }

  /**
   * Whether no placeholder in the options of an external agent is misspelt; adds the problems of
   * those that are.
   */
  static boolean areSpelt(Node section, Provider<?> provider, Record options, Problems problems) {
    int before = problems.count();
    if (provider instanceof ExternalAgentProvider<?>
        || Parts.of(options).stream()
            .anyMatch(part -> part.provider() instanceof ExternalAgentProvider<?>)) {
      checkSpelling(section, problems);
    }
    return problems.count() == before;
  }

  private static void checkSpelling(Node node, Problems problems) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (!((ScalarNode) entry.getKeyNode()).getValue().equals(Descriptions.KEY)) {
          checkSpelling(entry.getValueNode(), problems);
        }
      }
    } else if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> checkSpelling(item, problems));
    } else if (node instanceof ScalarNode text) {
      Matcher word = WORD.matcher(text.getValue());
      while (word.find()) {
        String name = word.group(1);
        if (!PLACEHOLDERS.contains(name) && Names.nearest(name, PLACEHOLDERS).isPresent()) {
          String meant = Names.nearest(name, PLACEHOLDERS).get();
          problems.at(node, "{%s} is no placeholder, did you mean {%s}?".formatted(name, meant));
        }
      }
    }
  }
}
