import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { Interval } from '@/lib/core/time/interval'
import { inOrder, type TenantEvent, type TenantEventKind, timelineOf } from './timeline'

const skills = ['ocr', 'search'] as const

const event = (kind: TenantEventKind, at: number, sequence: number, skill = ''): TenantEvent => ({
  id: `ev_${sequence}`,
  tenant: 'acme-prod',
  kind,
  skill,
  at: new Temporal.Instant(BigInt(at)),
  sequence: BigInt(sequence),
})

const told = fc.oneof(
  fc.constantFrom('created', 'deleted', 'suspended', 'resumed').map((kind) => ({ kind, skill: '' }) as const),
  fc
    .tuple(fc.constantFrom('enabled', 'disabled'), fc.constantFrom(...skills))
    .map(([kind, skill]) => ({ kind, skill })),
)
/** Few instants, so that ties and repeats are common; recorded in an order of their own. */
const logs = fc
  .array(fc.tuple(told, fc.integer({ min: 0, max: 8 }), fc.nat()), { maxLength: 14 })
  .map((entries) =>
    [...entries.entries()]
      .sort(([, a], [, b]) => a[2] - b[2])
      .map(([index, [{ kind, skill }, at]]) => event(kind, at, index + 1, skill)),
  )

/** The state at an instant, by telling the whole story again up to it. */
const tell = (events: readonly TenantEvent[], at: bigint) => {
  const state = { alive: false, suspended: false, skills: new Set<string>() }
  for (let instant = 0n; instant <= at; instant++) {
    const now = events.filter((each) => each.at.epochNanoseconds === instant)
    for (const each of now.sort((a, b) => Number(a.sequence - b.sequence))) {
      if (each.kind === 'created') state.alive = true
      if (each.kind === 'suspended') state.suspended = true
      if (each.kind === 'resumed') state.suspended = false
      if (each.kind === 'enabled') state.skills.add(each.skill)
      if (each.kind === 'disabled') state.skills.delete(each.skill)
      if (each.kind !== 'deleted') continue
      state.alive = false
      state.suspended = false
      state.skills.clear()
    }
  }
  return state
}

const holds = (list: readonly Interval[], point: bigint): boolean =>
  list.some(({ start, end }) => start <= point && (end === null || point < end))

test('at every instant the timeline says what the story told again says', () => {
  fc.assert(
    fc.property(logs, (events) => {
      const timeline = timelineOf(events)
      for (let at = 0n; at < 10n; at++) {
        const state = tell(events, at)
        const running = state.alive && !state.suspended
        expect(holds(timeline.active, at)).toBe(running)
        for (const skill of skills) {
          expect(holds(timeline.skills.get(skill) ?? [], at)).toBe(running && state.skills.has(skill))
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('the state is where the story ends', () => {
  fc.assert(
    fc.property(logs, (events) => {
      const { alive, suspended, skills: enabled } = tell(events, 10n)
      expect(timelineOf(events).state).toEqual({ alive, suspended, skills: [...enabled].sort() })
    }),
  )
})

test('a creation counts where the tenant was not there, and only there', () => {
  fc.assert(
    fc.property(logs, (events) => {
      const ordered = inOrder(events)
      const expected = ordered.filter((each, index) => {
        const life = ordered.slice(0, index).filter(({ kind }) => kind === 'created' || kind === 'deleted')
        return each.kind === 'created' && life.at(-1)?.kind !== 'created'
      })
      expect(timelineOf(events).creations).toEqual(expected)
    }),
  )
})

test('the order of arrival does not matter', () => {
  const shuffled = logs.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
  )
  fc.assert(
    fc.property(shuffled, ([events, other]) => {
      expect(timelineOf(other)).toEqual(timelineOf(events))
    }),
  )
})

test('an event told twice changes nothing', () => {
  fc.assert(
    fc.property(logs, fc.nat(), (events, pick) => {
      const twice = inOrder(events).flatMap((each, index) => (index === pick % 14 ? [each, each] : [each]))
      const renumbered = twice.map((each, index) => ({ ...each, sequence: BigInt(index) }))
      const { active, skills: tracks, state } = timelineOf(renumbered)
      const once = timelineOf(events)
      expect({ active, tracks, state }).toEqual({ active: once.active, tracks: once.skills, state: once.state })
    }),
  )
})

test('recording order decides between events of the same instant', () => {
  expect(timelineOf([event('created', 1, 1), event('deleted', 1, 2)]).state.alive).toBe(false)
  expect(timelineOf([event('created', 1, 2), event('deleted', 1, 1)]).state.alive).toBe(true)
})

test('a skill or suspension recorded for a time before the creation counts from the creation', () => {
  const { active, skills: tracks } = timelineOf([
    event('enabled', 1, 1, 'ocr'),
    event('suspended', 2, 2),
    event('created', 3, 3),
    event('resumed', 5, 4),
  ])
  expect(active).toEqual([{ start: 5n, end: null }])
  expect(tracks.get('ocr')).toEqual([{ start: 5n, end: null }])
})

test('deletion ends skills and suspension, and a tenant created again begins without them', () => {
  const {
    active,
    skills: tracks,
    creations,
  } = timelineOf([
    event('created', 1, 1),
    event('enabled', 1, 2, 'ocr'),
    event('suspended', 2, 3),
    event('deleted', 4, 4),
    event('created', 6, 5),
  ])
  expect(active).toEqual([
    { start: 1n, end: 2n },
    { start: 6n, end: null },
  ])
  expect(tracks.get('ocr')).toEqual([{ start: 1n, end: 2n }])
  expect(creations.map(({ id }) => id)).toEqual(['ev_1', 'ev_5'])
})
