import { z } from 'zod'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { civilDay, line, orgSlug, versionShown } from './common'

const mostDays = 365

const days = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a number of days')
  .transform(Number)
  .refine((number) => number >= 1 && number <= mostDays, `must be from 1 to ${mostDays}`)

const fee = z
  .string()
  .regex(/^(\d{1,6}(\.\d{1,2})?)?$/, 'must be an amount with at most two decimals')
  .transform((text) => formatDecimal(parseDecimal(text === '' ? '0' : text, minorPlaces) ?? 0n, minorPlaces))

const times = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,2})?$/, 'must be a number with at most two decimals')
  .transform((text) => parseDecimal(text, 2) ?? 0n)
  .refine((hundredths) => hundredths >= 100n && hundredths < 1_000_000n, 'must be from 1 to 9999.99')

const fees = z.tuple([fee, fee, fee])

/** The form of how months are invoiced and reminded of by themselves; `expected` is the version that was on the screen. */
export const invoicingForm = z
  .strictObject({
    expected: versionShown,
    autoInvoice: z.boolean(),
    reminders: z.boolean(),
    mostTimes: times,
    days: z.tuple([days, days, days]),
    fees: z.strictObject({ CHF: fees, EUR: fees, USD: fees }),
  })
  .superRefine(({ days: [first, second, third] }, context) => {
    if (first < second && second < third) return
    context.addIssue({ code: 'custom', path: ['days'], message: 'must rise from level to level' })
  })
  .transform(({ expected, days: reminderDays, fees: reminderFees, ...rest }) => ({
    expected,
    settings: { ...rest, reminderDays, reminderFees },
  }))
export type InvoicingInput = z.input<typeof invoicingForm>

/** The form of what happens by itself for an organization. */
export const orgInvoicingForm = z.strictObject({
  org: orgSlug,
  expected: versionShown,
  autoInvoice: z.boolean(),
  reminders: z.boolean(),
})
export type OrgInvoicingInput = z.input<typeof orgInvoicingForm>

/** An invoice that is to be reminded of now. */
export const remindInput = z.strictObject({ org: orgSlug, invoiceId: z.string().max(64) })

/** Until when an invoice is not reminded of, and why. */
export const pauseRemindersInput = z.strictObject({
  org: orgSlug,
  invoiceId: z.string().max(64),
  untilOn: civilDay,
  note: line(200).min(1, 'is needed'),
})
