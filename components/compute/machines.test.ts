import { expect, it } from 'vitest'
import { limitOf, limitRows } from './machines'

const small = { machineType: 'e2-small', description: '1 vCPU / 2 GB RAM', defaultLimit: 0 }
const large = { machineType: 'n2-standard-4', description: '4 vCPUs / 16 GB RAM', defaultLimit: 2 }
const terms = {
  machines: [small, large],
  quotas: [
    { region: 'us-east1', machineType: 'n2-standard-4', limit: 8 },
    { region: 'europe-west6', machineType: 'n2-standard-4', limit: 0 },
    { region: 'europe-west6', machineType: 'gone', limit: 5 },
  ],
}
const saved = { region: 'asia-east1', machineType: 'n2-standard-4', count: 2, updatedAt: '2026-11-21T10:00:00Z' }

it('the limit of a region is its own, zero included, else that of everybody', () => {
  expect(limitOf(terms, 'us-east1', 'n2-standard-4')).toBe(8)
  expect(limitOf(terms, 'europe-west6', 'n2-standard-4')).toBe(0)
  expect(limitOf(terms, 'asia-east1', 'n2-standard-4')).toBe(2)
  expect(limitOf(terms, 'asia-east1', 'unknown')).toBeNull()
})

it('every place with a quota or in use has a row, and every machine one for everywhere else', () => {
  expect(limitRows(terms, saved)).toEqual([
    { region: 'asia-east1', machine: large, inUse: 2, limit: 2 },
    { region: 'europe-west6', machine: large, inUse: 0, limit: 0 },
    { region: 'us-east1', machine: large, inUse: 0, limit: 8 },
    { region: '', machine: small, inUse: 0, limit: 0 },
    { region: '', machine: large, inUse: 0, limit: 2 },
  ])
  expect(limitRows(terms, { ...saved, region: 'us-east1', count: 5 })).toHaveLength(4)
  expect(limitRows(terms, null)).toHaveLength(4)
})
