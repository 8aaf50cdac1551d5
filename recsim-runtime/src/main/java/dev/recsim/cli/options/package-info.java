/**
 * Verbs, their options, and how words become them. Start reading at {@link
 * dev.recsim.cli.options.Verb}.
 */
package dev.recsim.cli.options;
