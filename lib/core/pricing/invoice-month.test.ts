import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { type Day, daysOf } from '@/lib/core/time/day'
import { invoiceMonth } from './invoice-month'
import type { PriceBook } from './price-book'
import { supplied } from './testing/supply'

const scenes = [
  { zone: 'Europe/Zurich', month: '2026-03' },
  { zone: 'Europe/Zurich', month: '2026-10' },
  { zone: 'Europe/Zurich', month: '2028-02' },
  { zone: 'America/New_York', month: '2026-03' },
  { zone: 'America/New_York', month: '2026-11' },
  { zone: 'Asia/Kathmandu', month: '2026-06' },
  { zone: 'America/Santiago', month: '2026-04' },
  { zone: 'America/Santiago', month: '2026-09' },
  { zone: 'Pacific/Apia', month: '2026-09' },
  { zone: 'Pacific/Apia', month: '2011-12' },
] as const
type Scene = (typeof scenes)[number]
type Quarter = { readonly start: bigint; readonly day: Day }

const quarter = 900_000_000_000n
const skills = ['ocr', 'search'] as const
const monthlyFee = 4_900n
const setupFee = 10_000n
const skillPrice = 333_333_333_335n
const book: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [
    {
      version: 1,
      effectiveOn: '2000-01-01',
      monthlyFee: minor(monthlyFee),
      setupFee: minor(setupFee),
      skills: new Map(skills.map((skill) => [skill, pico(skillPrice)])),
      meters: new Map(),
    },
  ],
}
const supply = supplied(book, [{ version: 1, effectiveOn: '2000-01-01', rate: '8.10' }])

/** Every quarter of an hour around the month with the civil day Intl names: every zone changes days on a quarter. */
const quartersOf = ({ zone, month }: Scene): Quarter[] => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  const first = BigInt(Date.parse(`${month}-01T00:00:00Z`)) * 1_000_000n - 120n * quarter
  return Array.from({ length: 33 * 96 + 120 }, (_, index) => {
    const start = first + BigInt(index) * quarter
    return { start, day: format.format(Number(start / 1_000_000n)) }
  })
}

const told = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('created', 'deleted').map((kind) => ({ kind, skill: '' })) },
  { weight: 3, arbitrary: fc.constantFrom('suspended', 'resumed').map((kind) => ({ kind, skill: '' })) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('enabled', 'disabled'), skill: fc.constantFrom(...skills) }),
  },
)

/** Few instants, at and around day changes, inside days, and before and after the month; recorded in any order. */
const logsOf = (quarters: readonly Quarter[]): fc.Arbitrary<TenantEvent[]> => {
  const changes = quarters.filter(({ day }, index) => quarters[index - 1]?.day !== day)
  const first = quarters[0]?.start ?? 0n
  const at = fc.oneof(
    fc.constantFrom(...changes).map(({ start }) => start),
    fc.constantFrom(...quarters).map(({ start }) => start),
    fc.integer({ min: -40, max: -3 }).map((days) => first + BigInt(days) * 96n * quarter),
  )
  const instants = fc.tuple(at, fc.constantFrom(-1n, 0n, 0n, 1n)).map(([instant, by]) => instant + by)
  return fc
    .array(instants, { minLength: 1, maxLength: 9 })
    .chain((pool) => fc.array(fc.tuple(told, fc.constantFrom(...pool), fc.nat()), { maxLength: 16 }))
    .map((entries) =>
      [...entries.entries()]
        .sort(([, a], [, b]) => a[2] - b[2])
        .map(([index, [event, instant]]) => ({
          ...(event as Pick<TenantEvent, 'kind' | 'skill'>),
          id: `ev_${index}`,
          tenant: 'acme',
          at: new Temporal.Instant(instant),
          sequence: BigInt(index),
        })),
    )
}

type Walked = { readonly created: bigint[]; readonly days: Set<Day>; readonly skills: Map<string, Set<Day>> }

