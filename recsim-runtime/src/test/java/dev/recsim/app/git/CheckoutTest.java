package dev.recsim.app.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  @Test
  void cleanAndChangedCheckoutsAreToldApart() {
    assertThat(Checkout.parse(List.of("# branch.oid abc", "# branch.head main")))
        .isEqualTo(new Checkout("abc", false));
    assertThat(Checkout.parse(List.of("# branch.oid abc", "? new.txt")))
        .isEqualTo(new Checkout("abc", true));
  }

  @Test
  void withoutACommitThereIsNone() {
    assertThat(Checkout.parse(List.of("# branch.oid (initial)", "? new.txt")))
        .isEqualTo(new Checkout(null, null));
  }

  @Test
  void outsideGitThereIsNone(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("x.yaml"));
    assertThat(Checkout.of(file)).isEqualTo(new Checkout(null, null));
  }
}
