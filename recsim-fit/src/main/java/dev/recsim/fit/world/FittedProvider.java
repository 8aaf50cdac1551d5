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
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.log.FitModelProvider;
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
    EnvironmentFile file = FitModelProvider.read(path);
    try {
      FittedParameters parameters = file.parameters();
      Integer asked = options.slateSize();
      int slateSize = asked == null ? parameters.slateSize() : asked;
      int most = parameters.largestSlate(file.documents().size());
      InvalidOption.unless(
          slateSize <= most, "slateSize", "must be at most %s with this model".formatted(most));
      return parameters.environment(file.documents(), slateSize, options.maxSessionLength());
    } catch (InvalidOption e) {
      throw e;
    } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
      throw new InvalidFile(
          path, 0, 0, "is not a fitted environment; write it again with recsim:fit");
    }
  }
}
