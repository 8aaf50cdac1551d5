package dev.recsim.serve.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Names of units in a log: the first 16 bytes of the SHA-256 of salt, {@code /} and unit in UTF-8,
 * as hexadecimal digits. The salt is a secret: who has it can find a unit by trying names. Confined
 * to one thread.
 */
final class UnitHashes {
  /** File of a salt that was drawn. */
  static final String FILE = "salt";

  private static final int BYTES = 16;

  private final MessageDigest sha = sha();
  private final byte[] salt;

  UnitHashes(String salt) {
    this.salt = (salt + "/").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Finds the salt, or draws one.
   *
   * @param environment values of environment variables
   * @throws InvalidOption if the environment variable is missing
   * @throws InvalidFile if the salt cannot be read or written
   */
  static UnitHashes open(FileSinkOptions options, UnaryOperator<String> environment) {
    if (options.saltEnv() != null) {
      String salt = environment.apply(options.saltEnv());
      InvalidOption.unless(
          salt != null && !salt.isBlank(),
          "salt_env",
          "names the environment variable %s, which is not set; set it to a long random text, and never change it"
              .formatted(options.saltEnv()));
      return new UnitHashes(salt);
    }
    Path file = options.folder().resolve(FILE);
    try {
      if (!Files.exists(file)) {
        draw(file);
      }
      String salt = Files.readString(file).strip();
      if (salt.isEmpty()) {
        throw new InvalidFile(
            file, 0, 0, "is empty; restore it, or delete it to give all units new names");
      }
      return new UnitHashes(salt);
    } catch (IOException e) {
      throw new InvalidFile(file, 0, 0, "the salt cannot be read or written: " + e.getMessage());
    }
  }

  private static void draw(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> create =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, create, owner)) {
      String text = HexFormat.of().formatHex(random) + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String of(String unit) {
    sha.update(salt);
    return HexFormat.of().formatHex(sha.digest(unit.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
  }
}
