/**
 * The goals of the plugin. Each forks a verb of the runtime with its options. This package decides
 * where and how to run; it contains no YAML, statistics or environments. Start reading at {@link
 * dev.recsim.maven.AbstractRecsimMojo}.
 */
package dev.recsim.maven;
