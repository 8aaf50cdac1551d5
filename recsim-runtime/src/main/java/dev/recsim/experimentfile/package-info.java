/**
 * From YAML to validated records, all problems at once, and the JSON Schema of the same records.
 * The only room that may use SnakeYAML. Its packages: {@code yaml} (nodes with places, problems),
 * {@code binding} (nodes to values of Java types), {@code variants} (the trees that a file stands
 * for), and here the sections of an experiment. Start reading at {@link
 * dev.recsim.experimentfile.ExperimentReader}.
 */
package dev.recsim.experimentfile;
