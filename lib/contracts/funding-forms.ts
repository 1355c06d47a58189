import { z } from 'zod'
import { billers } from '@/lib/core/funding/biller'
import { origins } from '@/lib/core/funding/grant'
import { isZone } from '@/lib/core/time/billing-day'
import { civilDay, orgSlug } from './common'
import { amountFromZero, fundingSettings, grantRequest } from './funding'

/** The organization a form is about, and the zone in which its days are meant. */
const about = { org: orgSlug, zone: z.string().max(64).refine(isZone, 'must be a time zone') }
const optional = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal('').transform(() => null), schema])
const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)

/** The form of a grant. */
export const grantForm = z.strictObject({
  ...about,
  amount: grantRequest.shape.amount,
  asset: z.string().min(1).max(64),
  origin: z.enum(origins),
  expiresOn: optional(civilDay),
  reference: grantRequest.shape.reference,
  note: grantRequest.shape.note,
})

/** The form of a switch to another biller. */
export const billerForm = z.strictObject({
  ...about,
  biller: z.enum(billers),
  effectiveOn: optional(civilDay),
  welcomeCredit: optional(amountFromZero),
})

/** The form of cap and limits; a concurrency counts for the tier custom alone. */
export const limitsForm = z
  .strictObject({
    org: orgSlug,
    spendCap: optional(amountFromZero),
    tier: fundingSettings.shape.tier,
    concurrency: optional(whole),
    maxDiskMb: whole.refine((size) => size > 0, 'must be above zero'),
    freeCredit: z.boolean(),
    subscribed: z.boolean(),
  })
  .transform(({ org, concurrency, ...change }) => ({
    org,
    change: { ...change, concurrency: change.tier === 'custom' ? concurrency : null },
  }))
