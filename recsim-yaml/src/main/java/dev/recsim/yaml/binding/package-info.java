/**
 * Converts nodes to values of Java types and back: records of options, numbers, lists, parts. Start
 * reading at {@link dev.recsim.yaml.binding.Shape}.
 */
package dev.recsim.yaml.binding;
