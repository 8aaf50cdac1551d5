package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;

/** The section {@code log}: where decisions and outcomes are written. */
public record LogOptions(
    @Description("Folder of the log, which no other server writes.") String folder,
    @Description("Size at which the next file begins.") @Default("64MB") String rotate,
    @Description("Whether ids of units are hashed or written as they are.") @Default("hashed")
        Units units,
    @Description("Environment variable with the salt of the hashes.") String saltEnv) {

  /** How ids of units are written. */
  public enum Units {
    /** As salted hashes. */
    HASHED,
    /** As they are. */
    PLAIN
  }

  /** The defaults; a section must name a folder. */
  public static final LogOptions DEFAULTS = Options.defaults(LogOptions.class);

  /** Checks the size. */
  public LogOptions {
    Quantity.bytes("rotate", rotate);
  }

  /** Size in bytes at which the next file begins. */
  public int rotateBytes() {
    return Quantity.bytes("rotate", rotate);
  }

  /** These options with the folder at its place. */
  LogOptions in(String place) {
    return new LogOptions(place, rotate, units, saltEnv);
  }

  /** Checks what a section must have. */
  void require() {
    InvalidOption.unless(folder != null, "folder", "is missing; write folder: served");
    InvalidOption.unless(
        units == Units.PLAIN || saltEnv != null,
        "saltEnv",
        "is missing; name an environment variable with a secret salt, or write units: plain");
  }
}
