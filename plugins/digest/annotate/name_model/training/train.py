"""Trains the network on the labelled corpora.

An epoch takes some minutes on two cores that have bfloat16. The state after each epoch is kept, so that a run that ends
early is not lost. The same seed, versions and number of threads give the same weights.
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from ..word_pieces import OTHER, WordPieces
from .corpora import read_documents
from .evaluate import scores_of
from .examples import NO_LABEL, Document, Example, TargetSets, batched, padded, recased
from .network import NameNetwork, pretrained

# Windows of one paragraph, of a few, and of a large part of an article, equally often: headlines come alone.
LIMITS = (0, 128, 256)

# The part of the steps in which the rate of learning rises to its height, and its lowest value, of the height.
WARM_UP, LOWEST_RATE = 0.06, 0.02


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains as the command line says."""
    options = _options().parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    vocabulary, sets = WordPieces(options.encoder / "tokenizer.json"), TargetSets()
    documents = [
        Document(paragraphs, vocabulary, sets)
        for name in options.sets
        for paragraphs in read_documents(options.corpora / f"{name}.jsonl.gz")
    ]
    network = pretrained(options.encoder)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    _train(network, documents, sets.masks(), options, chance, vocabulary)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="folder with model.safetensors and tokenizer.json of MiniLM-L6")
    parser.add_argument("corpora", type=Path, help="folder with NAME.jsonl.gz of labelled corpora")
    parser.add_argument("out", type=Path, help="the file for the weights")
    parser.add_argument("--sets", nargs="+", default=["ww_train_c", "uner", "wnut"])
    parser.add_argument("--dev", default="ww_dev_c")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=2048, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="weights to begin with")
    return parser


def _train(
    network: NameNetwork,
    documents: Sequence[Document],
    masks: Tensor,
    options: argparse.Namespace,
    chance: random.Random,
    vocabulary: WordPieces,
) -> None:
    network.pieces.weight.requires_grad_(requires_grad=False)
    new = [*network.cases.parameters(), *network.labels.parameters()]
    known = {id(parameter) for parameter in new}
    body = [each for each in network.parameters() if each.requires_grad and id(each) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": new, "lr": 5 * options.rate}], weight_decay=0.01
    )
    epochs = [_epoch(documents, options.pieces, chance) for _ in range(options.epochs)]
    total = sum(len(batches) for _, batches in epochs)
    warm = max(1, int(total * WARM_UP))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(LOWEST_RATE, (total - step) / (total - warm)))
    )
    begun, step = time.monotonic(), 0
    for number, (examples, batches) in enumerate(epochs, 1):
        network.train()
        sum_of_losses = 0.0
        for batch in batches:
            loss = _loss(network, [examples[n] for n in batch], masks, chance)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            sum_of_losses += loss.item()
            if step % 50 == 0:
                print(f"{step}/{total} {sum_of_losses / 50:.4f} {time.monotonic() - begun:.0f} s", flush=True)
                sum_of_losses = 0.0
        torch.save(network.state_dict(), options.out)
        dev = [*read_documents(options.corpora / f"{options.dev}.jsonl.gz")]
        print(f"epoch {number}: {scores_of(network, dev, vocabulary)}, {time.monotonic() - begun:.0f} s", flush=True)


def _epoch(documents: Sequence[Document], budget: int, chance: random.Random) -> tuple[list[Example], list[list[int]]]:
    """The windows of one epoch and their batches; each document is cut in one of the ways of `LIMITS`."""
    examples = [example for document in documents for example in document.examples(chance.choice(LIMITS))]
    return examples, batched([len(example.ids) for example in examples], budget, chance)


def _loss(network: NameNetwork, examples: Sequence[Example], masks: Tensor, chance: random.Random) -> Tensor:
    """The mean of -log(probability of the right labels) over the words."""
    ids = padded([example.ids for example in examples], 0)
    cases = padded([recased(example.cases, chance) for example in examples], OTHER)
    present = padded([[1] * len(example.ids) for example in examples], 0)
    targets = padded([example.targets for example in examples], NO_LABEL)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logarithms = network(ids, cases, present)
    words = targets >= 0
    right = masks[targets[words]]
    return -torch.logsumexp(logarithms[words] + torch.log(right + 1e-30), -1).mean()


if __name__ == "__main__":
    main()
