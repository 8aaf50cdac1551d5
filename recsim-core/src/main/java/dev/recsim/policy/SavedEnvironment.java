package dev.recsim.policy;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Space;
import java.nio.file.Path;

/**
 * The environment that a policy was trained in. It is created from its saved options when an agent
 * first asks for more than its space, such as how users choose. If that is impossible, only the
 * space is known. Shared between threads.
 */
final class SavedEnvironment implements Environment.Wrapper {
  private final Space space;
  private final String json;
  private final Path folder;

  /** Null until it is needed. */
  private Environment inside;

  private String problem = "";

  /**
   * @param json the environment's type and options; null if they were not saved
   * @param folder to which files of the environment are relative, absolute
   */
  SavedEnvironment(Space space, String json, Path folder) {
    this.space = space;
    this.json = json;
    this.folder = folder;
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public synchronized Environment inside() {
    if (inside == null) {
      inside = json == null ? Environment.of(space) : created();
    }
    return inside;
  }

  private Environment created() {
    try {
      return OptionsJson.readPart(json, EnvironmentProvider.class)
          .make(
              (EnvironmentProvider<Record> provider, Record options) ->
                  provider.create(options, folder));
    } catch (IllegalArgumentException | InvalidFile e) {
      problem =
          "; its environment cannot be created ("
              + e.getMessage()
              + "), so only its space is known";
      return Environment.of(space);
    }
  }

  /** Why only the space is known; empty if nothing else was asked for, or it was not saved. */
  synchronized String problem() {
    return problem;
  }
}
