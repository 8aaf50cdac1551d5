package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FileTransitionMatrixContractTest extends EnvironmentContract {
  @TempDir static Path folder;

  private static TransitionMatrixOptions options() {
    try {
      Files.writeString(folder.resolve("accept.csv"), "0.9,0.1,0.2\n0.3,0.8,0.1\n0.2,0.3,0.7\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TransitionMatrixOptions(
        3, 4, .1, .2, new Acceptance("accept.csv", null, null, null), 50);
  }

  @Override
  protected Environment environment() {
    return new TransitionMatrixProvider().create(options(), folder);
  }

  @Override
  protected Optional<Source<?>> source() {
    return Optional.of(new Source<>(new TransitionMatrixProvider(), options(), folder));
  }
}
