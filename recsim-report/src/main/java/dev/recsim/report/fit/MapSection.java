package dev.recsim.report.fit;

import dev.recsim.fit.file.FittedParameters.DocumentMap;
import dev.recsim.fit.file.FittedParameters.Place;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.List;

/** Where documents are, by their vectors. */
record MapSection(DocumentMap map) {
  private static final String ID = "map";

  /** Returns the section, without rows if the model has no vectors. */
  Section section() {
    Table exposures =
        Columns.<Place>sortable("Exposures")
            .text("Document", Place::document)
            .cell("In the log", it -> Cell.of(Figures.count(it.exposures()), it.exposures()))
            .rows(map.places());
    return new Section(
        ID,
        "Map of documents",
        "The "
            + Figures.count(map.places().size(), "document")
            + " that the log has most often, along the two directions in which their vectors"
            + " differ most. Users who like a document like those near it. Larger circles are more"
            + " often in the log.",
        new Chart(ID, "Scatter plot: documents by their vectors", 10, List.of(), data()),
        null,
        List.of(exposures));
  }

  private Data data() {
    return Data.of("shares", Data.list(map.first(), map.second()))
        .and(
            "places",
            map.places().stream()
                .map(it -> Data.list(it.x(), it.y(), it.exposures(), it.document())));
  }
}
