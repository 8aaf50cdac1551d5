package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserPropertiesTest {
  private static final Set<String> PARAMETERS =
      Set.of(
          "recsim.experiment",
          "recsim.experimentsDirectory",
          "recsim.force",
          "recsim.set",
          "recsim.base",
          "recsim.failOnMissingBaseline");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recsim.experiments|did you mean recsim.experiment or recsim.experimentsDirectory?",
        "recsim.Force|did you mean recsim.force?",
        "recsim.sett|did you mean recsim.set?",
        "recsim.failOnMissingBaselines|did you mean recsim.failOnMissingBaseline?",
        "recsim.failOnMissing|did you mean recsim.failOnMissingBaseline?",
        "recsim.nothing|mvn recsim:help -Ddetail lists them."
      })
  void namesThatAreNearAreSuggested(String name, String hint) {
    assertThat(UserProperties.unknown(name, PARAMETERS))
        .isEqualTo(name + " is not a parameter of recsim; " + hint);
  }

  @Test
  void parametersOfThePomAreCheckedToo() throws Exception {
    Parameter parameter = new Parameter();
    parameter.setName("failOnMissingBaseline");
    MojoDescriptor check = new MojoDescriptor();
    check.setGoal("check");
    check.addParameter(parameter);
    PluginDescriptor recsim = new PluginDescriptor();
    check.setPluginDescriptor(recsim);
    recsim.addMojo(check);
    Plugin configured = new Plugin();
    PluginExecution execution = new PluginExecution();
    configured.addExecution(execution);
    configured.setConfiguration(configuration("failOnMissingBaseline"));
    UserProperties.checkConfiguration(configured, recsim);

    execution.setConfiguration(configuration("failOnMissingBaselin"));
    assertThatThrownBy(() -> UserProperties.checkConfiguration(configured, recsim))
        .hasMessage(
            "<failOnMissingBaselin> in the POM: failOnMissingBaselin is not a parameter of recsim;"
                + " did you mean failOnMissingBaseline?");
    execution.setConfiguration(null);
    configured.setConfiguration(configuration("other"));
    assertThatThrownBy(() -> UserProperties.checkConfiguration(configured, recsim))
        .hasMessageContaining("<other> in the POM: other is not a parameter of recsim; mvn");
  }

  private static Xpp3Dom configuration(String parameter) {
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    configuration.addChild(new Xpp3Dom(parameter));
    return configuration;
  }

  @Test
  void pageNamesThePropertiesThatAreNoParameters() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "goals.md"));

    assertThat(UserProperties.OTHERS)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
