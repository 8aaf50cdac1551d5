/**
 * Reads YAML into validated records, with all problems at once, and writes the JSON Schema of the
 * same records. The only room that may use SnakeYAML. Its packages: {@code yaml} (nodes with
 * places, problems), {@code binding} (nodes to values of Java types), {@code variants} (what a file
 * extends, sweeps and searches), and here the sections of an experiment. Start reading at {@link
 * dev.recsim.experimentfile.ExperimentReader}.
 */
package dev.recsim.experimentfile;
