/**
 * The section {@code ab} and claims {@code by: ab}. Start reading at {@link
 * dev.recsim.experimentfile.ab.LiveTests}.
 */
package dev.recsim.experimentfile.ab;
