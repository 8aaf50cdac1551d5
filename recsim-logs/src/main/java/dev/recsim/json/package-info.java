/**
 * JSON with the same bytes on every JVM. Imports {@code stats} and {@code trial}, whose records it
 * knows by {@link dev.recsim.json.MixIns}. Start reading at {@link dev.recsim.json.JsonText}.
 */
package dev.recsim.json;
