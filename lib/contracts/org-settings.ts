import { z } from 'zod'
import { mostSpendAlerts } from '@/lib/core/alerts/settings'
import { minor, minorPlaces, pico, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice, line, orgSlug, versionShown } from './common'
import { partyInput } from './settings'

/** A party as a customer gives it: what an invoice cannot do without is needed. */
const ownParty = partyInput.extend({
  name: line(70).min(1, 'is needed'),
  street: line(70).min(1, 'is needed'),
  postalCode: line(16).min(1, 'is needed'),
  town: line(35).min(1, 'is needed'),
})

/** The form of the billing details: `expected` is the version that was on the screen. */
export const detailsForm = ownParty
  .extend({ org: orgSlug, expected: versionShown.min(1), language: z.enum(['en', 'de', 'fr', 'it']) })
  .transform(({ org, expected, language, ...buyer }) => ({ org, expected, details: { buyer, language } }))
export type DetailsFields = Omit<z.input<typeof detailsForm>, 'org' | 'expected'>

const money = (places: number) =>
  z.union([
    z.literal('').transform(() => null),
    decimalPrice(places).transform((text) => pico(parseDecimal(text, picoPlaces) ?? 0n)),
  ])

const spendAmount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/, 'must be an amount with at most two decimals')
  .transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))
  .refine((amount) => amount > 0n, 'must be above zero')

/** The form of what is told by e-mail; `expected` is the version that was on the screen, 0 where nobody had chosen. */
export const alertsForm = z
  .strictObject({
    org: orgSlug,
    expected: versionShown,
    spend: z.array(spendAmount).max(mostSpendAlerts),
    creditBelow: z.union([z.literal('').transform(() => null), spendAmount]),
    stopped: z.boolean(),
    quota: z.boolean(),
    payments: z.boolean(),
    expiries: z.boolean(),
    renewals: z.boolean(),
  })
  .transform(({ org, expected, ...settings }) => ({ org, expected, settings }))
export type AlertsInput = z.input<typeof alertsForm>

/** The form of the spend cap, empty for none; `expected` is the one that was on the screen. */
export const spendCapForm = z.strictObject({ org: orgSlug, expected: money(picoPlaces), cap: money(2) })
export type SpendCapInput = z.input<typeof spendCapForm>
