import fc from 'fast-check'
import { expect, it } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { isChargeable } from '@/lib/core/money/chargeable'
import { explainedChargeFailure, nextChargeStep } from './card-charge'

const charge = { amount: minor(541n), methodId: 'pm_1', outcome: null } as const

it('charges what was open to the card that was chosen, while it is saved', () => {
  expect(nextChargeStep(charge, ['pm_2', 'pm_1'])).toEqual({ step: 'charge', amount: 541n })
  expect(nextChargeStep(charge, ['pm_2'])).toEqual({ step: 'fail', failure: 'no_card' })
  expect(nextChargeStep({ ...charge, methodId: '' }, [''])).toEqual({ step: 'fail', failure: 'no_card' })
})

it('gives up an amount that Stripe does not take, before it asks', () => {
  for (const amount of [49n, 100_000_000n]) {
    expect(nextChargeStep({ ...charge, amount: minor(amount) }, ['pm_1'])).toEqual({
      step: 'fail',
      failure: 'not_chargeable',
    })
  }
})

it('never charges a charge that came to an end, or an amount other than the recorded one', () => {
  const recorded = fc.record({
    amount: fc.option(fc.bigInt(-100n, 10n ** 9n).map(minor)),
    methodId: fc.constantFrom('', 'pm_1', 'pm_2'),
    outcome: fc.constantFrom('paid' as const, 'failed' as const, 'not_needed' as const, null),
  })
  fc.assert(
    fc.property(recorded, fc.subarray(['pm_1', 'pm_2']), (each, cards) => {
      const next = nextChargeStep(each, cards)
      if (each.outcome !== null || each.amount === null) expect(next).toEqual({ step: 'done' })
      if (next.step !== 'charge') return
      expect([next.amount, each.outcome]).toEqual([each.amount, null])
      expect(isChargeable(next.amount) && cards.includes(each.methodId)).toBe(true)
    }),
  )
})

it('explains the codes it knows, and calls all others a decline', () => {
  expect(['insufficient_funds', 'do_not_honor', ''].map(explainedChargeFailure)).toEqual([
    'insufficient_funds',
    'other',
    'other',
  ])
})
