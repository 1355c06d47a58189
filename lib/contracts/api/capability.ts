import { capabilityAnswer, capabilityRequest, keySetAnswer } from '@/lib/contracts/capability'
import type { RouteEntry, Shape } from './describe'

const request: Shape = {
  name: 'CapabilityRequest',
  schema: capabilityRequest,
  description: 'Whose capability is wanted.',
  fields: { org: 'The organization.' },
}

const answer: Shape = {
  name: 'Capability',
  schema: capabilityAnswer,
  description: 'What an organization may do, signed.',
  fields: {
    token:
      'A JWT (EdDSA). `sub` is the organization; `kontor` holds its biller, whether it is halted and why, and its limits.',
    expiresAt: 'Until when a cell may rely on it: five minutes at most.',
  },
}

const keySet: Shape = {
  name: 'KeySet',
  schema: keySetAnswer,
  description: 'Public keys, as RFC 7517 sets them out.',
  fields: {
    keys: 'The keys that may have signed.',
    'keys[].kty': 'The family of the key.',
    'keys[].crv': 'Its curve.',
    'keys[].x': 'The public key.',
    'keys[].kid': 'Its id: the RFC 7638 thumbprint. The header of a token names it.',
    'keys[].alg': 'What it signs with.',
    'keys[].use': 'What it is for.',
  },
}

export const capabilityRoutes: readonly RouteEntry[] = [
  {
    method: 'POST',
    path: '/api/v1/capability',
    id: 'issueCapability',
    tag: 'Gate',
    summary: 'Get a capability to rely on offline',
    description:
      'Signs what an organization may do, so that its cell can decide for some minutes without asking. Verify it with ' +
      'the keys of `/api/v1/jwks.json`, the issuer being the address of this portal and the audience `kontor-cell`.',
    callers: ['key gate:check'],
    body: { shape: request, examples: { 'One organization': { org: 'acme' } } },
    answers: {
      200: {
        description: 'The capability.',
        shape: answer,
        examples: {
          Signed: {
            token: 'eyJhbGciOiJFZERTQSIsImtpZCI6IjZ0WSJ9.eyJzdWIiOiJhY21lIn0.c2lnbmF0dXJl',
            expiresAt: '2026-11-21T09:35:00Z',
          },
        },
      },
    },
    refusals: ['not_found', 'unknown_org', 'mode_off', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/api/v1/jwks.json',
    id: 'capabilityKeys',
    tag: 'Gate',
    summary: 'Read the keys that verify capabilities',
    description:
      'A JSON Web Key Set. It may be kept for five minutes; a token of an unknown key is a reason to read it again.',
    callers: ['anybody'],
    answers: {
      200: {
        description: 'The keys.',
        shape: keySet,
        examples: {
          'One key': {
            keys: [
              {
                kty: 'OKP',
                crv: 'Ed25519',
                x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
                kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
                alg: 'EdDSA',
                use: 'sig',
              },
            ],
          },
        },
      },
    },
    refusals: ['mode_off'],
  },
]
