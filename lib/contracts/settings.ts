import { z } from 'zod'
import { scopes } from '@/lib/core/access/permit'
import { isIban } from '@/lib/core/invoices/iban'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { civilDay, emailAddress, identifier, line, orgSlug, versionShown } from './common'

/** A whole number as a form sends it. */
const typedNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number >= least && number <= most, `must be from ${least} to ${most}`)
const optionalEmail = z.union([z.literal(''), z.email().max(254)])

/** A party as printed on documents; field lengths are those of the Swiss QR-bill. */
export const partyInput = z.strictObject({
  name: line(70),
  street: line(70),
  buildingNumber: line(16),
  postalCode: line(16),
  town: line(35),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as CH'),
  vatNumber: line(30),
  email: optionalEmail,
})

/** The seller: a party, where to pay, and whose days date invoices. Spaces in the IBAN are taken out. */
export const sellerInput = partyInput.extend({
  iban: z
    .string()
    .transform((text) => text.replace(/\s/g, '').toUpperCase())
    .refine((text) => text === '' || isIban(text), 'is no valid IBAN'),
  zone: z.string().min(1).max(64),
  setupPauseDays: typedNumber(0, 366).optional(),
})

export const taxRateInput = z.strictObject({
  effectiveOn: civilDay,
  rate: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,2})?$/, 'must be a rate in percent such as 8.10')
    .transform((text) => formatDecimal(parseDecimal(text, 2) ?? 0n, 2)),
})

export const billingConfigInput = z.strictObject({
  buyer: partyInput,
  language: z.enum(['en', 'de', 'fr', 'it']),
  zone: z.string().min(1).max(64),
  priceBook: identifier,
  treatment: z.enum(['domestic', 'export', 'reverse_charge', 'exempt']),
  exemption: line(70).default(''),
  payBy: z.enum(['card', 'invoice']),
  termsDays: z.number().int().min(0).max(365),
})

export const createOrgInput = z.strictObject({
  org: orgSlug,
  name: line(70).min(1),
  priceBook: identifier,
})

/** The form of an organization: everything on one level, days as they were typed. */
export const saveOrgInput = partyInput
  .extend({
    org: orgSlug,
    expected: versionShown.min(1),
    displayName: line(70).min(1, 'is needed'),
    ...billingConfigInput.omit({ buyer: true }).shape,
    termsDays: typedNumber(0, 365),
    /** Today if it is left out or empty. */
    effectiveOn: z.union([z.literal(''), civilDay]).optional(),
    /** A buyer abroad is charged Swiss VAT all the same. */
    confirmed: z.enum(['', 'yes']).optional(),
  })
  .transform(({ org, expected, displayName, effectiveOn, confirmed, ...fields }) => {
    const { language, zone, priceBook, treatment, exemption, payBy, termsDays, ...buyer } = fields
    return {
      org,
      expected,
      name: displayName,
      config: { buyer, language, zone, priceBook, treatment, exemption, payBy, termsDays },
      options: { confirmed: confirmed === 'yes', ...(effectiveOn ? { effectiveOn } : {}) },
    }
  })

export const setMemberInput = z.strictObject({
  org: orgSlug,
  email: emailAddress,
  role: z.enum(['owner', 'billing', 'member']),
})
export const removeMemberInput = z.strictObject({ org: orgSlug, userId: identifier })

export const createApiKeyInput = z.strictObject({
  name: line(70).min(1),
  scopes: z.array(z.enum(scopes)).min(1, 'choose at least one'),
  org: orgSlug.nullable(),
})
export const revokeApiKeyInput = z.strictObject({ id: identifier })
