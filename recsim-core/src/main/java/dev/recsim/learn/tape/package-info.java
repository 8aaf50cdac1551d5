/** Reverse-mode differentiation. Start reading at {@link dev.recsim.learn.tape.Tape}. */
package dev.recsim.learn.tape;
