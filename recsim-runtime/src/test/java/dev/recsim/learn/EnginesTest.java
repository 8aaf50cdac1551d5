package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void autoTakesTheEngineThatIsFasterForTheWidestLayer() {
    assertThat(Engines.choose(EngineChoice.AUTO, List.of(64, 64)).name()).isEqualTo("java");
    assertThat(Engines.choose(EngineChoice.AUTO, List.of(64, 256)).name()).isEqualTo("dl4j");
  }

  @Test
  void namedEngineIsTakenAtAnyWidth() {
    assertThat(Engines.choose(EngineChoice.JAVA, List.of(1024)).name()).isEqualTo("java");
    assertThat(Engines.choose(EngineChoice.DL4J, List.of(4)).name()).isEqualTo("dl4j");
  }
}
