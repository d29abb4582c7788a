"""On what the results of a process depend: compared between this machine and each worker of a cluster."""

import platform
from hashlib import blake2b

from ...annotate.name_model.recogniser import recogniser_version
from ...annotate.run.annotation_cache import rules_digest
from ...annotate.text.models import OWN, Models
from ...annotate.text.other_models import other_model_versions
from ...annotate.text.spacy_model import spacy_model_version
from ...storage.installed_version import installed_version
from ...stories.clustering.evidence.sentence_vectors import PACKAGE


def worker_versions(models: Models) -> dict[str, str]:
    """By the names that a person knows them by, the versions of all that an annotation or a vector depends on.

    The version of a part that is missing is "".
    """
    name_model = recogniser_version() if models.names == OWN else ""
    libraries = ("spacy", "py3langid", PACKAGE, "distributed")
    return {
        "Python": platform.python_version(),
        f"the model {models.spacy}": spacy_model_version(models),
        "the name model": name_model and blake2b(name_model.encode(), digest_size=4).hexdigest(),
        "models of other languages": other_model_versions(),
        "the code of digest.annotate": rules_digest()[:8],
        **{library: installed_version(library) for library in libraries},
    }
