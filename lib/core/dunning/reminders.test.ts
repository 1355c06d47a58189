import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '@/lib/core/time/day'
import { dueReminder, nextReminder, type Remindable, type ReminderDays, type SentReminder } from './reminders'

const days: ReminderDays = [10, 20, 30]
const dueOn: Day = '2026-11-30'
const open: Remindable = { dueOn, sent: [], pausedUntil: null, settled: false }
const sent = (level: 1 | 2 | 3, sentOn: Day): SentReminder => ({ level, sentOn })

test.each<[string, Partial<Remindable>, Day, 1 | 2 | 3 | null]>([
  ['before the first day', {}, '2026-12-09', null],
  ['on the first day', {}, '2026-12-10', 1],
  ['long after it, the first all the same', {}, '2027-05-01', 1],
  ['the second at its time', { sent: [sent(1, '2026-12-10')] }, '2026-12-20', 2],
  ['a day before it', { sent: [sent(1, '2026-12-10')] }, '2026-12-19', null],
  ['after a first that went out late, as long after it as ever', { sent: [sent(1, '2027-01-05')] }, '2027-01-14', null],
  ['and then', { sent: [sent(1, '2027-01-05')] }, '2027-01-15', 2],
  [
    'none after the third',
    { sent: [sent(1, '2026-12-10'), sent(2, '2026-12-20'), sent(3, '2026-12-30')] },
    '2030-01-01',
    null,
  ],
  ['none while it is paused', { pausedUntil: '2027-01-01' }, '2026-12-31', null],
  ['one once the pause is over', { pausedUntil: '2027-01-01' }, '2027-01-01', 1],
  ['none for what is paid, credited or disputed', { settled: true }, '2027-01-01', null],
])('%s', (_, over, today, level) => {
  expect(dueReminder({ ...open, ...over }, days, today)).toBe(level)
})

test('whatever days are missed or paused, each level is sent once, in order, and never two within a day', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
      fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }),
      fc.option(fc.integer({ min: 0, max: 200 })),
      ([first, second, third], comesBy, pause) => {
        const policy: ReminderDays = [first, first + second, first + second + third]
        const log: SentReminder[] = []
        const pausedUntil = pause === null ? null : addDays(dueOn, pause)
        for (const [offset, comes] of comesBy.entries()) {
          const today = addDays(dueOn, offset)
          // Whoever comes by comes twice.
          for (let twice = 0; comes && twice < 2; twice += 1) {
            const level = dueReminder({ ...open, sent: log, pausedUntil }, policy, today)
            if (level !== null) log.push({ level, sentOn: today })
          }
        }
        expect(log.map(({ level }) => level)).toEqual([1, 2, 3].slice(0, log.length))
        expect(new Set(log.map(({ sentOn }) => sentOn)).size).toBe(log.length)
        for (const { level, sentOn } of log) {
          expect(sentOn >= addDays(dueOn, policy[level - 1] ?? 0)).toBe(true)
          expect(pausedUntil === null || sentOn >= pausedUntil).toBe(true)
        }
        if (comesBy.every(Boolean)) expect(log).toHaveLength(3)
      },
    ),
    { numRuns: 60 },
  )
})

test('the next one is known ahead', () => {
  expect(nextReminder(open, days)).toEqual({ level: 1, dueOn: '2026-12-10' })
  expect(nextReminder({ ...open, sent: [sent(3, '2026-12-30')] }, days)).toBeNull()
})
