package dev.recsim.agent.onnx;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import java.util.List;

/** Options of agents of type {@code onnx}. */
public record OnnxOptions(
    @Description(
            "File of the model, relative to this file. {seed} in it stands for the trial's seed,"
                + " {trial} for its number from 0.")
        @InputFile(perTrial = true)
        String model,
    @Description(
            "Files of models in place of one: a model for each trial, in the order of the seeds.")
        @InputFile
        List<String> models,
    @Description(
            "Files in which the model keeps weights, relative to this file. Default: those that"
                + " the model names; they must be beside it.")
        @InputFile(perTrial = true)
        List<String> data,
    @Description(
            "The model's input for each part of an observation, for example {user: obs}. Default:"
                + " inputs that have the name of a part.")
        Inputs inputs,
    @Description(
            "The model's output: {slate: name} for positions of candidates, best first, or {scores:"
                + " name} for a score of each candidate. Default: the output slate, else scores,"
                + " else the only output: whole numbers are a slate.")
        Outputs outputs) {

  /**
   * Names of the model's inputs; null if a part is not used.
   *
   * @param state [batch] or [batch, 1], or one-hot [batch, states]
   * @param user [batch, user features]
   * @param documents [batch, candidates, document features], or [batch, candidates x features]
   * @param topics [batch, candidates], -1 for none
   * @param weights [batch, candidates], choice weights
   * @param noClickWeight [batch] or [batch, 1], the weight of choosing nothing
   */
  public record Inputs(
      String state,
      String user,
      String documents,
      String topics,
      String weights,
      String noClickWeight) {}

  /**
   * Name of the model's output; exactly one is not null.
   *
   * @param slate [batch, positions], or [batch] for slates of one
   * @param scores [batch, candidates]
   */
  @dev.recsim.api.Options.ExactlyOne
  public record Outputs(String slate, String scores) {}
}
