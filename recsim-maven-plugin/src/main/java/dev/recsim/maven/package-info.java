/**
 * The goals: each says which verb of the runtime to fork and with which options. What may enter:
 * where and how to run; never YAML, statistics or environments. Start reading at {@link
 * dev.recsim.maven.AbstractRecsimMojo}.
 */
package dev.recsim.maven;
