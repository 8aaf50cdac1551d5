package dev.recsim.learn.slate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.DoublePrecision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SlateQGradientTest {

  @Test
  void derivativesAreThoseOfFiniteDifferencesInDoublePrecision() throws Exception {
    assertThat(DoublePrecision.largestError(SlateQGradientCheck.class)).isBetween(1e-15, 1e-6);
  }
}
