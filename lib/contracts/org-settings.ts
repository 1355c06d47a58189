import { z } from 'zod'
import { pico, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice, line, orgSlug } from './common'
import { partyInput } from './settings'

/** A party as a customer gives it: what an invoice can not do without is needed. */
const ownParty = partyInput.extend({
  name: line(70).min(1, 'is needed'),
  street: line(70).min(1, 'is needed'),
  postalCode: line(16).min(1, 'is needed'),
  town: line(35).min(1, 'is needed'),
})

/** The form of the billing details: `expected` is the version that was on the screen. */
export const detailsForm = ownParty
  .extend({ org: orgSlug, expected: z.number().int().min(1), language: z.enum(['en', 'de', 'fr', 'it']) })
  .transform(({ org, expected, language, ...buyer }) => ({ org, expected, details: { buyer, language } }))
export type DetailsFields = Omit<z.input<typeof detailsForm>, 'org' | 'expected'>

const money = (places: number) =>
  z.union([
    z.literal('').transform(() => null),
    decimalPrice(places).transform((text) => pico(parseDecimal(text, picoPlaces) ?? 0n)),
  ])

/** The form of the spend cap, empty for none; `expected` is the one that was on the screen. */
export const spendCapForm = z.strictObject({ org: orgSlug, expected: money(picoPlaces), cap: money(2) })
export type SpendCapInput = z.input<typeof spendCapForm>
