package dev.recsim.live;

import java.io.IOException;

/** Where the data of a live test come from. */
public interface TestSource {
  /**
   * Reads all data up to the last look.
   *
   * @throws IOException if a file cannot be read
   * @throws InvalidTestData if the data cannot be judged; says where and what to do
   */
  TestData read() throws IOException, InvalidTestData;
}
