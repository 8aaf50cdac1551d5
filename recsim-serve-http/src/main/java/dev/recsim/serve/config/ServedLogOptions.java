package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.serve.log.FileSinkOptions;
import java.nio.file.Path;

/** The section {@code log}: where decisions and outcomes are written. */
public record ServedLogOptions(
    @Description("Folder of the log, which no other server writes.") String folder,
    @Description("Size at which the next file begins.") @Default("64MB") @Range String rotate,
    @Description("Whether ids of units are hashed or written as they are.") @Default("hashed")
        Units units,
    @Description("Environment variable with the salt of the hashes. Default: a salt in the folder.")
        String saltEnv,
    @Description("Size of the records that may wait for the disk; more are lost and counted.")
        @Default("64MB")
        @Range
        String queue) {

  /** How ids of units are written. */
  public enum Units {
    /** As salted hashes. */
    HASHED,
    /** As they are. */
    PLAIN
  }

  /** The defaults; a section must name a folder. */
  public static final ServedLogOptions DEFAULTS = Options.defaults(ServedLogOptions.class);

  private static final int SMALLEST = 1 << 10;

  /** Checks the sizes. */
  public ServedLogOptions {
    InvalidOption.unless(
        Amount.bytes("rotate", rotate) >= SMALLEST, "rotate", "must be 1kB or more");
    InvalidOption.unless(Amount.bytes("queue", queue) >= SMALLEST, "queue", "must be 1kB or more");
  }

  /** The options of a sink, whose folder is at a place. */
  FileSinkOptions at(Path place) {
    return new FileSinkOptions(
        place,
        Amount.bytes("rotate", rotate),
        units == Units.HASHED,
        saltEnv,
        Amount.bytes("queue", queue));
  }
}
