package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.InvalidOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void autoTakesTheEngineThatIsFasterForTheWidestLayer() {
    assertThat(Engines.choose(EngineChoice.AUTO, List.of(64, 64)).name()).isEqualTo("java");
    assertThat(Engines.modules(EngineChoice.AUTO, List.of(64, 64))).isEmpty();
    assertThat(Engines.modules(EngineChoice.AUTO, List.of(64, 256))).containsExactly("recsim-dl4j");
  }

  @Test
  void namedEngineIsTakenAtAnyWidth() {
    assertThat(Engines.choose(EngineChoice.JAVA, List.of(1024)).name()).isEqualTo("java");
    assertThat(Engines.modules(EngineChoice.DL4J, List.of(4))).containsExactly("recsim-dl4j");
  }

  @Test
  void engineOfAModuleThatIsMissingSaysWhichModuleToAdd() {
    assertThatThrownBy(() -> Engines.choose(EngineChoice.DL4J, List.of(4)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("add dev.recsim:recsim-dl4j");
  }
}
