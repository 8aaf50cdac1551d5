package dev.recsim.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.DoublePrecision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class NetworkGradientTest {

  @Test
  void derivativesAreThoseOfFiniteDifferencesInDoublePrecision() throws Exception {
    assertThat(DoublePrecision.largestError(NetworkGradientCheck.class)).isBetween(1e-15, 1e-6);
  }
}
