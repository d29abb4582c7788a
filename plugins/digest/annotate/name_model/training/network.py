"""The network of the name model: MiniLM's encoder, what it learns of the case of words, and a layer for the labels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from ..labels import LABELS
from ..word_pieces import CASES

DROPOUT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of an encoder, and the names of its parts in its file of weights."""

    layers: int
    width: int
    heads: int
    inner: int
    vocabulary: int
    places: int
    epsilon: float
    attention: tuple[str, str, str, str, str]


SMALL: Final = Shape(
    6, 384, 12, 1536, 30_522, 512, 1e-12,
    attention=("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
               "attention.output.LayerNorm"),
)  # fmt: skip


class Block(nn.Module):
    """One layer of the encoder: attention, then two dense layers, each added to what came in."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.width = shape.heads, shape.width
        self.query, self.key, self.value, self.mix = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.widen, self.narrow = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.mix_norm, self.narrow_norm = (nn.LayerNorm(shape.width, shape.epsilon) for _ in range(2))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """`hidden` is (batch, pieces, width); `bias` of attention broadcasts to (batch, heads, pieces, pieces)."""
        batch, pieces, _ = hidden.shape
        size = self.width // self.heads

        def heads(layer: nn.Linear) -> Tensor:
            return layer(hidden).reshape(batch, pieces, self.heads, size).transpose(1, 2)

        query, key, value = heads(self.query), heads(self.key), heads(self.value)
        mixed = functional.scaled_dot_product_attention(query, key, value, bias.to(query.dtype))
        mixed = self.mix(mixed.transpose(1, 2).reshape(batch, pieces, self.width))
        hidden = self.mix_norm(self.drop(mixed) + hidden)
        return self.narrow_norm(self.drop(self.narrow(functional.gelu(self.widen(hidden)))) + hidden)


class NameNetwork(nn.Module):
    """Pieces, their cases and which of them are there go in; a logarithm of probability for each label comes out."""

    def __init__(self, shape: Shape = SMALL) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.cases = nn.Embedding(CASES, shape.width)
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.drop = nn.Dropout(DROPOUT)
        self.labels = nn.Linear(shape.width, len(LABELS))
        nn.init.zeros_(self.cases.weight)

    def forward(self, ids: Tensor, cases: Tensor, present: Tensor) -> Tensor:
        """All three are (batch, pieces) of integers; the result is (batch, pieces, labels)."""
        hidden = self.pieces(ids) + self.cases(cases) + self.places.weight[: ids.shape[1]]
        hidden = self.drop(self.norm(hidden))
        bias = (1.0 - present.to(hidden.dtype))[:, None, None, :] * -1e4
        for block in self.blocks:
            hidden = block(hidden, bias)
        return torch.log_softmax(self.labels(self.drop(hidden)).float(), -1)


def pretrained(folder: Path, shape: Shape = SMALL) -> NameNetwork:
    """The network with an encoder's weights from its `model.safetensors`; cases and labels begin untrained."""
    network = NameNetwork(shape)
    theirs = load_file(folder / "model.safetensors")
    ours = {
        "pieces": "embeddings.word_embeddings",
        "places": "embeddings.position_embeddings",
        "norm": "embeddings.LayerNorm",
    }
    parts = dict(zip(("query", "key", "value", "mix", "mix_norm"), shape.attention, strict=True))
    parts |= {"widen": "intermediate.dense", "narrow": "output.dense", "narrow_norm": "output.LayerNorm"}
    for layer in range(shape.layers):
        ours |= {f"blocks.{layer}.{part}": f"encoder.layer.{layer}.{name}" for part, name in parts.items()}
    state = {
        f"{part}.{end}": theirs[f"{name}.{end}"]
        for part, name in ours.items()
        for end in ("weight", "bias")
        if f"{name}.{end}" in theirs
    }
    segment = theirs.get("embeddings.token_type_embeddings.weight")
    if segment is not None:  # a text is one segment, whose vector each place has
        state["places.weight"] = state["places.weight"] + segment[0]
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or {name.partition(".")[0] for name in missing} != {"cases", "labels"}:
        raise ValueError(f"{folder} has other parts than expected: {missing} {unexpected}")
    return network
