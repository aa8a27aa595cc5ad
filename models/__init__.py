"""Training of the text models that ``fairline.checks.text`` ships, and their honest measure."""

import os

for _library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_library] = "1"  # sums in one order, so that a second run gives the same bytes
