package dev.recsim.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the JSON Schemas of experiment files and fits, which give editors completion, hover text
 * and checks as you type.
 *
 * <p>It includes the project's own environments and agents if they are compiled. Refer to it in the
 * first line of an experiment file: {@code # yaml-language-server:
 * $schema=recsim-experiment.schema.json}.
 */
@Mojo(name = "schema", threadSafe = true)
public final class SchemaMojo extends AbstractRecsimMojo {

  /**
   * The file to write; that of fits, {@code recsim-fit.schema.json}, is written beside it. Default:
   * {@code recsim-experiment.schema.json} in the folder of the experiments.
   */
  @Parameter(property = "recsim.schemaFile")
  private File schemaFile;

  @Override
  boolean needsExperiments() {
    return schemaFile == null;
  }
}
