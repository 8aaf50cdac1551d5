/**
 * Reads YAML into nodes that know their place in the file, reports problems, and writes trees as
 * YAML. Start reading at {@link dev.recsim.yaml.YamlFile}.
 */
package dev.recsim.yaml;
