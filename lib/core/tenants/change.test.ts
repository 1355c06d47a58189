import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isRefused } from '@/lib/core/refusal'
import { type ChangeEvent, decideChange, type TenantChange } from './change'
import { type TenantEvent, timelineOf } from './timeline'

const instant = (value: number) => new Temporal.Instant(BigInt(value))
const instants = fc.integer({ min: 0, max: 12 }).map(instant)
const packages = fc.uniqueArray(fc.constantFrom('ocr', 'search', 'voice'), { maxLength: 3 })

const changes: fc.Arbitrary<TenantChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'packages'), at: instants, packages }),
  fc.record({ kind: fc.constantFrom('suspend', 'resume', 'delete'), at: instants }),
  fc.record({
    kind: fc.constant('mirror'),
    at: instants,
    createdAt: instants,
    deletedAt: fc.option(instants),
    suspended: fc.boolean(),
    suspendedAt: fc.option(instants),
    packages,
  }),
)

const append = (recorded: readonly TenantEvent[], events: readonly ChangeEvent[]): TenantEvent[] => [
  ...recorded,
  ...events.map(({ kind, skill, at }, index) => {
    const sequence = recorded.length + index + 1
    return { id: `ev_${sequence}`, tenant: 'acme-prod', kind, skill, at, sequence: BigInt(sequence) }
  }),
]

/** A record as it grows: every report is decided, what it adds is appended. */
const record = (reports: readonly TenantChange[]): TenantEvent[] =>
  reports.reduce<TenantEvent[]>((recorded, report) => {
    const decided = decideChange('acme-prod', recorded, report)
    return isRefused(decided) ? recorded : append(recorded, decided.events)
  }, [])

const histories = fc.array(changes, { maxLength: 10 })

