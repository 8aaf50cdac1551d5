package dev.recsim.app.record;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Options;
import dev.recsim.app.project.UserError;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import dev.recsim.json.JsonRecords;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/**
 * Files with a checksum of their own content, so that a later edit is found also where git does not
 * tell.
 */
public final class Sealed {
  private static final String CHECKSUM = "checksum";

  private Sealed() {}

  /** The text of a record whose component {@code checksum} is filled in. */
  public static <R extends Record> String text(R unsealed) {
    R empty = Options.with(unsealed, CHECKSUM, "");
    return JsonRecords.write(Options.with(empty, CHECKSUM, Digest.of(JsonRecords.write(empty))));
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it cannot be read, lacks something or was edited
   */
  public static <R extends Record> R read(Path file, Class<R> type) throws IOException, UserError {
    try {
      String text = RegularFile.text(file);
      R read = JsonRecords.read(text, type);
      if (read != null && text(read).equals(text)) {
        return read;
      }
    } catch (JacksonException
        | IllegalArgumentException
        | NullPointerException
        | CharacterCodingException
        | RegularFile.NotOne e) {
      // Told below.
    }
    throw new UserError(
        file + " is damaged, was edited, or is of another version; restore it from git");
  }
}
