/**
 * YAML with places: from the bytes of a file to nodes that know where they stand, and what is wrong
 * with them; and trees as YAML. Start reading at {@link dev.recsim.experimentfile.yaml.YamlFile}.
 */
package dev.recsim.experimentfile.yaml;
