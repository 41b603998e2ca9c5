"""The gate: ``clearance(dossier, use)`` answers whether one asset may be used, there, then, that way.

A pure function of the ledger, the depictions, the duplicate graph and the country rules (``consent.md`` §4). The
screen, the CLI and every exporter call it; nothing leaves another way.

=============== =============================================================
module          rule of §4
=============== =============================================================
``dossier``     what the gate is given
``facts``       people's recorded answers, folded from the events
``scopes``      is a planned use inside a scope? (fields, §3)
``statements``  one signer's yes and no over time (rules 1, 6)
``signers``     who must sign (rules 2, 3, 4)
``neighbours``  near-duplicates and merges (rule 7)
``conditions``  flags, money, employees (rules 8, 9, 10)
``gate``        all of it together
``grounds``     on which grants a cleared use stands (§7)
=============== =============================================================
"""

from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.gate import clearance

__all__ = ["Dossier", "clearance"]