/** Goes from one instant at which anything can change to the next, and notes the civil day wherever something runs. */
const walk = (quarters: readonly Quarter[], events: readonly TenantEvent[]): Walked => {
  const walked: Walked = { created: [], days: new Set(), skills: new Map(skills.map((skill) => [skill, new Set()])) }
  const now = { alive: false, suspended: false, skills: new Set<string>() }
  const happen = ({ kind, skill, at }: TenantEvent) => {
    if (kind === 'created' && !now.alive) walked.created.push(at.epochNanoseconds)
    if (kind === 'created') now.alive = true
    if (kind === 'suspended') now.suspended = true
    if (kind === 'resumed') now.suspended = false
    if (kind === 'enabled') now.skills.add(skill)
    if (kind === 'disabled') now.skills.delete(skill)
    if (kind === 'deleted') Object.assign(now, { alive: false, suspended: false, skills: new Set() })
  }
  const at = ({ at: instant }: TenantEvent) => instant.epochNanoseconds
  const left = [...events].sort((a, b) => (at(a) === at(b) ? Number(a.sequence - b.sequence) : at(a) < at(b) ? -1 : 1))
  for (const { start, day } of quarters) {
    const inside = left.map(at).filter((instant) => instant > start && instant < start + quarter)
    for (const instant of [start, ...inside]) {
      for (let [event] = left; event && at(event) <= instant; [event] = left) happen(left.shift() ?? event)
      if (!now.alive || now.suspended) continue
      walked.days.add(day)
      for (const skill of now.skills) walked.skills.get(skill)?.add(day)
    }
  }
  return walked
}

/** The nearest whole step, a half going up. */
const nearest = (value: bigint, step: bigint): bigint => value / step + (2n * (value % step) >= step ? 1n : 0n)

/** What the month costs by the walk: each line as words. `until` is the first day that does not count. */
const expectedLines = (
  quarters: readonly Quarter[],
  month: string,
  events: readonly TenantEvent[],
  until: Day,
): string[] => {
  const dayOf = (at: bigint) => quarters.find(({ start }) => start <= at && at < start + quarter)?.day ?? ''
  const counted = (days: Iterable<Day>) => [...days].filter((day) => day.startsWith(month) && day < until).sort()
  const walked = walk(quarters, events)
  const fee = counted(walked.days)
  const all = new Set(quarters.map(({ day }) => day).filter((day) => day.startsWith(month))).size
  return [
    ...counted(walked.created.map(dayOf)).map((day) => `setup_fee ${day} = ${setupFee}`),
    ...(fee.length > 0 ? [`tenant_fee ${fee} = ${nearest(monthlyFee * BigInt(fee.length), BigInt(all))}`] : []),
    ...skills.flatMap((skill) => {
      const days = counted(walked.skills.get(skill) ?? [])
      return days.length > 0 ? [`${skill} ${days} = ${nearest(skillPrice * BigInt(days.length), 10n ** 10n)}`] : []
    }),
  ]
}

const compute = ({ zone, month }: Scene, events: readonly TenantEvent[], until: Day): string[] => {
  const span = { start: `${month}-01`, end: until }
  const tenants = new Map([['acme', events]])
  const lines = invoiceMonth({ month, span, zone, ...supply, tenants, usage: [], late: [] })
  if (isRefused(lines)) return [lines.sentence]
  return lines.map(({ kind, detail, amount, explain }) => {
    return `${kind === 'skill' ? detail : kind} ${explain.days.flatMap(daysOf)} = ${amount}`
  })
}

test.each(scenes)('$month in $zone costs what a walk over every instant of it says, so far and as a whole', (scene) => {
  const quarters = quartersOf(scene)
  const days = [...new Set(quarters.map(({ day }) => day))].filter((day) => day >= `${scene.month}-01`)
  const after = days.findIndex((day) => !day.startsWith(scene.month))
  const whole = days[after] ?? ''
  const untils = fc.oneof(fc.constant(whole), fc.constantFrom(...days.slice(0, after + 1)))
  fc.assert(
    fc.property(logsOf(quarters), untils, (events, until) => {
      expect(compute(scene, events, until)).toEqual(expectedLines(quarters, scene.month, events, until))
    }),
    { numRuns: 150 },
  )
})

test.each(scenes)('a tenant that runs through $month in $zone pays exactly the fee', (scene) => {
  const created = quartersOf(scene)[0]?.start ?? 0n
  const at = new Temporal.Instant(created - 96n * quarter)
  const event = { id: 'ev_1', tenant: 'acme', kind: 'created', skill: '', at, sequence: 1n } as const
  const lines = invoiceMonth({
    ...scene,
    ...supply,
    tenants: new Map([['acme', [event]]]),
    usage: [],
    late: [],
  })
  expect(isRefused(lines) ? lines.sentence : lines.map(({ amount, quantity }) => [amount, quantity])).toEqual([
    [4900n, '1'],
  ])
})
