package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.ChainCounts;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.Restored;
import dev.recsim.fit.world.ChainEnvironment.Counted;
import java.nio.file.Path;

/** Provider of {@code fitted}. */
@Description("Users as in a log, from a file that recsim:fit has written.")
public final class FittedProvider implements EnvironmentProvider<FittedProvider.Fitted> {

  /** Options of {@code fitted}. */
  public record Fitted(
      @Description("The environment that recsim:fit has written, relative to this file.") @InputFile
          String file,
      @Description(
              "Number of documents shown at once. Default: as in the log; 1 for responses and"
                  + " chains.")
          @Range(min = 1)
          Integer slateSize,
      @Description("Number of steps after which a session is cut off.")
          @Range(min = 1, max = 1_000_000)
          @Default("1000")
          int maxSessionLength) {}

  @Override
  public Environment create(Fitted options, Path directory) {
    InvalidOption.unless(
        options.file() != null, "file", "is missing; name the file that recsim:fit has written");
    Path path = directory.resolve(options.file());
    EnvironmentFile file = EnvironmentFile.read(path);
    try {
      return create(file, options);
    } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
      throw new InvalidFile(
          path, 0, 0, "is not a fitted environment; write it again with recsim:fit");
    }
  }

  private static Environment create(EnvironmentFile file, Fitted options) {
    Parameters parameters = file.parameters();
    int slate =
        options.slateSize() != null
            ? options.slateSize()
            : parameters.clicks() != null ? parameters.clicks().slateSize() : 1;
    int most =
        parameters.responses() != null
            ? 1
            : parameters.clicks() != null
                ? parameters.clicks().slateSize()
                : file.documents().size();
    InvalidOption.unless(
        slate <= most, "slateSize", "must be at most %s with this model".formatted(most));
    if (parameters.responses() != null) {
      return new ResponseEnvironment(
          Restored.responses(parameters.responses(), options.maxSessionLength()));
    }
    if (parameters.clicks() != null) {
      return new ClickEnvironment(
          Restored.clicks(file.model(), parameters.clicks()),
          file.documents().size(),
          slate,
          1 / parameters.clicks().slatesPerSession(),
          options.maxSessionLength());
    }
    ChainCounts chain = parameters.chain();
    return new ChainEnvironment(
        Restored.chains(parameters),
        chain == null ? null : new Counted(Restored.counts(chain), chain.prior()),
        slate,
        options.maxSessionLength());
  }
}
