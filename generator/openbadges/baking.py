"""What baking into either kind of picture has in common: its error."""


class BakingError(ValueError):
    """Why a picture cannot carry a credential, or carries none to rely on; one sentence."""
