package dev.recsim.app.project;

import dev.recsim.io.RegularFile;
import dev.recsim.json.Sealed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** Reads committed files with a checksum. */
public final class SealedFile {
  private SealedFile() {}

  /**
   * Returns the record of a file.
   *
   * @throws UserError if it is not such a file, lacks something, was edited or is of a version that
   *     cannot be read
   */
  public static <R extends Record> R read(Path file, Class<R> type, Sealed format)
      throws IOException, UserError {
    try {
      return format.read(RegularFile.text(file), type);
    } catch (Sealed.Broken e) {
      throw new UserError(file + " " + e.getMessage());
    } catch (CharacterCodingException | RegularFile.NotOne e) {
      throw new UserError(file + " is not " + format.what() + format.cure());
    }
  }
}
