package dev.recsim.experimentfile.worlds;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Part;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.experimentfile.rule.Comparisons;
import dev.recsim.fit.world.PlausibleProvider;
import dev.recsim.fit.world.PlausibleProvider.Kinds;
import dev.recsim.fit.world.PlausibleProvider.Plausible;
import dev.recsim.rule.Claim;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.Components;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads claims {@code in:} plausible worlds.
 *
 * @param refusal why an agent of the file cannot act in an environment; empty if it can
 */
public record WorldClaimReader(
    Components components,
    Problems problems,
    BiFunction<String, Environment, Optional<String>> refusal) {
  private static final List<String> KEYS =
      List.of(Comparisons.BEATS, Comparisons.NOT_WORSE, Comparisons.MARGIN, Claims.IN);

  /**
   * The environment of the experiment.
   *
   * @param section its section
   */
  public record Base(
      Section section, EnvironmentProvider<?> provider, Record options, Environment environment) {
    Part<EnvironmentProvider<?>> part() {
      return new Part<>(provider, options);
    }
  }

  /** The JSON Schema of the section {@code in}. */
  public static Map<String, Object> schema() {
    return WorldOptions.schema();
  }

  /**
   * The claims of a file; those that are wrong are left out, with the problems added.
   *
   * @param base empty if it is wrong, and told
   */
  public List<WorldClaim> read(Section root, Optional<Base> base) {
    Comparisons comparisons = new Comparisons(Nodes.keys(root.node(), "agents"), problems);
    List<WorldClaim> claims = new ArrayList<>();
    comparisons.each(
        root,
        Claims::isInWorlds,
        (of, section) -> {
          boolean known = section.rejectUnknown(KEYS, problems);
          Optional<Claim.OfTwo> claim = comparisons.read(of.getValue(), null, section);
          Node in = section.value(Claims.IN).orElseThrow();
          Optional<WorldDesign> design =
              base.flatMap(
                  it ->
                      Section.of(in, Claims.IN, problems)
                          .flatMap(each -> new DesignReader(components, problems, it).read(each)));
          if (known && claim.isPresent() && design.isPresent() && canAct(claim, design, in)) {
            claims.add(
                new WorldClaim(new Claim.InWorlds(claim.get()), problems.line(of), design.get()));
          }
        });
    return claims;
  }

  /** Whether agents can be trained in each model; adds the problem if not. */
  private boolean canAct(Optional<Claim.OfTwo> claim, Optional<WorldDesign> design, Node in) {
    if (!design.get().retrain()) {
      return true; // The spaces are the same.
    }
    for (WorldModel model : design.get().models()) {
      boolean split = model.kinds() && design.get().kinds().isPresent();
      Environment world =
          new PlausibleProvider()
              .create(
                  new Plausible(model.part(), null, split ? new Kinds(1, 1) : null),
                  components.directory());
      for (String agent : claim.get().agents()) {
        Optional<String> why = refusal.apply(agent, world);
        if (why.isPresent()) {
          problems.at(
              in,
              "%s cannot be trained in worlds of %s%s: %s; leave retrain out%s"
                  .formatted(
                      agent,
                      model.name(),
                      split ? " with hidden kinds" : "",
                      why.get(),
                      split ? ", or write kinds: none" : ""));
          return false;
        }
      }
    }
    return true;
  }
}
