/** Why a picture cannot carry a credential, or carries none to rely on; one sentence. */
export class BakingError extends Error {}
