package dev.recsim.yaml.binding;

import dev.recsim.api.Options.Description;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** The keys of an experiment besides its sections. */
public record Header(
    @Description(
            "Name of the report's folder: letters, digits and . _ -. Default: the name of"
                + " the file.")
        String name,
    @Description("Heading of the report. Default: the name.") String title,
    @Description("Root of every random key.") long seed) {
  /** The defaults; name and title are those of the file. */
  public static final Header DEFAULTS = new Header(null, null, 42);

  /**
   * Reads the keys, with name and title of the experiment; empty if they are invalid, with the
   * problems added.
   *
   * @param others keys that are read elsewhere
   * @param home the folder of all experiments
   */
  public static Optional<Header> read(
      Section root, List<String> others, Path home, Path file, Problems problems) {
    return RecordShape.of(DEFAULTS)
        .readOver(root, DEFAULTS, others, "", problems)
        .map(header -> header.named(root, home, file, problems));
  }

  /** Returns the header with name and title of the experiment; adds its problems. */
  private Header named(Section root, Path home, Path file, Problems problems) {
    String own = name == null ? nameOf(file) : name;
    String folder = folder(home, file);
    for (String part : folder.isEmpty() ? new String[0] : folder.split("/")) {
      Names.ofExperiment(part)
          .ifPresent(message -> problems.at(root.node(), "its folder's " + message));
    }
    Optional<Node> given = root.value("name");
    String cure = given.isPresent() ? "" : "; give the experiment a \"name:\"";
    Names.ofExperiment(own)
        .ifPresent(message -> problems.at(given.orElse(root.node()), message + cure));
    return new Header(own, title == null ? own : title, seed);
  }

  /** Returns the folders from home to a file, each followed by a slash. */
  public static String folder(Path home, Path file) {
    Path folder = home.toAbsolutePath().relativize(file.toAbsolutePath().getParent());
    String path = folder.toString().replace(File.separatorChar, '/');
    return path.isEmpty() ? path : path + "/";
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
