/**
 * The pictures of the documentation, drawn from what the components themselves do. Start reading at
 * {@code Picture}.
 */
package dev.recsim.docs.picture;
