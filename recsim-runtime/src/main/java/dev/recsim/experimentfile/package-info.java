/**
 * From YAML to validated records, all problems at once, and the JSON Schema of the same records.
 * The only room that may use SnakeYAML. May import {@code api}, {@code trial} and {@code baseline}.
 * Start reading at {@link dev.recsim.experimentfile.ExperimentReader}.
 */
package dev.recsim.experimentfile;
