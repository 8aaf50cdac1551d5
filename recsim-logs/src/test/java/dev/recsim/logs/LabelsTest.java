package dev.recsim.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void textsOfAnotherEncodingAreBrokenRows() {
    Labels labels = new Labels();
    assertThat(labels.text(labels.code("caf\u00e9"))).isEqualTo("caf\u00e9");
    for (String text : List.of("caf\u00e9", "a\0")) {
      byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> labels.code(latin, 0, latin.length))
          .isInstanceOfSatisfying(
              Faulty.class, it -> assertThat(it.reason).isEqualTo(Exclusion.BROKEN_ROW))
          .hasMessage("a text is not UTF-8; save the file as UTF-8");
    }
    assertThat(labels.texts()).isEqualTo(1);
  }
}
