"""`python -m fleksjob.indlejret stop|fjern` ends, or ends and deletes, the servers of $FLEKSJOB_DATA."""

import sys

from fleksjob import indlejret

HANDLINGER = {"stop": indlejret.stop, "fjern": indlejret.fjern}

if len(sys.argv) != 2 or sys.argv[1] not in HANDLINGER:
    sys.exit(__doc__)
HANDLINGER[sys.argv[1]]()
