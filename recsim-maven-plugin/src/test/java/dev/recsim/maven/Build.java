package dev.recsim.maven;

import java.util.List;

/**
 * A build that has ended.
 *
 * @param exitCode of Maven
 * @param output what it printed to stdout and stderr
 */
record Build(int exitCode, String output) {

  List<String> lines() {
    return output.lines().toList();
  }

  /** How many lines hold a text. */
  long count(String text) {
    return output.lines().filter(line -> line.contains(text)).count();
  }
}
