/**
 * The code that stored trials ran with: which class path entries it had, and what has changed
 * since. Start reading at {@link dev.recsim.store.code.Code}.
 */
package dev.recsim.store.code;
