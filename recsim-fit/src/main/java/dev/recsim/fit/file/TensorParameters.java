package dev.recsim.fit.file;

import java.util.List;

/**
 * Parameters with large arrays, and the ids of the documents, in a safetensors file beside the file
 * of the environment. The record has a component {@code tensors} with the digest of that file, and
 * one with the arrays that is annotated with {@code JsonIgnore}.
 */
public interface TensorParameters extends FittedParameters {
  /** Name of the tensor with the ids of the documents. */
  String DOCUMENTS = "documents";

  /** The digest of the file of the arrays, SHA-256 in hexadecimal. */
  String tensors();

  /** The arrays. */
  Tensors arrays();

  /**
   * The same parameters with arrays.
   *
   * @throws IllegalArgumentException if a tensor is missing, or does not fit the others
   */
  TensorParameters with(Tensors arrays);

  /**
   * Checks what was read from a file.
   *
   * @throws IllegalArgumentException if it cannot be what a fit has written
   */
  static void require(boolean valid, String what) {
    if (!valid) {
      throw new IllegalArgumentException(what + " not those of a fit");
    }
  }

  /** The ids of the documents, by index. */
  default List<String> documents() {
    return arrays().texts(DOCUMENTS);
  }
}
