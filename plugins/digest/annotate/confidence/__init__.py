"""How sure the annotation is: learned models over named features, and the names of a text of which it is sure.

The names of one text with its document come in; those that are likely to be actors of their kind go out. A module is
called by the one above it that is indented less:

    name_confidence     the names of which the text leaves little doubt, by the weights in name_weights.json
      name_features       what speaks for and against a name: the name model, its own words, the words around it
    logistic_model      the sum of weighed features and its probability; the speakers of quotes are weighed by it too
"""
