import { z } from 'zod'
import { billers } from '@/lib/core/funding/biller'
import { origins } from '@/lib/core/funding/grant'
import { isZone } from '@/lib/core/time/billing-day'
import { civilDay, identifier, orgSlug } from './common'
import { amountFromZero, asset, fundingSettings, grantRequest, takeBackRequest, unitPolicy } from './funding'

/** The organization a form is about, and the zone in which its days are meant. */
const about = { org: orgSlug, zone: z.string().max(64).refine(isZone, 'must be a time zone') }
const optional = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal('').transform(() => null), schema])
const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)

/** A whole number as it is typed, within the bounds of the contract. */
const counted = (bounds: z.ZodType<number, number>) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(bounds)

/** The form of a grant. */
export const grantForm = z.strictObject({
  ...about,
  amount: grantRequest.shape.amount,
  asset,
  origin: z.enum(origins),
  expiresOn: optional(civilDay),
  reference: grantRequest.shape.reference,
  note: grantRequest.shape.note,
})

/** The form that takes unused credit back. */
export const takeBackForm = z.strictObject({ org: orgSlug, grant: identifier, ...takeBackRequest.shape })

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
    pagesPerUnit: counted(unitPolicy.shape.pagesPerUnit),
    bytesPerUnit: counted(unitPolicy.shape.bytesPerUnit),
    minimumUnits: counted(unitPolicy.shape.minimumUnits),
    freeCredit: z.boolean(),
    subscribed: z.boolean(),
  })
  .transform(({ org, concurrency, pagesPerUnit, bytesPerUnit, minimumUnits, ...change }) => ({
    org,
    change: {
      ...change,
      concurrency: change.tier === 'custom' ? concurrency : null,
      unitPolicy: { pagesPerUnit, bytesPerUnit, minimumUnits },
    },
  }))
