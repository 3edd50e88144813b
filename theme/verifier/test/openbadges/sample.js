// One good credential for tests to spoil, as tests/openbadges/wire.py has it.

import { OB_V3, VC_V2 } from "../../src/openbadges/contexts.js"

export const CONTEXT = [VC_V2, OB_V3]

/**
 * A fresh copy of the good credential, changed by `change`.
 *
 * @param {(document: object) => void} change
 * @returns {object}
 */
export function credential(change = () => {}) {
    const document = {
        "@context": [...CONTEXT],
        id: "https://badges.example/credentials/1/credential.json",
        type: ["VerifiableCredential", "OpenBadgeCredential"],
        issuer: { id: "did:web:badges.example", type: ["Profile"], name: "Example Agency" },
        validFrom: "2026-01-02T03:04:05Z",
        credentialSubject: {
            id: "urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b01",
            type: ["AchievementSubject"],
            achievement: {
                id: "https://badges.example/badges/sql/achievement.json",
                type: ["Achievement"],
                name: "SQL basics",
                description: "Reads and writes a table.",
                criteria: { narrative: "Pass the quiz." },
                tag: ["data", "sql"],
            },
        },
        evidence: [
            { type: ["Evidence"], name: "Quiz" },
            { id: "https://badges.example/e/2", type: ["Evidence"], name: "Project" },
        ],
    }
    change(document)
    return document
}

/** As `credential`, with the achievement changed. */
export function badge(members) {
    return credential(document => Object.assign(document.credentialSubject.achievement, members))
}