test('the same report again adds nothing', () => {
  fc.assert(
    fc.property(histories, changes, (reports, report) => {
      const recorded = record(reports)
      const first = decideChange('acme-prod', recorded, report)
      if (isRefused(first)) return
      const again = decideChange('acme-prod', append(recorded, first.events), report)
      if (isRefused(again)) expect.unreachable(`the replay was refused: ${again.sentence}`)
      else expect(again.events).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('the state that is answered is the state that is recorded', () => {
  fc.assert(
    fc.property(histories, changes, (reports, report) => {
      const recorded = record(reports)
      const decided = decideChange('acme-prod', recorded, report)
      if (isRefused(decided)) return
      expect(decided.state).toEqual(timelineOf(append(recorded, decided.events)).state)
    }),
    { numRuns: 1000 },
  )
})

const endsAfter = (events: readonly TenantEvent[], at: Temporal.Instant): boolean =>
  events.some((event) => event.kind === 'deleted' && Temporal.Instant.compare(event.at, at) >= 0)

test('a snapshot that is older than the deletion does not bring the tenant back', () => {
  const instant = (day: string) => Temporal.Instant.from(`2026-10-${day}T10:00:00Z`)
  const recorded = record([
    { kind: 'create', at: instant('01'), packages: ['ocr'] },
    { kind: 'delete', at: instant('20') },
  ])
  const mirror = {
    kind: 'mirror',
    at: instant('25'),
    deletedAt: null,
    suspended: false,
    suspendedAt: null,
    packages: ['ocr'],
  } as const
  expect(decideChange('acme-prod', recorded, { ...mirror, createdAt: instant('01') })).toMatchObject({ events: [] })
  expect(decideChange('acme-prod', recorded, { ...mirror, createdAt: instant('21') })).toMatchObject({
    events: [{ kind: 'created' }, { kind: 'enabled', skill: 'ocr' }],
  })
})

test('an accepted report is what the tenant then is', () => {
  fc.assert(
    fc.property(histories, changes, (reports, report) => {
      const recorded = record(reports)
      const before = timelineOf(recorded).state
      const decided = decideChange('acme-prod', recorded, report)
      if (isRefused(decided)) return
      if (report.kind === 'mirror' && !before.alive && endsAfter(recorded, report.createdAt)) {
        expect(decided.events).toEqual([])
        return
      }
      const { alive, suspended, skills } = decided.state
      if (report.kind === 'mirror' && report.deletedAt && Temporal.Instant.compare(report.deletedAt, report.at) <= 0) {
        expect([alive, suspended, skills]).toEqual([false, false, []])
        return
      }
      if (report.kind === 'create') expect(alive).toBe(true)
      if (report.kind === 'create' && !before.alive) expect(skills).toEqual([...report.packages].sort())
      if (report.kind === 'packages' || report.kind === 'mirror') expect(skills).toEqual([...report.packages].sort())
      if (report.kind === 'suspend') expect(suspended).toBe(true)
      if (report.kind === 'resume') expect(suspended).toBe(false)
      if (report.kind === 'delete') expect([alive, suspended, skills]).toEqual([false, false, []])
      if (report.kind === 'mirror') expect([alive, suspended]).toEqual([true, report.suspended])
    }),
    { numRuns: 1000 },
  )
})

test('a cluster mirrored twice adds nothing the second time, whenever that is', () => {
  const mirrors = fc.record({
    createdAt: instants,
    deletedAt: fc.option(instants),
    suspended: fc.boolean(),
    suspendedAt: fc.option(instants),
    packages,
  })
  fc.assert(
    fc.property(histories, mirrors, instants, instants, (reports, live, at, later) => {
      const isToEnd = live.deletedAt !== null && Temporal.Instant.compare(live.deletedAt, at) > 0
      fc.pre(!isToEnd)
      const recorded = record(reports)
      const first = decideChange('acme-prod', recorded, { kind: 'mirror', at, ...live })
      if (isRefused(first)) return
      const second = decideChange('acme-prod', append(recorded, first.events), { kind: 'mirror', at: later, ...live })
      expect(isRefused(second) ? second : second.events).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('a report never changes what was so before the newest fact of its own track', () => {
  fc.assert(
    fc.property(histories, changes, (reports, report) => {
      const recorded = record(reports)
      const decided = decideChange('acme-prod', recorded, report)
      if (isRefused(decided)) return
      for (const event of decided.events) {
        const own = recorded.filter(({ kind, skill }) => kind === event.kind && skill === event.skill)
        for (const each of own) expect(each.at.epochNanoseconds <= event.at.epochNanoseconds).toBe(true)
      }
    }),
  )
})

const alive = record([{ kind: 'create', at: instant(5), packages: ['ocr'] }])
const deleted = append(alive, [{ table: 'lifecycle', kind: 'deleted', skill: '', at: instant(8) }])

test.each<[string, readonly TenantEvent[], TenantChange, string]>([
  ['packages of a tenant nobody created', [], { kind: 'packages', at: instant(1), packages: [] }, 'unknown_tenant'],
  ['the deletion of a tenant nobody created', [], { kind: 'delete', at: instant(1) }, 'unknown_tenant'],
  ['packages of a deleted tenant', deleted, { kind: 'packages', at: instant(9), packages: [] }, 'tenant_deleted'],
  ['the suspension of a deleted tenant', deleted, { kind: 'suspend', at: instant(9) }, 'tenant_deleted'],
  ['a deletion before the creation', alive, { kind: 'delete', at: instant(4) }, 'out_of_order'],
  ['a skill disabled before it was enabled', alive, { kind: 'packages', at: instant(4), packages: [] }, 'out_of_order'],
  ['a creation before the deletion', deleted, { kind: 'create', at: instant(7), packages: [] }, 'out_of_order'],
])('%s is refused', (_, recorded, change, code) => {
  const decided = decideChange('acme-prod', recorded, change)
  expect(isRefused(decided) && decided.refused).toBe(code)
})

test('a creation writes the life first and then the skills by name, all at its time', () => {
  const decided = decideChange('acme-prod', [], { kind: 'create', at: instant(5), packages: ['search', 'ocr'] })
  if (isRefused(decided)) return expect.unreachable(decided.sentence)
  expect(decided.events.map(({ table, kind, skill, at }) => [table, kind, skill, at.epochNanoseconds])).toEqual([
    ['lifecycle', 'created', '', 5n],
    ['skill', 'enabled', 'ocr', 5n],
    ['skill', 'enabled', 'search', 5n],
  ])
})

test('of a tenant that the cluster is ending, the end is recorded when it comes, and once', () => {
  const hour = (text: string) => Temporal.Instant.from(`2026-10-10T${text}:00Z`)
  const live = {
    kind: 'mirror',
    createdAt: hour('08:00'),
    deletedAt: hour('12:00'),
    suspended: true,
    suspendedAt: null,
    packages: ['ocr'],
  } as const
  const kinds = (recorded: readonly TenantEvent[], at: Temporal.Instant) => {
    const decided = decideChange('acme-prod', recorded, { ...live, at })
    return isRefused(decided) ? decided : decided.events.map(({ kind, at: when }) => `${kind} ${when}`)
  }
  expect(kinds([], hour('11:00'))).toEqual([
    'created 2026-10-10T08:00:00Z',
    'enabled 2026-10-10T08:00:00Z',
    'suspended 2026-10-10T11:00:00Z',
  ])
  const before = record([{ ...live, at: hour('11:00') }])
  expect(kinds(before, hour('11:30'))).toEqual([])
  expect(kinds(before, hour('13:00'))).toEqual(['deleted 2026-10-10T12:00:00Z'])
  expect(kinds([], hour('13:00'))).toEqual([
    'created 2026-10-10T08:00:00Z',
    'enabled 2026-10-10T08:00:00Z',
    'deleted 2026-10-10T12:00:00Z',
  ])
  expect(kinds(record([{ ...live, at: hour('13:00') }]), hour('14:00'))).toEqual([])
})
