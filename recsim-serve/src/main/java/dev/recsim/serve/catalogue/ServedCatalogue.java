package dev.recsim.serve.catalogue;

import dev.recsim.api.Document;
import dev.recsim.served.CatalogueMark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Documents with their ids, features and topics. Immutable. */
public final class ServedCatalogue {
  /** Without documents. */
  public static final ServedCatalogue EMPTY =
      new ServedCatalogue(List.of(), List.of(), CatalogueMark.of(List.of()));

  private final List<String> ids;
  private final List<Document> documents;
  private final CatalogueMark mark;
  private final Map<String, Integer> indices;

  /**
   * Creates a catalogue.
   *
   * @param ids of the documents, all different
   * @param documents in the same order
   * @param mark of what the file has
   */
  ServedCatalogue(List<String> ids, List<Document> documents, CatalogueMark mark) {
    this.ids = List.copyOf(ids);
    this.documents = List.copyOf(documents);
    this.mark = mark;
    this.indices = new HashMap<>(ids.size() * 2);
    for (int i = 0; i < ids.size(); i++) {
      indices.put(ids.get(i), i);
    }
  }

  /** {@return size and digest, as the log has them} */
  public CatalogueMark mark() {
    return mark;
  }

  /** {@return the number of documents} */
  public int size() {
    return ids.size();
  }

  /**
   * {@return the index of a document; -1 if it is not in the catalogue}
   *
   * @param id of the document
   */
  public int index(String id) {
    Integer index = indices.get(id);
    return index == null ? -1 : index;
  }

  /**
   * {@return the id of a document}
   *
   * @param index of the document
   */
  public String id(int index) {
    return ids.get(index);
  }

  /** {@return all ids, in the order of the documents} */
  public List<String> ids() {
    return ids;
  }

  /** {@return all documents: always the same list} */
  public List<Document> documents() {
    return documents;
  }
}
