"""What goes to an earner's hand: certificates, feedback, letters and the list for a mail merge.

Facts that were signed come in, files go out; nothing here signs, publishes or reads the clock.
Typst sets the papers (`typeset`) from templates in ``theme/papers/``.
"""

from generator.paper.choose import Handed, Share, open_shelf
from generator.paper.feedback import Slip
from generator.paper.handout import Maker
from generator.paper.typeset import Press

__all__ = ["Handed", "Maker", "Press", "Share", "Slip", "open_shelf"]
