package dev.recsim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.io.Digest;
import dev.recsim.io.JsonSeal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files with a checksum; more of it is in the test of baselines. */
class SealedTest {
  record Short(int schemaVersion, String name) {}

  record Long(int schemaVersion, List<Short> parts) {}

  private static final Sealed FORMAT = new Sealed("a thing", 1, 2, "make it again");
  private static final Sealed LATER = new Sealed("a thing", 1, 3, 2, "make it again");
  private static final Short ONE = new Short(2, "x");
  private static final Long MANY = new Long(1, List.of(ONE));

  @Test
  void readsBackBothLayouts() throws Exception {
    assertThat(Sealed.text(ONE)).startsWith("{\"schema_version\": 2, \"name\": \"x\", \"checksum");
    assertThat(FORMAT.read(Sealed.text(ONE), Short.class)).isEqualTo(ONE);
    assertThat(Sealed.text(MANY)).contains("\n \"parts\"", ",\n \"checksum\": \"");
    assertThat(FORMAT.read(Sealed.text(MANY), Long.class)).isEqualTo(MANY);
    assertThat(FORMAT.read(Sealed.text(ONE).replace("\n", "\r\n"), Short.class)).isEqualTo(ONE);
  }

  @Test
  void eachEditIsFound() {
    for (String text : List.of(Sealed.text(ONE), Sealed.text(MANY))) {
      for (int i = 0; i < text.length() - 1; i++) {
        char other = text.charAt(i) == '7' ? '3' : '7';
        String edited = text.substring(0, i) + other + text.substring(i + 1);
        assertThatThrownBy(() -> FORMAT.open(edited)).as(edited).isInstanceOf(Sealed.Broken.class);
      }
    }
  }

  @Test
  void aChecksumOfTheTextWithAnEmptyOneIsRight() throws Exception {
    String empty = "{\"schema_version\": 1, \"name\": \"x\", \"checksum\": \"\"}\n";
    String text = empty.replace("\"\"", '"' + Digest.of(empty) + '"');
    assertThat(FORMAT.read(text, Short.class)).isEqualTo(new Short(1, "x"));
    broken(FORMAT, text.replace("\"x\"", "\"y\""), "was changed by hand or is damaged");
    broken(FORMAT, empty, "was changed by hand or is damaged");
  }

  @Test
  void onlyVersionsBeforeTheFirstChecksumMayLackIt() throws Exception {
    assertThat(LATER.read("{\"schema_version\": 1, \"name\": \"x\"}\n", Short.class).name())
        .isEqualTo("x");
    broken(LATER, "{\"schema_version\": 2, \"name\": \"x\"}\n", "was changed by hand");
    String older = Sealed.text(ONE).replace("\"schema_version\": 2", "\"schema_version\": 1");
    broken(LATER, older, "was changed by hand");
  }

  @Test
  void otherVersionsAndFieldsAreTold() {
    broken(
        FORMAT,
        Sealed.text(new Short(4, "x")),
        "is of version 4, and this recsim reads versions 1 to 2; use the recsim that wrote it, or"
            + " a newer one");
    broken(FORMAT, Sealed.text(new Short(0, "x")), "versions 1 to 2; make it again");
    broken(FORMAT, "{\"name\": \"x\"}", "is not a thing: it has no schema_version");
    broken(
        FORMAT,
        "{\"inner\": {\"schema_version\": 1}}",
        "is not a thing: it has no schema_version; take it back from git, or make it again");
    assertThatThrownBy(() -> FORMAT.read(Sealed.text(ONE), Long.class).parts().get(0))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(
            () -> FORMAT.read(JsonSeal.on("{\"schema_version\": 1, \"name\": [1]}\n"), Short.class))
        .hasMessageStartingWith("lacks a field of a thing, or has a wrong one; take it back");
  }

  private static void broken(Sealed format, String text, String message) {
    assertThatThrownBy(() -> format.open(text))
        .isInstanceOf(Sealed.Broken.class)
        .hasMessageContaining(message);
  }
}
