import type { Db } from '@/db/client'
import { findOrg } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { type SaveOrgOptions, saveOrg } from '@/lib/flows/settings/save-org'
import { buyerParty, type config, contextOf, prices } from './fixtures'

/** The price book `special`: 490.00 a month and units at 0.10, ten and two times `standard`. */
export const publishSpecialBook = (db: Db): Promise<unknown> =>
  publishPrices(contextOf(db), {
    book: 'special',
    currency: 'CHF',
    expected: 0,
    prices: { ...prices, monthlyFee: '490.00', meters: [{ meter: 'doc.units', unit: 'unit', pricePerUnit: '0.10' }] },
  })

/** The buyer after a move to Berlin. */
export const berlinParty = {
  ...buyerParty,
  street: 'Warschauer Strasse',
  buildingNumber: '5',
  postalCode: '10243',
  town: 'Berlin',
  country: 'DE',
}

/** Saves a change of the terms as the admin's form does, from the version there is. */
export const changeTerms = async (
  ctx: Ctx,
  org: string,
  over: Partial<typeof config>,
  options: SaveOrgOptions = {},
) => {
  const found = await findOrg(ctx.db, org, ctx.now)
  if (!found) throw new Error(`there is no ${org}`)
  return saveOrg(ctx, org, found.name, found.version, { ...found.config, ...over }, options)
}
