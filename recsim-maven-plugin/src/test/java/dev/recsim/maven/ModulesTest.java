package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecution.Source;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the other modules of a project have their experiments. */
class ModulesTest {
  @TempDir Path root;

  @Test
  void otherModulesHaveThemWhereTheirPomsSay() throws Exception {
    MavenProject current = module("current");
    MavenProject property = module("property");
    property.getProperties().setProperty("recsim.experimentsDirectory", "sims");
    MavenProject plugin = module("plugin");
    plugin.getBuild().addPlugin(configured("trials", null));
    MavenProject execution = module("execution");
    execution.getBuild().addPlugin(configured(null, root.resolve("execution/more").toString()));
    MavenProject none = module("none");
    for (String folder : List.of("property/sims", "plugin/trials", "execution/more", "x")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.createDirectories(root.resolve("plugin/experiments"));

    assertThat(modules(root, current, property, plugin, execution, none).others())
        .containsExactly(
            root.resolve("property/sims"),
            root.resolve("plugin/trials"),
            root.resolve("execution/more"));
  }

  @Test
  void modulesOfThePomAboveAreLeftOut() throws Exception {
    pom(".", "group", "current/pom.xml");
    pom("group", "a", "../b");
    pom("current");
    MavenProject current = module("current");
    for (String folder : List.of("group/a", "b", "stranger")) {
      pom(folder);
      Files.createDirectories(root.resolve(folder).resolve("experiments"));
    }

    assertThat(modules(root.resolve("current"), current).others())
        .containsExactlyInAnyOrder(
            root.resolve("group/a/experiments"), root.resolve("b/experiments"));
  }

  @Test
  void pomAboveThatHasOtherModulesIsNotTheProject() throws Exception {
    pom(".", "a");
    pom("a");
    pom("current");
    Files.createDirectories(root.resolve("a/experiments"));

    assertThat(modules(root.resolve("current"), module("current")).others()).isEmpty();
  }

  @Test
  void folderThatDoesNotExistIsToldWhereNoModuleHasOne() throws Exception {
    pom("current");
    Modules modules = modules(root.resolve("current"), module("current"));

    assertThatThrownBy(
            () -> modules.currentHasWork(ExperimentSelection.FOLDER, new SystemStreamLog()))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("There is no folder " + root.resolve("current/experiments"));
  }

  @Test
  void pomThatCannotBeReadHasNoModules() throws Exception {
    pom(".", "current", "a");
    pom("current");
    Files.createDirectories(root.resolve("a/experiments"));
    Files.writeString(root.resolve("a/pom.xml"), "<project");

    assertThat(modules(root.resolve("current"), module("current")).others())
        .containsExactly(root.resolve("a/experiments"));
  }

  @Test
  void folderOfTheCommandLineBelongsToTheFirstModuleThatHasTheGoal() throws Exception {
    Path folder = Files.createDirectories(root.resolve("a/experiments"));
    MavenProject without = module(".");
    MavenProject first = module("a");
    MavenProject second = module("b");
    for (MavenProject module : List.of(first, second)) {
      Plugin plugin = configured(null, null);
      plugin.getExecutions().get(0).addGoal("run");
      module.getBuild().addPlugin(plugin);
    }
    MavenSession session = session(root, without, first, second);
    session.getUserProperties().setProperty(Modules.PROPERTY, folder.toString());

    assertThat(run(session, Source.CLI, folder)).containsExactly(true, false, false);
    assertThat(run(session, Source.LIFECYCLE, folder).subList(1, 3)).containsExactly(true, false);
  }

  private static List<Boolean> run(MavenSession session, Source source, Path folder)
      throws Exception {
    List<Boolean> work = new ArrayList<>();
    for (MavenProject module : session.getProjects()) {
      work.add(
          new Modules(session, execution(source), module, folder)
              .currentHasWork(ExperimentSelection.FOLDER, new SystemStreamLog()));
    }
    return work;
  }

  private Modules modules(Path executionRoot, MavenProject... all) {
    return new Modules(
        session(executionRoot, all),
        execution(Source.CLI),
        all[0],
        root.resolve("current/experiments"));
  }

  private static MojoExecution execution(Source source) {
    MojoDescriptor descriptor = new MojoDescriptor();
    descriptor.setGoal("run");
    return new MojoExecution(descriptor, "default", source);
  }

  @SuppressWarnings("deprecation") // There is no other constructor for a session without Maven.
  private static MavenSession session(Path executionRoot, MavenProject... all) {
    DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setBaseDirectory(executionRoot.toFile());
    MavenSession session =
        new MavenSession(
            null, (RepositorySystemSession) null, request, new DefaultMavenExecutionResult());
    session.setProjects(List.of(all));
    session.setAllProjects(List.of(all));
    return session;
  }

  private MavenProject module(String name) throws Exception {
    Model model = new Model();
    model.setArtifactId(name);
    model.setBuild(new Build());
    MavenProject module = new MavenProject(model);
    Path folder = Files.createDirectories(root.resolve(name));
    module.setFile(folder.resolve("pom.xml").toFile());
    return module;
  }

  private static Plugin configured(String ofPlugin, String ofExecution) {
    Plugin plugin = new Plugin();
    plugin.setGroupId("dev.recsim");
    plugin.setArtifactId("recsim-maven-plugin");
    plugin.setConfiguration(configuration(ofPlugin));
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(configuration(ofExecution));
    plugin.addExecution(execution);
    return plugin;
  }

  private static Xpp3Dom configuration(String folder) {
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    if (folder != null) {
      Xpp3Dom child = new Xpp3Dom("experimentsDirectory");
      child.setValue(folder);
      configuration.addChild(child);
    }
    return configuration;
  }

  private void pom(String folder, String... modules) throws Exception {
    StringBuilder names = new StringBuilder();
    for (String module : modules) {
      names.append("<module>").append(module).append("</module>");
    }
    Files.createDirectories(root.resolve(folder));
    Files.writeString(
        root.resolve(folder).resolve("pom.xml"),
        "<project><modules>" + names + "</modules></project>");
  }
}
