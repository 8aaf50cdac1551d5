package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.InvalidOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {

  @Test
  void autoTakesTheEngineThatIsFasterForTheWidestLayer() {
    assertThat(EngineChoice.AUTO.engine(List.of(64, 64)).name()).isEqualTo("java");
    assertThat(EngineChoice.AUTO.modules(List.of(64, 64))).isEmpty();
    assertThat(EngineChoice.AUTO.modules(List.of(64, 256))).containsExactly("recsim-dl4j");
  }

  @Test
  void namedEngineIsTakenAtAnyWidth() {
    assertThat(EngineChoice.JAVA.engine(List.of(1024)).name()).isEqualTo("java");
    assertThat(EngineChoice.DL4J.modules(List.of(4))).containsExactly("recsim-dl4j");
  }

  @Test
  void engineOfAModuleThatIsMissingSaysWhichModuleToAdd() {
    assertThatThrownBy(() -> EngineChoice.DL4J.engine(List.of(4)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("add dev.recsim:recsim-dl4j");
  }
}
