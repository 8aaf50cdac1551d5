/**
 * JSON with the same bytes on every JVM. Imports no other room. Start reading at {@link
 * dev.recsim.json.JsonText}.
 */
package dev.recsim.json;
