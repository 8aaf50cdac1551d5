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
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Pattern WORD = Pattern.compile("\\{([A-Za-z_]+)\\}");
  private static final List<String> PLACEHOLDERS = List.of("seed", "trial");

  /** Returns the options with the files that they imply in all trials. */
  public <C extends Record> C withFiles(AgentProvider<C> provider, C options) {
    C inside = RecordShape.of(options).withParts(options, this::withFiles);
    return provider instanceof ExternalAgentProvider<C> external
        ? external.withFiles(inside, folder, trials)
        : inside;
  }

  private Part<?> withFiles(Part<?> part) {
    return part.provider() instanceof AgentProvider<?> agent
        ? part.make((AgentProvider<Record> it, Record own) -> new Part<>(agent, withFiles(it, own)))
        : part;
  }

  /** Returns the options of each trial, equal to the given ones if all trials have the same. */
  public <C extends Record> List<C> ofTrials(AgentProvider<C> provider, C options) {
    int count = trials.seeds().size();
    if (!isExternal(provider, options)) {
      return Collections.nCopies(count, options);
    }
    RecordShape shape = RecordShape.of(options);
    Map<Part<?>, List<Part<?>>> inside = new IdentityHashMap<>();
    shape.withParts(
        options,
        part -> {
          inside.put(part, ofTrials(part));
          return part;
        });
    if (inside.isEmpty() && provider instanceof ExternalAgentProvider<C> external) {
      return external.ofTrials(options, folder, trials);
    }
    List<C> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int trial = i;
      C own = shape.withParts(options, part -> inside.get(part).get(trial));
      all.add(
          provider instanceof ExternalAgentProvider<C> external
              ? external.ofTrials(own, folder, trials).get(trial)
              : own);
    }
    return all;
  }

  private List<Part<?>> ofTrials(Part<?> part) {
    return part.provider() instanceof AgentProvider<?> agent
        ? part.make(
            (AgentProvider<Record> it, Record options) ->
                ofTrials(it, options).stream().<Part<?>>map(own -> new Part<>(agent, own)).toList())
        : Collections.nCopies(trials.seeds().size(), part);
  }

  private static boolean isExternal(Provider<?> provider, Record options) {
    return provider instanceof ExternalAgentProvider<?>
        || Parts.of(options).stream()
            .anyMatch(part -> part.provider() instanceof ExternalAgentProvider<?>);
  }

  /**
   * Whether no placeholder in the options of an external agent is misspelt; adds the problems of
   * those that are.
   */
  static boolean areSpelt(Node section, Provider<?> provider, Record options, Problems problems) {
    int before = problems.count();
    if (isExternal(provider, options)) {
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
