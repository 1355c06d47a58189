import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capCount, describeMachine, guardMachineQuota } from './machine-quota'

const machineType = { name: 'n2-standard-4', vcpus: 4, memoryGb: 16 }
const region = 'europe-west6'

test.each([
  [4, 16, '4 vCPUs / 16 GB RAM'],
  [1, 2, '1 vCPU / 2 GB RAM'],
  [2, 1, '2 vCPUs / 1 GB RAM'],
  [0.5, 0.25, '0.5 vCPUs / 0.25 GB RAM'],
])('%s vCPUs and %s GB read "%s"', (vcpus, memoryGb, words) => {
  expect(describeMachine({ vcpus, memoryGb })).toBe(words)
})

test('settings above the quota are refused with the facts of the wire', () => {
  expect(guardMachineQuota({ machineType, region, requested: 8, limit: 2 })).toEqual({
    refused: 'quota_exceeded',
    sentence:
      '8 × 4 vCPUs / 16 GB RAM (n2-standard-4) in europe-west6 is above your quota: 2 are available. Ask for a higher quota or choose fewer.',
    facts: { machine_type: 'n2-standard-4', region: 'europe-west6', limit: 2, requested: 8 },
  })
})

test.each([
  [0, 'none is available'],
  [1, '1 is available'],
  [2, '2 are available'],
])('with a quota of %s the sentence says that %s', (limit, words) => {
  expect(guardMachineQuota({ machineType, region, requested: 5, limit })?.sentence).toContain(words)
})

test.each([
  [2, 1, 1],
  [2, 2, 2],
  [2, 8, 2],
  [1, 8, 1],
  [0, 1, null],
  [0, 0, 0],
])('of a limit of %s and %s requested the form falls to %s', (limit, requested, count) => {
  expect(capCount(limit, requested)).toBe(count)
})

test('a count that is no number fits no quota', () => {
  expect(guardMachineQuota({ machineType, region, requested: Number.NaN, limit: 2 })?.refused).toBe('quota_exceeded')
})

const counts = fc.oneof(fc.nat(4), fc.nat(5000))

test('settings are refused exactly where they ask for more than the limit', () => {
  fc.assert(
    fc.property(counts, counts, (limit, requested) => {
      const refused = guardMachineQuota({ machineType, region, requested, limit })
      expect(refused === null).toBe(requested <= limit)
      if (refused !== null) expect(refused.facts).toMatchObject({ limit, requested })
    }),
  )
})

test('what the form falls to fits, is the largest count that does, and falls no further', () => {
  fc.assert(
    fc.property(counts, counts, (limit, requested) => {
      const count = capCount(limit, requested)
      if (count === null) {
        expect([limit, requested > 0]).toEqual([0, true])
        return
      }
      expect(guardMachineQuota({ machineType, region, requested: count, limit })).toBeNull()
      expect(count === requested || count === limit).toBe(true)
      expect(count).toBeLessThanOrEqual(requested)
      expect(count > 0 || requested === 0).toBe(true)
      expect(capCount(limit, count)).toBe(count)
    }),
  )
})
