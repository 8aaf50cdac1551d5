/**
 * JSON whose bytes do not depend on the JVM. Knows nothing of what is written; imports no other
 * room. Start reading at {@link dev.recsim.json.JsonText}.
 */
package dev.recsim.json;
