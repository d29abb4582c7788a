"""Writes the network as a graph of ONNX with integers of eight bits, and compares its results with the network's.

    python -m digest.annotate.name_model.training.export WEIGHTS.pt ENCODER FOLDER

puts `names.onnx`, `tokenizer.json` and `digests.json` into FOLDER.
"""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from ..recogniser import DIGESTS, VOCABULARY, WEIGHTS
from .network import NameNetwork

OPSET = 17
INT8_MAX = 127

# The parts of the network whose products are computed with floats.
FLOAT_PARTS = ("narrow", "labels")


class OneWindow(nn.Module):
    """The network for one window, all of whose pieces are there."""

    def __init__(self, network: NameNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """(1, pieces) each; the result is (1, pieces, labels)."""
        scores: Tensor = self.network(ids, cases, torch.ones_like(ids))
        return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """Exports as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("encoder", type=Path, help="folder with the encoder's tokenizer.json")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    network = NameNetwork().eval()
    network.load_state_dict(torch.load(options.weights))
    ids, cases = torch.randint(1000, 20_000, (1, 57)), torch.randint(0, 7, (1, 57))
    options.folder.mkdir(parents=True, exist_ok=True)
    target = options.folder / WEIGHTS
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        axes = {name: {1: "pieces"} for name in ("ids", "cases", "scores")}
        torch.onnx.export(
            OneWindow(network), (ids, cases), str(plain), input_names=["ids", "cases"], output_names=["scores"],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        _quantise(plain, target)
    vocabulary = json.loads((options.encoder / VOCABULARY).read_text(encoding="utf-8"))
    (options.folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    digests = {name: hashlib.sha256((options.folder / name).read_bytes()).hexdigest() for name in (WEIGHTS, VOCABULARY)}
    (options.folder / DIGESTS).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
    with torch.no_grad():
        theirs = network(ids, cases, torch.ones_like(ids)).numpy()
    (ours,) = onnxruntime.InferenceSession(str(target)).run(None, {"ids": ids.numpy(), "cases": cases.numpy()})
    print(f"{target.stat().st_size:,} bytes; mean difference {np.abs(ours - theirs).mean():.4f}")


def _quantise(plain: Path, target: Path) -> None:
    """Makes integers of the weights.

    The inner part of a layer puts out single large numbers. In eight bits together with them, the small ones would
    be lost, which costs half a point of F1: there, weights are stored as integers and used as floats. Elsewhere
    seven bits can't overflow on processors without VNNI, so that all compute the same.
    """
    graph = onnx.load(plain).graph
    products = [node for node in graph.node if node.op_type == "MatMul"]
    floats = [node for node in products if any(part in node.name for part in FLOAT_PARTS)]
    quantize_dynamic(
        plain,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=[node.name for node in floats],
    )
    model = onnx.load(target)
    for node in floats:
        _store_as_integers(model.graph, node.input[1])
    onnx.save(model, target)


def _store_as_integers(graph: onnx.GraphProto, name: str) -> None:
    """Replaces a matrix of weights, (inputs, outputs), by integers, a scale for each output, and their product."""
    (stored,) = (tensor for tensor in graph.initializer if tensor.name == name)
    weights = numpy_helper.to_array(stored)
    scales = np.abs(weights).max(0) / INT8_MAX
    graph.initializer.remove(stored)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(weights / scales).astype(np.int8), f"{name}_integers"),
            numpy_helper.from_array(scales.astype(np.float32), f"{name}_scales"),
        ]
    )
    inputs = [f"{name}_integers", f"{name}_scales"]
    graph.node.insert(0, onnx.helper.make_node("DequantizeLinear", inputs, [name], axis=1))


if __name__ == "__main__":
    main()
