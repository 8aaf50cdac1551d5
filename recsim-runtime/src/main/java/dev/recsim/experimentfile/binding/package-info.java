/**
 * Converts nodes to values of Java types and back: records of options, numbers, lists, parts. Start
 * reading at {@link dev.recsim.experimentfile.binding.Shape}.
 */
package dev.recsim.experimentfile.binding;
