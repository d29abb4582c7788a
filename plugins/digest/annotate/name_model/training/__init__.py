"""Trains the name model on labelled corpora and writes its weights; README.md in this folder has the commands.

Nothing imports this package. It needs what `requirements.txt` in this folder lists. An indented module is called by the
one above it:

    train         trains the network over some epochs
      examples      windows with the labels to be learned, in batches
      corpora       reads the labelled corpora
      network       the network itself, from the weights of an encoder that knows English
      evaluate      scores the network on labelled documents
    export        writes the weights as integers of eight bits, as the recogniser reads them
"""
