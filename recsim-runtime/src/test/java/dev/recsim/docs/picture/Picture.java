package dev.recsim.docs.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A picture of what a component does.
 *
 * @param folder of docs whose {@code images} it is in
 * @param name of the file, without {@code .svg}
 * @param quick whether a test can draw it each time; the others train agents
 * @param drawing makes the SVG, always the same bytes
 */
public record Picture(String folder, String name, boolean quick, Supplier<String> drawing) {

  /** All of them. */
  public static List<Picture> all() {
    List<Picture> all = new ArrayList<>();
    all.addAll(ChoicePictures.all());
    all.addAll(EnvironmentPictures.all());
    all.addAll(FittedPictures.all());
    all.addAll(PlausiblePictures.all());
    all.addAll(KnowingAgentPictures.all());
    all.addAll(BanditPictures.all());
    all.addAll(CountPictures.all());
    all.addAll(LayerPictures.all());
    all.addAll(LearnerPictures.all());
    all.addAll(CostPictures.all());
    all.addAll(PaperPictures.all());
    all.add(quick(".", "loop", LoopPicture::draw));
    all.add(quick(".", "model", ModelPicture::draw));
    return all;
  }

  static Picture quick(String folder, String name, Supplier<String> drawing) {
    return new Picture(folder, name, true, drawing);
  }

  static Picture slow(String folder, String name, Supplier<String> drawing) {
    return new Picture(folder, name, false, drawing);
  }

  /** Below docs. */
  public String path() {
    return folder + "/images/" + name + ".svg";
  }
}
