"""Writes the scores as a model of ONNX, which looks up the row of the user's state."""

import numpy as np
import onnx
from onnx import helper, numpy_helper

scores = np.loadtxt("experiments/agents/scores.csv", delimiter=",", dtype=np.float32)
graph = helper.make_graph(
    [helper.make_node("Gather", ["table", "state"], ["scores"])],
    "scores",
    [helper.make_tensor_value_info("state", onnx.TensorProto.INT64, ["batch"])],
    [helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, ["batch", len(scores)])],
    [numpy_helper.from_array(scores, "table")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
onnx.save(model, "experiments/agents/model.onnx")
