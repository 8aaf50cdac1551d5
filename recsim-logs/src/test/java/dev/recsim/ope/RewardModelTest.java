package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RewardModelTest {
  @Test
  void neverUsesTheSessionsOfItsOwnFold() {
    RewardModel model = new RewardModel();
    RewardModel without = new RewardModel();
    for (long session = 0; session < 1_000; session++) {
      double reward = session % 3;
      model.add(session, session % 2, session % 7, reward);
      if (RewardModel.fold(session) != RewardModel.fold(42)) {
        without.add(session, session % 2, session % 7, reward);
      }
    }
    for (long document = 0; document < 8; document++) {
      assertThat(model.predict(42, 1, document))
          .isCloseTo(without.predict(42, 1, document), within(1e-12));
    }
  }

  @Test
  void foldsAreOfAboutTheSameSize() {
    int[] sizes = new int[RewardModel.FOLDS];
    for (long session = 0; session < 10_000; session++) {
      sizes[RewardModel.fold(session)]++;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(1_800, 2_200);
    }
  }

  @Test
  void approachesTheMeanOfTheCell() {
    RewardModel model = new RewardModel();
    for (long session = 0; session < 100_000; session++) {
      model.add(session, session & 1, session >> 1 & 1, (session & 3) == 3 ? 1 : 0);
    }
    assertThat(model.predict(0, 1, 1)).isCloseTo(1, within(1e-3));
    assertThat(model.predict(0, 0, 1)).isCloseTo(0, within(1e-3));
    assertThat(model.predict(0, 9, 1)).isCloseTo(0.5, within(0.01));
    assertThat(model.predict(0, 0, 9)).isCloseTo(0.25, within(0.01));
  }
}
